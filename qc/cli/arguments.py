"""What each command takes, and how its texts become values."""

from __future__ import annotations

import argparse
import os
import re
from datetime import date
from pathlib import Path

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.fields import DIMENSIONS
from qc.core.kinds import ChartKind, MeasureKind, Period
from qc.workspace.lens import Filters, Lens

WORKSPACE = "QC_WORKSPACE"
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")


def parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    from qc.cli import commands

    top = argparse.ArgumentParser(
        prog="python -m qc",
        description="Quality control of customer relationships, on the command line.",
        epilog="Exit status: 0 nothing to act on, 1 a signal to act on, "
        "2 wrong use or bad data.",
    )
    verbs = top.add_subparsers(required=True, metavar="COMMAND")

    demo = _verb(verbs, "demo", "review the sample data", commands.demo)
    _looks(demo)
    load = _verb(verbs, "load", "take files into a workspace", commands.load)
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _reads(load)
    review = _verb(verbs, "review", "hold the weekly review", commands.review)
    _looks(review)
    chart = _verb(verbs, "chart", "show one measure point by point", commands.chart)
    chart.add_argument("measure", help="id of a measure card")
    _looks(chart)
    series = _verb(
        verbs,
        "series",
        "chart a CSV of date, value[, n], no workspace",
        commands.series,
    )
    series.add_argument("file", type=Path, metavar="FILE")
    _series(series)
    _looks(series)
    simulate = _verb(
        verbs, "simulate", "write the logs of a simulated company", commands.simulate
    )
    _simulates(simulate)
    return top


def _verb(verbs, name: str, text: str, run) -> argparse.ArgumentParser:  # type: ignore[no-untyped-def]  # noqa: ANN001
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    verb.set_defaults(run=run)
    verb.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        help=f"folder of the workspace (default: ${WORKSPACE}, else .qc/workspace)",
    )
    verb.add_argument(
        "--json", action="store_true", help="print JSON, schema in README"
    )
    return verb


def _reads(load: argparse.ArgumentParser) -> None:
    load.add_argument("--mapping", type=Path, help="TOML file that describes the log")
    load.add_argument("--encoding", help="encoding of the file, as in cp1252")
    load.add_argument("--zone", help="time zone of times without one: Europe/Berlin")
    order = load.add_mutually_exclusive_group()
    order.add_argument("--day-first", action="store_true", help="03/04 is 3 April")
    order.add_argument("--month-first", action="store_true", help="03/04 is March 4")
    load.add_argument("--measures", type=Path, help="TOML file of measure cards to add")


def _looks(verb: argparse.ArgumentParser) -> None:
    add = verb.add_argument
    add("--rules", help="rule set: default, nhs, nelson, western-electric, wheeler")
    add("--week", type=_week, help="as of this week: 2026-W46 or a date")
    add("--since", type=_day, help="first day to look at")
    add("--until", type=_day, help="last day to look at")
    add("--baseline", type=_points, help="points that set the limits: a number, or all")
    add("--phase", type=_day, action="append", default=[], help="a phase starts here")
    add(
        "--exclude",
        type=_day,
        action="append",
        default=[],
        help="leave this period out",
    )
    add("--partial", action="store_true", help="keep periods that lack days")
    add("--chart", dest="kind", type=ChartKind, choices=list(ChartKind), metavar="KIND")
    add("--by", type=Period, choices=list(Period), metavar="day|week|month")
    for name in DIMENSIONS:
        add(f"--{name}", action="append", default=[], metavar="VALUE")


def _series(series: argparse.ArgumentParser) -> None:
    kinds = [MeasureKind.SHARE, MeasureKind.RATE, MeasureKind.SCORE]
    series.add_argument(
        "--kind",
        type=MeasureKind,
        choices=kinds,
        metavar="share|rate|score",
        help="with n: events of n cases (share), events per unit (rate); else a value",
    )
    series.add_argument(
        "--better", choices=["lower", "higher"], help="wished direction"
    )
    series.add_argument("--target", type=float)


def _simulates(simulate: argparse.ArgumentParser) -> None:
    simulate.add_argument("folder", type=Path, metavar="DIR")
    simulate.add_argument("--profile", default="teaching")
    simulate.add_argument("--seed", type=int, default=1)
    simulate.add_argument("--start", type=date.fromisoformat, default=date(2024, 1, 1))


def workspace_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder asked for, or the default one."""
    asked: Path | None = arguments.workspace
    return asked or Path(os.environ.get(WORKSPACE) or ".qc/workspace")


def lens(arguments: argparse.Namespace) -> Lens:
    """Return how the command asks to look at the log."""
    return Lens(
        rules=arguments.rules,
        plan=_plan(arguments),
        keep_partial=arguments.partial,
        first=arguments.since,
        last=arguments.until,
        until=arguments.week,
        filters=_filters(arguments),
        chart=arguments.kind,
        by=arguments.by,
    )


def _plan(arguments: argparse.Namespace) -> PhasePlan | None:
    if not (arguments.baseline or arguments.phase or arguments.exclude):
        return None
    points = arguments.baseline or PhasePlan().freeze
    return PhasePlan(
        starts=tuple(sorted(arguments.phase)),
        freeze=None if points == "all" else points,
        excluded=tuple(arguments.exclude),
    )


def _filters(arguments: argparse.Namespace) -> Filters:
    asked = ((name, tuple(getattr(arguments, name))) for name in DIMENSIONS)
    return tuple((name, values) for name, values in asked if values)


def _day(text: str) -> np.datetime64:
    try:
        return np.datetime64(date.fromisoformat(text), "D")
    except ValueError as fault:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date; write it as 2026-11-16."
        ) from fault


def _week(text: str) -> np.datetime64:
    named = _WEEK.fullmatch(text)
    if named is None:
        return _day(text)
    try:
        return np.datetime64(date.fromisocalendar(int(named[1]), int(named[2]), 1), "D")
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"There is no week {text}.") from fault


def _points(text: str) -> int | str:
    if text == "all":
        return text
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither a number of points nor all.")
