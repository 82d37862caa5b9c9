"""`python -m qc pack`: the weekly review as a file to take away."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qc.cli import values, verbs
from qc.view.locales import reading
from qc.view.pack import Format
from qc.workspace import packing
from qc.workspace.lens import Lens
from qc.workspace.locale import locale_of

NOTHING = 0
ALL = "all"


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "write the weekly review as web page, PDF, slides, workbook or table"
    verb = verbs.add(commands, "pack", text, run)
    verb.add_argument("--format", choices=[*Format, ALL], default=Format.HTML.value)
    verb.add_argument(
        "--out",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where the files go (default: here)",
    )
    verb.add_argument("--week", type=values.week, help="2026-W46 or a date in it")
    verb.add_argument("--rules", help="rule set: default, nhs, nelson or own, ...")


def run(arguments: argparse.Namespace) -> int:
    """Write the files and name them."""
    workspace = values.existing(arguments)
    lens = Lens(rules=arguments.rules, until=arguments.week)
    asked = arguments.format
    formats = tuple(Format) if asked == ALL else (Format(asked),)
    with reading(arguments.locale or locale_of(workspace.warehouse)):
        pack = packing.make(workspace, workspace.review(lens), lens)
        written = [packing.save(workspace, pack, f, arguments.out) for f in formats]
    names = [str(file) for file in written]
    verbs.told(arguments, {"schema": "qc.files/1", "files": names}, "\n".join(names))
    return NOTHING
