"""What each command takes."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from qc.cli import formats, reading, values
from qc.core.fields import DIMENSIONS
from qc.core.kinds import ChartKind, MeasureKind, Period
from qc.spc.charts import CHARTS


def parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    from qc.cli import commands

    top = argparse.ArgumentParser(
        prog="python -m qc",
        description="Quality control of customer relationships, on the command line.",
        epilog="Exit status: 0 nothing to act on, 1 a signal to act on, "
        "2 wrong use or bad data. A review acts on signals that stand although "
        "chance had as many tries as charts; those only to watch leave it at 0.",
    )
    verbs = top.add_subparsers(required=True, metavar="COMMAND")

    demo = _verb(verbs, "demo", "review the sample data", commands.demo)
    _keeps(demo)
    _looks(demo)
    load = _verb(verbs, "load", "take files into a workspace", commands.load)
    _keeps(load)
    reading.add(load)
    review = _verb(verbs, "review", "hold the weekly review", commands.review)
    _keeps(review)
    _looks(review)
    chart = _verb(verbs, "chart", "show one measure point by point", commands.chart)
    chart.add_argument("measure", help="id of a measure card")
    _keeps(chart)
    _looks(chart)
    _questions(verbs)
    _told(verbs)
    _without_workspace(verbs)
    return top


def _questions(verbs) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Add the commands of one question each."""
    from qc.cli import (
        agreement,
        behind,
        capability,
        chain,
        compare,
        customers,
        lately,
        stages,
        strata,
        together,
        waiting,
    )

    chain.add(verbs)
    customers.add(verbs)
    stages.add(verbs)
    strata.add(verbs)
    waiting.add(verbs)
    compare.add(verbs)
    lately.add(verbs)
    agreement.add(verbs)
    together.add(verbs)
    _looks(behind.add(verbs))
    _looks(capability.add(verbs))


def _told(verbs) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Add the commands that keep or show what a workspace was told."""
    from qc.cli import (
        actions,
        calendars,
        forgetting,
        limits,
        pack,
        privacy,
        rates,
        settings,
        tables,
    )

    actions.add(verbs)
    tables.add(verbs)
    calendars.add(verbs)
    limits.add(verbs)
    pack.add(verbs)
    rates.add(verbs)
    settings.add(verbs)
    privacy.add(verbs)
    forgetting.add(verbs)


def _without_workspace(verbs) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    from qc.cli import commands

    series = _verb(
        verbs,
        "series",
        "chart a CSV of date, value[, n], no workspace needed",
        commands.series,
    )
    series.add_argument("file", type=Path, metavar="FILE")
    _may_keep(series, "judge by the rule sets of this workspace")
    _series(series)
    _charts(series)
    simulate = _verb(
        verbs, "simulate", "write the logs of a simulated company", commands.simulate
    )
    _may_keep(simulate, "load the tables into this workspace, too")
    _simulates(simulate)


def _verb(verbs, name: str, text: str, run) -> argparse.ArgumentParser:  # type: ignore[no-untyped-def]  # noqa: ANN001
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    verb.set_defaults(run=run)
    verb.add_argument(
        "--json", action="store_true", help="print JSON, schema in README"
    )
    formats.offer(verb)
    return verb


def _keeps(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        help=f"folder of the workspace (default: ${values.WORKSPACE}, else "
        ".qc/workspace)",
    )


def _may_keep(verb: argparse.ArgumentParser, text: str) -> None:
    verb.add_argument("--workspace", type=Path, metavar="DIR", help=text)


def _looks(verb: argparse.ArgumentParser) -> None:
    _charts(verb)
    add = verb.add_argument
    add(
        "--partial",
        action="store_true",
        help="keep periods that lack days, or that --since or --until cut",
    )
    for name in DIMENSIONS:
        add(f"--{name}", action="append", default=[], metavar="VALUE")


def _charts(verb: argparse.ArgumentParser) -> None:
    add = verb.add_argument
    add(
        "--rules",
        help="rule set: default, nhs, nelson, western-electric, wheeler, aiag or own",
    )
    add("--week", type=values.week, help="as of this week: 2026-W46 or a date")
    add(
        "--since",
        type=values.day,
        help="first day to look at (whole periods, see --partial)",
    )
    add(
        "--until",
        type=values.day,
        help="last day to look at (whole periods, see --partial)",
    )
    add(
        "--baseline",
        type=values.points,
        help="points that set the limits: a number, or all",
    )
    for option, text in (
        ("--phase", "a phase starts here"),
        ("--exclude", "leave the period of this day out of the limits"),
    ):
        add(option, type=values.day, action="append", default=[], help=text)
    add(
        "--chart",
        dest="chart_kind",
        type=values.one_of(ChartKind, *CHARTS),
        metavar="KIND",
        help=f"draw this chart: {', '.join(CHARTS)}",
    )
    add("--by", type=values.one_of(Period), metavar="|".join(Period))


def _series(series: argparse.ArgumentParser) -> None:
    kinds = (MeasureKind.SHARE, MeasureKind.RATE, MeasureKind.SCORE)
    series.add_argument(
        "--kind",
        type=values.one_of(MeasureKind, *kinds),
        metavar="|".join(kinds),
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
    simulate.add_argument("--start", type=values.start, default=date(2024, 1, 1))
    simulate.add_argument(
        "--dirty",
        type=int,
        default=0,
        metavar="N",
        help="N rows of every fault that exports have; truth.json lists them",
    )
    simulate.add_argument(
        "--semicolon",
        action="store_true",
        help="cells parted by semicolons, after a byte-order mark",
    )
