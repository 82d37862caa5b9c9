"""`python -m qc strata`: a measure by stage, team, channel, product or agent."""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.review.compare import MINIMUM
from qc.view.strata_frames import strata_payload, strata_text
from qc.workspace.labels import labelled
from qc.workspace.strata import DIMENSIONS, side_by_side

NOTHING, SIGNAL = 0, 1


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "a measure in its parts: in which team, channel or stage did it change?"
    verb = verbs.add(commands, "strata", text, run)
    verb.add_argument("measure", help="id of a measure card")
    verb.add_argument(
        "--by",
        dest="dimension",
        choices=DIMENSIONS,
        default="team",
        help="what parts it (default: team)",
    )
    verb.add_argument(
        "--minimum",
        type=int,
        default=MINIMUM,
        metavar="N",
        help=f"cases below which a part is counted, not judged (default: {MINIMUM})",
    )
    verbs.calls_by_name(verb)
    verbs.looks_at_a_part(verb)


def run(arguments: argparse.Namespace) -> int:
    """Judge each part by limits of its own; 1 if one is to be acted on."""
    workspace = values.existing(arguments)
    by, asked = arguments.dimension, arguments.names
    found = side_by_side(
        workspace,
        arguments.measure,
        by,
        values.checked_lens(arguments, workspace),
        minimum=arguments.minimum,
    )
    names = [*(one.name for one in found.parts), *(name for name, _ in found.few)]
    shown = labelled(workspace, by, names, asked=asked)
    data, text = strata_payload(found, shown), strata_text(found, shown)
    verbs.told(arguments, data, text)
    return SIGNAL if found.to_act_on else NOTHING
