"""`python -m qc agreement`: do several people rate the same items alike?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qc.cli import values, verbs
from qc.spc.agreement import Level
from qc.view.agreement_frames import agreement_payload, agreement_text
from qc.workspace.agreement import rated
from qc.workspace.resources import rule_set

NOTHING = 0


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command to those of the parser."""
    text = "do several people rate the same items alike?"
    verb = verbs.add(commands, "agreement", text, run)
    verb.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="CSV, workbook, Parquet or zip: item, rater, rating[, date]; or an item "
        "and a column a rater",
    )
    verb.add_argument(
        "--level",
        type=values.one_of(Level),
        metavar="|".join(Level),
        help="the codes are names, grades or measurements (default: guessed)",
    )
    _sheet(verb)


def _sheet(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        *("--member", "--sheet"),
        metavar="NAME",
        help="the file of a zip archive or the sheet of a workbook to read",
    )


def run(arguments: argparse.Namespace) -> int:
    """Say how well the raters of a file agree."""
    rules = None
    if arguments.workspace:
        workspace = values.existing(arguments)
        rules = rule_set(workspace.default_rules, workspace.rules)
    found = rated(
        arguments.file, level=arguments.level, rules=rules, part=arguments.member
    )
    told = (found.name, found.ratings, found.agreement, found.over_time)
    verbs.told(arguments, agreement_payload(*told), agreement_text(*told))
    return NOTHING
