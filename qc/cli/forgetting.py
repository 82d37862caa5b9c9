"""`python -m qc forget`: erase every row of one customer; first say what that is."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any

from qc.cli import values, verbs
from qc.view.words import forgetting as say

NOTHING = 0
_STANDARD_INPUT = "-"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "say what would be erased of one customer; with --yes, erase it for good"
    verb = verbs.add(commands, "forget", text, run)
    verb.add_argument(
        "customer",
        metavar="ID",
        help="the id at the source, or the pseudonym; - reads it from standard input, "
        "so that no list of commands keeps it",
    )
    verb.add_argument("--yes", action="store_true", help="erase it; not to be undone")
    verb.add_argument("--reason", default="", help="kept on record; names nobody")


def run(arguments: argparse.Namespace) -> int:
    """Look for one customer, or forget them; tell how much it is."""
    workspace = values.existing(arguments)
    customer = arguments.customer
    if customer == _STANDARD_INPUT:
        customer = sys.stdin.readline()
    if arguments.yes:
        found = workspace.forget_customer(customer, reason=arguments.reason)
    else:
        found = workspace.look_for_customer(customer)
    told, line = found.told, say.did_line if arguments.yes else say.will_line
    lines = [say.NOTHING if told.nothing else line(told)]
    lines += say.left(told, found.out_of_reach)
    if not (told.nothing or arguments.yes):
        lines.append(say.TO_ERASE)
    data = {
        "schema": "qc.forgotten/1",
        "erased": arguments.yes and not told.nothing,
        **asdict(told),
        "out_of_reach": found.out_of_reach,
    }
    verbs.told(arguments, data, "\n".join(lines))
    return NOTHING
