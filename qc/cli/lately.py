"""`python -m qc lately`: who changed in the newest weeks, beyond chance?"""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.core.fields import DIMENSIONS
from qc.review.lately import NEWEST
from qc.view.lately_frames import changes_payload, changes_text
from qc.workspace.labels import labelled
from qc.workspace.lately import who_changed

NOTHING, SIGNAL = 0, 1


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "who changed in the newest weeks, each against themselves before"
    verb = verbs.add(commands, "lately", text, run)
    verb.add_argument(
        "measure",
        nargs="*",
        help="ids of shares or rates, judged together (default: those of all stages)",
    )
    verb.add_argument(
        "--dimension",
        required=True,
        metavar="|".join(DIMENSIONS),
        help="who is looked at",
    )
    verb.add_argument(
        "--weeks",
        type=int,
        choices=range(1, 9),
        default=NEWEST,
        metavar="N",
        help=f"newest whole weeks, 1 to 8, taken together (default: {NEWEST})",
    )
    verbs.calls_by_name(verb)
    verbs.looks_at_a_part(verb)


def run(arguments: argparse.Namespace) -> int:
    """Hold the newest weeks against those before; 1 if anybody changed."""
    workspace = values.existing(arguments)
    lens = values.checked_lens(arguments, workspace)
    dimension, asked = arguments.dimension, arguments.names
    cards = [workspace.card(name) for name in arguments.measure]
    found = who_changed(
        workspace, dimension, lens, cards=cards or None, newest=arguments.weeks
    )
    shown = labelled(workspace, dimension, asked=asked)
    verbs.told(arguments, changes_payload(found, shown), changes_text(found, shown))
    return SIGNAL if found.standing else NOTHING
