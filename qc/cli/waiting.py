"""`python -m qc waiting`: how long customers wait for one measure's answer."""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.view.waiting_frames import waiting_payload, waiting_text
from qc.workspace.waiting import waiting_times

NOTHING = 0


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "how long customers wait, those still waiting included"
    verb = verbs.add(commands, "waiting", text, run)
    verb.add_argument("measure", help="id of a measure card with a clock")
    verbs.looks_at_a_part(verb)


def run(arguments: argparse.Namespace) -> int:
    """Show the waiting times of one measure; they are no signal by themselves."""
    workspace = values.existing(arguments)
    lens = values.checked_lens(arguments, workspace)
    found = waiting_times(workspace, arguments.measure, lens)
    verbs.told(arguments, waiting_payload(found), waiting_text(found))
    return NOTHING
