"""`python -m qc compare`: does an agent, team or channel differ by more than chance?"""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.core.fields import DIMENSIONS
from qc.review.compare import MINIMUM
from qc.view.compare_frames import comparison_payload, comparison_text
from qc.view.words.privacy import parted_line
from qc.workspace.compare import WEEKS, comparison, short_run
from qc.workspace.labels import labelled
from qc.workspace.personal import parted

NOTHING, SIGNAL = 0, 1


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "compare agents, teams or channels fairly"
    verb = verbs.add(commands, "compare", text, run)
    verb.add_argument("measure", help="id of a measure card")
    verb.add_argument(
        "--dimension",
        required=True,
        metavar="|".join(DIMENSIONS),
        help="what to compare",
    )
    verb.add_argument(
        "--weeks",
        type=_weeks,
        default=WEEKS,
        help=f"last whole weeks, or all (default: {WEEKS}; --since and --until go "
        "before)",
    )
    verb.add_argument(
        "--minimum",
        type=int,
        default=MINIMUM,
        metavar="N",
        help=f"cases below which nobody is judged (default: {MINIMUM})",
    )
    verbs.calls_by_name(verb)
    verbs.looks_at_a_part(verb)


def run(arguments: argparse.Namespace) -> int:
    """Compare the units of a dimension; 1 if one stands out."""
    workspace = values.existing(arguments)
    lens = values.checked_lens(arguments, workspace)
    found = comparison(
        workspace,
        arguments.measure,
        arguments.dimension,
        lens,
        weeks=arguments.weeks,
        minimum=arguments.minimum,
    )
    over_time = short_run(workspace, found, lens)
    dimension, asked = arguments.dimension, arguments.names
    shown = labelled(workspace, dimension, asked=asked)
    text = comparison_text(found, shown, over_time)
    if note := parted_line(parted(workspace, dimension), dimension):
        text = f"{text}\n{note}"
    verbs.told(arguments, comparison_payload(found, shown, over_time), text)
    return SIGNAL if found.standing_out else NOTHING


def _weeks(text: str) -> int | None:
    if text == "all":
        return None
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither a number of weeks nor all.")
