"""How the texts of a command become values; what they cannot be is said."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import numpy as np

from qc.cli import formats
from qc.core.charts import PhasePlan
from qc.core.errors import NothingToShow, UnknownName
from qc.core.fields import DIMENSIONS
from qc.core.kinds import Period
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.spc import minimums
from qc.workspace import Workspace
from qc.workspace.lens import Filters, Lens
from qc.workspace.personal import called, coded
from qc.workspace.resources import text_of

WORKSPACE = "QC_WORKSPACE"
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1970, 2089  # what a log can hold, with room to simulate
_Enum = TypeVar("_Enum", bound=StrEnum)


def one_of(kinds: type[_Enum], *only: _Enum) -> Callable[[str], _Enum]:
    """Return a reader of one of some names."""
    known = only or tuple(kinds)

    def read(text: str) -> _Enum:
        if text in known:
            return kinds(text)
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(known)}.")

    return read


def day(text: str) -> np.datetime64:
    """Read a day."""
    return np.datetime64(_date(text), "D")


def week(text: str) -> np.datetime64:
    """Read a week, or a day of it."""
    named = _WEEK.fullmatch(text)
    if named is None:
        return day(text)
    try:
        return np.datetime64(date.fromisocalendar(int(named[1]), int(named[2]), 1), "D")
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"There is no week {text}.") from fault


def start(text: str) -> date:
    """Read the first day of a simulated log."""
    read = _date(text)
    if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(
            f"{text} is too far away; take a year from {_FIRST_YEAR} to {_LAST_YEAR}."
        )
    return read


def points(text: str) -> int | str:
    """Read how many points set the limits."""
    if text == "all":
        return text
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither a number of points nor all.")


def pair(text: str) -> tuple[str, str]:
    """Read FIELD=HEADER."""
    field, sign, header = text.partition("=")
    if not sign or not field:
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=HEADER.")
    return field, header


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date; write it as 2026-11-16."
        ) from fault


def workspace_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder asked for, or the default one."""
    asked: Path | None = arguments.workspace
    return asked or Path(os.environ.get(WORKSPACE) or ".qc/workspace")


def existing(arguments: argparse.Namespace) -> Workspace:
    """Open the workspace to look at; a folder that was mistyped is not made."""
    folder = workspace_folder(arguments)
    if arguments.workspace and not folder.exists():
        raise NothingToShow(
            f"There is no folder {folder}. Correct --workspace, or load a file into it."
        )
    return formats.followed(arguments, Workspace.open(folder))


def lens(arguments: argparse.Namespace) -> Lens:
    """Return how the command asks to look at the log."""
    return Lens(
        rules=arguments.rules,
        plan=_plan(arguments),
        keep_partial=getattr(arguments, "partial", False),
        first=arguments.since,
        last=arguments.until,
        until=arguments.week,
        filters=_filters(arguments),
        chart=arguments.chart_kind,
        by=arguments.by,
    )


def checked_lens(arguments: argparse.Namespace, workspace: Workspace) -> Lens:
    """Return the lens; refuse parts that the log does not have."""
    asked = lens(arguments)
    if not workspace.batches():
        return asked
    asked = replace(asked, filters=coded(workspace, asked.filters))
    for name, values in asked.filters:
        known = [value for value, _ in workspace.strata(name)]
        for value in values:
            if not known:
                raise NothingToShow(f"The log has no {name} to choose {value!r} from.")
            if value not in known:
                listed = called(workspace, name, known, asked=False).values()
                raise UnknownName(name, value, listed)
    return asked


def _plan(arguments: argparse.Namespace) -> PhasePlan | None:
    if not (arguments.baseline or arguments.phase or arguments.exclude):
        return None
    daily = arguments.by is Period.DAY
    asked = arguments.baseline or (minimums.DAYS if daily else PhasePlan().freeze)
    return PhasePlan(
        starts=tuple(sorted(arguments.phase)),
        freeze=None if asked == "all" else asked,
        excluded=tuple(arguments.exclude),
    )


def _filters(arguments: argparse.Namespace) -> Filters:
    asked = ((name, tuple(getattr(arguments, name, ()))) for name in DIMENSIONS)
    return tuple((name, values) for name, values in asked if values)


def mapping(arguments: argparse.Namespace) -> Mapping | None:
    """Read the mapping file, if there is one."""
    file: Path | None = arguments.mapping
    return None if file is None else read_mapping(text_of(file), file.name)
