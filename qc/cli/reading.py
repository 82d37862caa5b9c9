"""What `python -m qc load` takes: the files, and how to read them."""

from __future__ import annotations

import argparse
from pathlib import Path

from qc.cli import values
from qc.core.errors import QcError
from qc.core.kinds import Stage, TableName
from qc.intake.suggestion import Answers, StepsAnswer


def add(load: argparse.ArgumentParser) -> None:
    """Add the files and all that can be said of them."""
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _opens(load)
    _reads(load)
    _rows(load)
    _steps(load)


def answers(arguments: argparse.Namespace) -> Answers:
    """Return what the owner says of a file."""
    said = Answers(
        zone=arguments.zone,
        day_first=arguments.day_first,
        decimal=arguments.decimal,
        columns=tuple(arguments.column),
        line_as_id=arguments.line_as_id,
        stage=arguments.stage,
        table=arguments.table,
        adds=arguments.adds or None,
        steps=_told(arguments),
        personal=tuple(dict.fromkeys(arguments.store_personal)),
    )
    if arguments.mapping and said != Answers():
        raise QcError(
            "A --mapping says all of how a file is read; write table, zones, formats, "
            "decimal marks, columns and stages into it, or leave --mapping out."
        )
    return said


def _told(arguments: argparse.Namespace) -> StepsAnswer | None:
    """Return which columns hold the steps of a case."""
    named = (arguments.case, arguments.step, arguments.time)
    if arguments.no_steps:
        return StepsAnswer()
    if not any(named):
        return None
    if not all(named):
        raise QcError("--case, --step and --time name an event log together. Name all.")
    case, step, time = named
    return StepsAnswer(case=case, step=step, time=time, ends=arguments.ends)


def _opens(load: argparse.ArgumentParser) -> None:
    load.add_argument("--encoding", help="encoding of the file, as in cp1252")
    load.add_argument(
        *("--member", "--sheet"),
        metavar="NAME",
        help="the file of a zip archive or the sheet of a workbook to read",
    )
    add = load.add_argument
    add("--mapping", type=Path, help="TOML file that describes the log")
    add("--measures", type=Path, help="TOML file of measure cards to add")
    add(
        "--ask-again",
        action="store_true",
        help="forget how files with these headers were read last time",
    )


def _reads(load: argparse.ArgumentParser) -> None:
    """Say how values are written."""
    add = load.add_argument
    add("--zone", help="time zone of times without one: Europe/Berlin")
    order = load.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first",
        action="store_const",
        const=True,
        dest="day_first",
        help="03/04 is 3 April",
    )
    order.add_argument(
        "--month-first",
        action="store_const",
        const=False,
        dest="day_first",
        help="03/04 is 4 March",
    )
    add("--decimal", choices=[".", ","], help="decimal mark of numbers")
    add(
        "--column",
        type=values.pair,
        action="append",
        default=[],
        metavar="FIELD=HEADER",
        help="this column is that field; no header leaves the field out",
    )


def _rows(load: argparse.ArgumentParser) -> None:
    """Say what the rows are."""
    add = load.add_argument
    add("--line-as-id", action="store_true", help="the file has no key: count lines")
    add(
        "--adds",
        action="store_true",
        help="its rows only add columns to interactions that are loaded",
    )
    add(
        "--stage",
        type=values.one_of(Stage),
        metavar="|".join(Stage),
        help="stage of all rows",
    )
    add(
        "--table",
        type=values.one_of(TableName),
        metavar="NAME",
        help=f"the file is this table: {', '.join(TableName)}",
    )


def _steps(load: argparse.ArgumentParser) -> None:
    """Say which columns of an event log are which."""
    add = load.add_argument
    add("--case", metavar="HEADER", help="each row is a step of the case named here")
    add("--step", metavar="HEADER", help="the column that names the step")
    add("--time", metavar="HEADER", help="the column with the time of the step")
    add("--ends", metavar="STEP", help="the step that ends a case")
    add("--no-steps", action="store_true", help="each row is an interaction, no step")
