"""`python -m qc privacy`: whose names are kept, where the key is; a new key."""

from __future__ import annotations

import argparse
from typing import Any

from qc.cli import values, verbs
from qc.core.people import Keep
from qc.store.people_known import known
from qc.view.words import privacy as say

NOTHING = 0


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser, and an option to `load`."""
    load = commands.choices["load"]
    keeps(load)
    load.add_argument(
        "--store-personal",
        action="append",
        default=[],
        metavar="FIELD",
        help="this field may be stored as it is, though it looks as if it named people",
    )
    text = "show how people are stored, say whose names are kept, start a new key"
    privacy = verbs.add(commands, "privacy", text, show)
    keeps(privacy)
    privacy.add_argument("--new-key", action="store_true", help=say.NEW_KEY_MEANS)


def keeps(verb: argparse.ArgumentParser) -> None:
    """Let a command say whose names are kept."""
    verb.add_argument(
        "--keep-names",
        type=values.one_of(Keep),
        metavar="|".join(Keep),
        help="whose names the workspace keeps from now on, all others are deleted "
        "(default: agents)",
    )


def show(arguments: argparse.Namespace) -> int:
    """Tell how people are stored, after what was asked is done."""
    workspace = values.existing(arguments)
    if arguments.keep_names is not None:
        workspace.keep_names(arguments.keep_names)
    if arguments.new_key:
        workspace.start_new_key()
    found, codes = workspace.privacy, known(workspace.warehouse)
    data = {
        "schema": "qc.privacy/1",
        "keep_names": found.keep,
        "names": found.names,
        "codes": codes,
        "key": found.file and str(found.file),
        "key_state": found.key,
        "files_by_name": found.by_name,
        "files_with_other_keys": found.other_keys,
    }
    lines = [
        f"{say.KEEP}: {say.KEEPS[found.keep]}",
        say.codes_line(codes),
        say.names_line(found.names),
        say.key_line(found.file, found.key),
        *say.notes(found.by_name, found.other_keys),
    ]
    verbs.told(arguments, data, "\n".join(lines))
    return NOTHING
