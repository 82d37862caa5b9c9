"""What the commands of one question share: where the log is, which part, how to say."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qc.cli import formats, values
from qc.core.fields import DIMENSIONS

Command = Callable[[argparse.Namespace], int]
_ASIS: dict[str, Any] = {
    "rules": None,
    "baseline": None,
    "phase": [],
    "exclude": [],
    "chart_kind": None,
    "by": None,
    "partial": False,
}
"""How a lens looks at the log where a command does not ask."""


def add(verbs: Any, name: str, text: str, run: Command) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add a command that looks at a workspace and can print JSON."""
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    verb.set_defaults(run=run, **_ASIS)
    verb.add_argument(
        "--json", action="store_true", help="print JSON, schema in README"
    )
    formats.offer(verb)
    verb.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        help=f"folder of the workspace (default: ${values.WORKSPACE}, else "
        ".qc/workspace)",
    )
    return verb


def calls_by_name(verb: argparse.ArgumentParser) -> None:
    """Let people be called by name, who go by codes otherwise."""
    verb.add_argument(
        "--names", action="store_true", help="call agents by name, not by code"
    )


def looks_at_a_part(verb: argparse.ArgumentParser) -> None:
    """Let a command take weeks, days and filters."""
    add = verb.add_argument
    add("--week", type=values.week, help="as of this week: 2026-W46 or a date")
    add("--since", type=values.day, help="first day to look at")
    add("--until", type=values.day, help="last day to look at")
    for name in DIMENSIONS:
        add(f"--{name}", action="append", default=[], metavar="VALUE")


def told(arguments: argparse.Namespace, data: dict[str, Any], text: str) -> None:
    """Print a result as JSON or as text, as was asked."""
    shown = json.dumps(data, indent=2, allow_nan=False, default=_plain)
    print(shown if arguments.json else text)  # noqa: T201


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no JSON form")
