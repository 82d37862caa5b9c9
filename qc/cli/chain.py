"""`python -m qc chain`: does training become goodwill? Each arrow, its evidence."""

from __future__ import annotations

import argparse
from enum import StrEnum
from typing import Any

from qc.chain.links import Shown
from qc.cli import values, verbs
from qc.view.chain_frames import chain_payload, chain_text
from qc.view.step_list import cases_payload, cases_text
from qc.workspace.adherence_list import step_list
from qc.workspace.chain import chain

NOTHING, SIGNAL = 0, 1


class Part(StrEnum):
    """What is looked at: the arrows, or single contacts beside their steps."""

    EVIDENCE = "evidence"
    ADHERENCE = "adherence"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "test the chain from training to goodwill, arrow by arrow"
    verb = verbs.add(commands, "chain", text, run)
    verb.add_argument(
        "--part",
        type=values.one_of(Part),
        default=Part.EVIDENCE,
        metavar="|".join(Part),
        help="the arrows (default), or the contacts farthest from their steps",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the table of evidence; 1 if an arrow shows the opposite."""
    workspace = values.existing(arguments)
    if arguments.part is Part.ADHERENCE:
        listed = step_list(workspace)
        verbs.told(arguments, cases_payload(listed), cases_text(listed))
        return NOTHING
    found = chain(workspace)
    verbs.told(arguments, chain_payload(found), chain_text(found))
    return SIGNAL if found.count(Shown.OPPOSITE) else NOTHING
