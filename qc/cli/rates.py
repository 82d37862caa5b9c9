"""`python -m qc rates`: what things cost or are worth, by the user's own word."""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.cli.formats import followed
from qc.core.errors import QcError
from qc.core.rates_items import rates_items
from qc.view.words import rates as say
from qc.workspace import Workspace
from qc.workspace.rates import changed, keep, rates_of

NOTHING = 0


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "show what things cost or are worth, or say it: hour=38.5 reason.late=60"
    verb = verbs.add(commands, "rates", text, run)
    verb.add_argument(
        "said",
        nargs="*",
        metavar="NAME=AMOUNT",
        help="a rate (defect, hour, training_hour, check, rework, recovery, promise, "
        "outreach, repeat, referral, customer), the currency, or the cost of a defect "
        "by one value: reason.late=60; a range: promise=3..6; NAME= takes it back",
    )


def run(arguments: argparse.Namespace) -> int:
    """Keep what is said, and tell the rates in force."""
    if arguments.said:
        folder = values.workspace_folder(arguments)
        workspace = followed(arguments, Workspace.open(folder))
        said = dict(_pair(text) for text in arguments.said)
        keep(workspace, changed(rates_of(workspace), said))
    else:
        workspace = values.existing(arguments)
    rates = rates_of(workspace)
    data = {"schema": "qc.rates/1", "rates": rates_items(rates)}
    lines = list(say.rate_lines(rates)) or [say.NONE]
    verbs.told(arguments, data, "\n".join(lines))
    return NOTHING


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise QcError(
            f"{text!r} says no rate. Write it as hour=38.5, or hour= for none."
        )
    return name.strip(), value.strip()
