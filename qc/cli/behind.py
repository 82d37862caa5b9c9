"""`python -m qc behind`: the interactions behind a point or a signal."""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.view.behind_text import behind_payload, behind_text
from qc.workspace.behind import behind, span_of

NOTHING = 0


def add(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add the command to those of the parser; return it for the looks options."""
    text = "list the interactions behind the gravest signal of a measure, or a point"
    verb = verbs.add(commands, "behind", text, run)
    verb.add_argument("measure", help="id of a measure card")
    verb.add_argument(
        "--day", type=values.day, help="of the period that holds this day instead"
    )
    verb.add_argument(
        "--names", action="store_true", help="call people by name, where it is kept"
    )
    return verb


def run(arguments: argparse.Namespace) -> int:
    """List the interactions, those with a defect first."""
    workspace = values.existing(arguments)
    lens = values.checked_lens(arguments, workspace)
    one = workspace.assess(arguments.measure, lens)
    asked = span_of(one, arguments.day)
    stretch = behind(workspace, one, lens, asked, names=arguments.names)
    found, span = stretch.found, (stretch.first, stretch.last)
    totals = (found.total, found.counted, found.events)
    data = behind_payload(totals, found.rows, span)
    verbs.told(arguments, data, behind_text(found.total, found.rows, span))
    return NOTHING
