"""`python -m qc calendar`: the opening hours and holidays of a workspace."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qc.cli import values, verbs
from qc.cli.formats import followed
from qc.core.errors import QcError
from qc.view.calendar_frames import calendars_payload, calendars_text
from qc.workspace import Workspace
from qc.workspace.calendars import ahead, calendars_of
from qc.workspace.resources import text_of

NOTHING = 0


def add(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add the command to those of the parser; return it for the workspace option."""
    text = "show the opening hours and holidays of a workspace, or set them from a file"
    verb = verbs.add(commands, "calendar", text, run)
    verb.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="TOML, as the README explains; an empty file is open around the clock",
    )
    return verb


def run(arguments: argparse.Namespace) -> int:
    """Set the calendar if a file says which, and tell the one in force."""
    if arguments.file:
        folder = values.workspace_folder(arguments)
        workspace = followed(arguments, Workspace.open(folder))
        workspace.use_calendar(_text(arguments.file))
    else:
        workspace = values.existing(arguments)
    found, days = calendars_of(workspace.warehouse), ahead(workspace.today)
    verbs.told(arguments, calendars_payload(found, days), calendars_text(found, days))
    return NOTHING


def _text(file: Path) -> str:
    if not file.is_file():
        raise QcError(f"There is no file {file}. Correct the name.")
    return text_of(file)
