"""Limits and run rules of many charts at once, beside other programs' one by one.

    python -m tests.benchmarks.wall [CHARTS] [SERIES] [ROUNDS]

The other programs are no part of this project: those that are installed are timed
on the first SERIES of the same charts, with every rule they offer; the others are
named. All in one process, in turns; CPU time, best round.

    pip install shewhart pycontrolcharts processbehavior spc-lib controlchartspy
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from qc.core.arrays import Floats
from qc.core.ruleset import read_rule_sets
from qc.core.series import Values
from qc.spc import individuals, rules, wall
from tests.benchmarks.wall_peers import PEERS, Judge, Peer, one_by_one

PERIODS = 104
RULES = Path(__file__).parents[2] / "data" / "rules.toml"
NELSON = read_rule_sets(RULES.read_text(encoding="utf-8"), RULES.name)["nelson"]
SAME = 5e-4  # some round d2 to 1.128


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who judges a wall of values."""

    name: str
    does: str
    judge: Judge
    values: Floats

    def upper(self) -> Floats:
        """Upper limits, to see that all do the same work."""
        return self.judge(self.values)

    def seconds(self) -> float:
        """CPU seconds a chart."""
        start = time.process_time()
        self.judge(self.values)
        spent = time.process_time() - start
        return spent / len(self.values.T)


def at_once(values: Floats) -> Floats:
    """Limits and all eight Nelson rules, for every point and chart."""
    return wall.judge(values, wall.estimate(values), NELSON).upper


def alone(x: Floats) -> float:
    """The same by the path of a single chart, with its signals."""
    days = np.datetime64("2024-01-01", "D") + np.arange(len(x)) * np.timedelta64(7, "D")
    series = Values(at=days, value=x, n=np.ones(len(x)))
    chart = individuals.chart(series, individuals.estimate(series))
    rules.find(chart, NELSON)
    return float(chart.upper[0])


def entries(
    peers: Iterable[Peer], values: Floats, series: int
) -> tuple[list[Entry], list[str]]:
    """Return who takes part, ours first, and the packages that are not installed.

    Peers, and ours one by one, take the first `series` charts only.

    Raises
    ------
    SystemExit
        If a program finds other limits.
    """
    some = np.ascontiguousarray(values[:, :series])
    found = [
        Entry("ours", "X limits, Nelson 1-8, all at once", at_once, values),
        Entry("ours", "X limits, Nelson 1-8, one by one", one_by_one(alone), some),
    ]
    missing = []
    for peer in peers:
        try:
            name = f"{peer.package} {version(peer.package)}"
        except PackageNotFoundError:
            missing.append(peer.package)
        else:
            found.append(Entry(name, peer.does, peer.judge(), some))
    for entry in found:
        _check(entry, at_once(entry.values))
    return found, sorted(set(missing))


def _check(entry: Entry, upper: Floats) -> None:
    if not np.allclose(entry.upper(), upper, rtol=SAME):
        raise SystemExit(f"{entry.name} ({entry.does}) finds other limits")


def best_of(rounds: int, found: list[Entry]) -> list[float]:
    """Return the least CPU seconds a chart of each entry, taking turns."""
    times = [[entry.seconds() for entry in found] for _ in range(rounds)]
    return [min(each) for each in zip(*times, strict=True)]


def lines(found: list[Entry], best: list[float]) -> list[str]:
    """Return a table, one line an entry."""
    return [
        f"{entry.name:<22}{each * 1e6:11,.1f} us a chart{each / best[0]:8,.0f} x"
        f"   {entry.does}"
        for entry, each in zip(found, best, strict=True)
    ]


def main(charts: int = 10_000, series: int = 200, rounds: int = 5) -> None:
    """Compare, and print."""
    values = np.random.default_rng(1).normal(30, 9, size=(PERIODS, charts))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found, missing = entries(PEERS, values, series)
        best = best_of(rounds, found)
    _say(f"{charts:,} charts of {PERIODS} points, CPU time, best of {rounds} in turns")
    for line in lines(found, best):
        _say(line)
    _say(f"ours, all {charts:,} charts: {best[0] * charts * 1000:.0f} ms")
    if missing:
        _say(f"not installed, not compared: {', '.join(missing)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
