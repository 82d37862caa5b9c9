"""`python -m qc together`: several measures on one chart."""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.core.kinds import ChartKind
from qc.review.together import KINDS
from qc.view.together_frames import together_payload, together_text
from qc.workspace.together import held_together

NOTHING, SIGNAL = 0, 1


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "several measures on one chart: unusual together, though each looks usual?"
    verb = verbs.add(commands, "together", text, run)
    verb.add_argument(
        "--measures",
        type=_names,
        default=(),
        metavar="ID,ID,...",
        help="ids of measures (default: the first that can be held together)",
    )
    verb.add_argument(
        "--chart",
        dest="several",
        type=values.one_of(ChartKind, *KINDS),
        default=ChartKind.T2,
        metavar="|".join(KINDS),
        help="t2 sees large moves of one period, mewma small ones that stay",
    )
    verbs.looks_at_a_part(verb)


def run(arguments: argparse.Namespace) -> int:
    """Hold measures together; a signal of the newest period is one to act on."""
    workspace = values.existing(arguments)
    found = held_together(
        workspace,
        values.checked_lens(arguments, workspace),
        names=arguments.measures,
        kind=arguments.several,
    )
    verbs.told(arguments, together_payload(found), together_text(found))
    return SIGNAL if found.current else NOTHING


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))
