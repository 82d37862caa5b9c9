"""`python -m qc holidays`: the days that no weekday tells anything of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qc.cli import values, verbs
from qc.view.words import holidays as say
from qc.workspace import Workspace
from qc.workspace.holidays import holidays_of, read_holidays
from qc.workspace.resources import text_of

NOTHING = 0


def add(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add the command to those of the parser; return it for the workspace option."""
    text = "show the holidays of a workspace, or set them from a file"
    verb = verbs.add(commands, "holidays", text, run)
    verb.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="one ISO date a line; in place of those that were set",
    )
    return verb


def run(arguments: argparse.Namespace) -> int:
    """Set the holidays if a file says which, and list those in force."""
    if arguments.file:
        workspace = Workspace.open(values.workspace_folder(arguments))
        workspace.use_holidays(read_holidays(text_of(arguments.file)))
    else:
        workspace = values.existing(arguments)
    days = [str(day) for day in holidays_of(workspace.warehouse)]
    data = {"schema": "qc.holidays/1", "holidays": days}
    verbs.told(arguments, data, "\n".join([say.line(len(days)), *days]))
    return NOTHING
