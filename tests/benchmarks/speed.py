"""From a CSV to a finished weekly review, beside a bare aggregation of the same file.

    python -m tests.benchmarks.speed [ROWS ...]

For each size, of each kind of log, the sides take turns. Then charts from cells, each
of another part of the log, and a second file with newer versions of 10,000 rows. CPU
is user and system time of a process from start to end, imports included.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.big_log import USUAL, People, write_changes, write_log
from tests.benchmarks.sides import AGAIN, BARE, CHARTS, OFFICE, OURS, Run, measure

SIZES = (1_000_000, 10_000_000)
ROUNDS = 3
CHARTS_ASKED = 100
CHANGES = 10_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of log, and whether its clocks run in opening hours."""

    name: str
    people: People = USUAL
    office: bool = False


KINDS = (
    Kind("usual: 100 agents, 6 rows a customer"),
    Kind("200 agents", People(agents=200)),
    Kind("each row another customer", People(rows_each=1)),
    Kind("clocks in opening hours", office=True),
)


def of_kind(place: Path, kind: Kind, rows: int, rounds: int) -> Iterator[str]:
    """Compare the sides on one log, and give lines; the first workspace stays."""
    log = write_log(place / "log.csv", rows, 1, kind.people)
    bare, ours = [], []
    for i in range(rounds):
        folder = str(place / f"workspace{i}")
        if kind.office:
            measure(OFFICE, folder)
        bare.append(measure(BARE, str(log)))
        ours.append(measure(OURS, str(log), folder, str(rows)))
    yield f"{rows:,} rows, {kind.name}, median of {rounds}"
    yield _side("bare aggregation", bare)
    yield _side("load and review", ours)
    ratios = [one.cpu / other.cpu for one, other in zip(ours, bare, strict=True)]
    yield f"  {'ratio of CPU':<26}{statistics.median(ratios):9.2f}"


def questions(place: Path, rows: int) -> Iterator[str]:
    """Ask charts of a workspace that is there, and load newer versions into it."""
    folder = str(place / "workspace0")
    charts = np.ravel(measure(CHARTS, folder, str(CHARTS_ASKED)).said) * 1000
    half, most = np.percentile(charts, [50, 95])
    yield f"  {'a chart from cells':<26}{half:9.0f} ms p50{most:9.0f} ms p95"
    changes = min(CHANGES, rows)
    again = write_changes(place / "log.csv", place / "again.csv", changes)
    ((wall, cpu),) = measure(AGAIN, folder, str(again), str(changes)).said
    yield f"  {f'{changes:,} rows again':<26}{wall:9.2f} s     {cpu:9.2f} CPU s"


def _side(name: str, runs: list[Run]) -> str:
    cpu = statistics.median(run.cpu for run in runs)
    peak = max(run.megabytes for run in runs)
    return f"  {name:<26}{cpu:9.2f} CPU s {peak:9.0f} MB peak"


def main(sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS) -> None:
    """Compare, and print as it goes."""
    for rows in sizes:
        for number, kind in enumerate(KINDS):
            with tempfile.TemporaryDirectory() as folder:
                place = Path(folder)
                for line in of_kind(place, kind, rows, rounds):
                    _say(line)
                for line in questions(place, rows) if not number else ():
                    _say(line)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(tuple(int(argument) for argument in sys.argv[1:]) or SIZES)
