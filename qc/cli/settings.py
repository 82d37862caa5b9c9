"""`python -m qc settings`: all that a workspace was told, as one plain file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qc.cli import values, verbs
from qc.cli.formats import followed
from qc.core.errors import QcError
from qc.view.settings_told import (
    differences_payload,
    differences_text,
    options_lines,
    settings_payload,
    settings_summary,
)
from qc.view.words import settings as say
from qc.workspace import Workspace
from qc.workspace.settings import MOST_BYTES, decoded, exported, look, take, told

NOTHING = 0


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the commands to those of the parser."""
    text = "keep, read, edit and take over all that a workspace was told, as one file"
    top = commands.add_parser("settings", help=text, description=text)
    inner = top.add_subparsers(required=True, metavar="export|import|show")
    write = verbs.add(inner, "export", "write the settings as a TOML file", export)
    write.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="default: print them"
    )
    read = verbs.add(
        inner, "import", "take over a settings file, or part of it", take_in
    )
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument(
        "--dry-run", action="store_true", help="only say what would change"
    )
    read.add_argument(
        "--replace", action="store_true", help="remove what the file does not say"
    )
    verbs.add(inner, "show", "say what the workspace was told", show)


def export(arguments: argparse.Namespace) -> int:
    """Write the settings to a file, or print them."""
    text = exported(values.existing(arguments))
    file: Path | None = arguments.file
    if file is not None:
        file.write_text(text, encoding="utf-8", newline="\n")
    name = None if file is None else str(file)
    data = {"schema": "qc.settings-export/1", "file": name, "text": text}
    verbs.told(arguments, data, text.rstrip("\n") if file is None else str(file))
    return NOTHING


def take_in(arguments: argparse.Namespace) -> int:
    """Say what a settings file changes, and change it unless it is only tried."""
    file: Path = arguments.file
    text = _text(file)
    folder = values.workspace_folder(arguments)
    workspace = followed(arguments, Workspace.open(folder))
    seen = look(workspace, text, file.name, replace=arguments.replace)
    if not arguments.dry_run:
        take(workspace, seen)
    data = {
        "schema": "qc.settings-import/1",
        "file": file.name,
        "dry_run": arguments.dry_run,
        "replace": seen.replaces,
        "changes": differences_payload(seen.differences),
        "same": seen.same,
        "names_deleted": {who.value: n for who, n in seen.names_lost.items()},
    }
    what = differences_text(seen.differences, seen.same, seen.names_lost)
    done = say.done(seen.differences, tried=arguments.dry_run)
    verbs.told(arguments, data, "\n".join(line for line in (what, done) if line))
    return NOTHING


def show(arguments: argparse.Namespace) -> int:
    """Say what the workspace was told, in counts; with --json all of it."""
    settings = told(values.existing(arguments)).to_show
    data = {"schema": "qc.settings/1", **settings_payload(settings)}
    text = "\n".join([options_lines(settings), settings_summary(settings)])
    verbs.told(arguments, data, text)
    return NOTHING


def _text(file: Path) -> str:
    if not file.is_file():
        raise QcError(f"There is no file {file}. Correct the name.")
    with file.open("rb") as opened:
        return decoded(opened.read(MOST_BYTES + 1), file.name)
