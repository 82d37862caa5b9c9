"""`python -m qc waiting`: how long customers wait for one measure's answer."""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.core.kinds import OpenCases
from qc.review.assessment import Assessment
from qc.view.waiting_frames import newest_text, waiting_payload, waiting_text
from qc.workspace import Lens, Workspace
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


def newest_known(workspace: Workspace, one: Assessment, lens: Lens) -> str:
    """Return what is known so far, for a chart whose open cases count in part."""
    clock = one.measure.clock
    if clock is None or clock.open_cases is not OpenCases.CENSORED:
        return ""
    if one.chart is None or not len(workspace.weeks):
        return ""
    return f"\n{newest_text(waiting_times(workspace, one.measure.id, lens))}"
