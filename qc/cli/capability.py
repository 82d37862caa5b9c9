"""`python -m qc capability`: is a process able, and how much of its budget is used?"""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.view.capability_text import capability_payload, capability_text
from qc.workspace.capability import capability

NOTHING = 0


def add(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add the command to those of the parser; return it for the looks options."""
    text = "say whether a stable process is able, and what of its tolerance is used"
    verb = verbs.add(commands, "capability", text, run)
    verb.add_argument("measure", help="id of a measure card")
    verb.add_argument(
        "--tolerance",
        type=float,
        metavar="DPMO",
        help="tolerated defects per million (default: that of the card)",
    )
    verb.add_argument(
        "--shift", action="store_true", help="add 1.5 to sigma levels, and say so"
    )
    return verb


def run(arguments: argparse.Namespace) -> int:
    """Show the capability of one measure; it is no signal by itself."""
    workspace = values.existing(arguments)
    found = capability(
        workspace,
        arguments.measure,
        values.checked_lens(arguments, workspace),
        tolerance=arguments.tolerance,
        shift=arguments.shift,
    )
    verbs.told(arguments, capability_payload(found), capability_text(found))
    return NOTHING
