"""A plain, realistic interaction log of any size, written fast: for speed alone.

    python -m tests.benchmarks.big_log FILE ROWS

For planted effects and a known truth take `qc.simulate` instead. Memory does
not grow with the number of rows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Bools, Floats
from qc.simulate.clock import Clock, demand_clock

HEADER = (
    "interaction_id,customer_id,stage,channel,team,agent,opened_at,first_response_at,"
    "promised_by,resolved_at,status,defective,score,amount\n"
)
STAGES = np.array(["inquiry", "selection", "sale", "support", "news"])
STAGE_CUTS = (0.18, 0.33, 0.55, 0.92)
SALE = 2
DEFECT = HEADER.split(",").index("defective")
CHANNELS = np.array(["email", "phone", "chat"])
TEAMS = np.array([f"Team {i + 1}" for i in range(8)])
START = date(2024, 10, 28)
DAYS = 104 * 7
CHUNK = 100_000
HOUR = 3600
PROMISED_HOURS = np.array([4, 24, 24, 48, 24])
DEFECTIVE = np.array([0.10, 0.13, 0.09, 0.14, 0.07])

Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class People:
    """How many agents there are, and rows for each customer; 1 makes no two alike."""

    agents: int = 100
    rows_each: int = 6


USUAL = People()


def write_log(path: Path, rows: int, seed: int, people: People = USUAL) -> Path:
    """Write `rows` interactions of 104 weeks, sorted by `opened_at`, to `path`."""
    clock = demand_clock(START, first=0, last=DAYS)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER)
        for first in range(0, rows, CHUNK):
            numbers = np.arange(first, min(first + CHUNK, rows))
            rng = np.random.default_rng([seed, first])
            columns = _chunk(rng, clock, numbers, (rows, people))
            file.writelines(_lines(columns))
    return path


def write_changes(log: Path, path: Path, changes: int) -> Path:
    """Write some rows of a log, spread over all of it, each with another answer."""
    with log.open(encoding="utf-8") as file, path.open("w", encoding="utf-8") as out:
        rows = sum(1 for _ in file) - 1
        file.seek(0)
        out.write(next(file))
        every = max(rows // changes, 1)
        for line in islice(file, every // 2, every * changes, every):
            cells = line.split(",")
            cells[DEFECT] = "1" if cells[DEFECT] == "0" else "0"
            out.write(",".join(cells))
    return path


def _lines(columns: list[list[str]]) -> Iterator[str]:
    return (line + "\n" for line in map(",".join, zip(*columns, strict=True)))


def _chunk(
    rng: np.random.Generator, clock: Clock, numbers: Column, scene: tuple[int, People]
) -> list[list[str]]:
    n, (rows, people) = len(numbers), scene
    stage = np.searchsorted(STAGE_CUTS, rng.random(n))
    agent = rng.integers(people.agents, size=n)
    bad = rng.random(n) < DEFECTIVE[stage]
    opened, answered, promised, solved = _times(rng, clock, numbers, (rows, stage))
    cut = DAYS * 24 * HOUR
    closed = solved < cut
    score = np.clip(np.rint(rng.normal(4.3 - 1.2 * bad, 0.8)), 1, 5).astype(int)
    amount = np.round(rng.gamma(2.0, 30.0, n) + 1, 2)
    return [
        [f"I{i:09d}" for i in (numbers + 1).tolist()],
        [f"C{i:08d}" for i in _customers(rng, numbers, scene).tolist()],
        STAGES[stage].tolist(),
        CHANNELS[np.searchsorted((0.4, 0.75), rng.random(n))].tolist(),
        TEAMS[agent % len(TEAMS)].tolist(),
        [f"A{i + 1:03d}" for i in agent.tolist()],
        _iso(opened, opened >= 0),
        _iso(answered, answered < cut),
        _iso(promised, promised >= 0),
        _iso(solved, closed),
        np.where(closed, "closed", "open").tolist(),
        bad.astype(int).astype(str).tolist(),
        np.where(closed & (rng.random(n) < 0.3), score.astype(str), "").tolist(),
        [f"{a:.2f}" if s == SALE else "" for a, s in zip(amount, stage, strict=True)],
    ]


def _customers(
    rng: np.random.Generator, numbers: Column, scene: tuple[int, People]
) -> Column:
    rows, people = scene
    if people.rows_each == 1:
        return numbers + 1
    return rng.integers(1, max(rows // people.rows_each, 1) + 1, len(numbers))


def _times(
    rng: np.random.Generator, clock: Clock, numbers: Column, scene: tuple[int, Column]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Seconds since the start: one contact in each equal slice of working time."""
    rows, stage = scene
    n = len(numbers)
    total = float(clock.working(np.array([float(DAYS)]))[0])
    opened = clock.calendar((numbers + rng.random(n)) / rows * total) * 24 * HOUR
    wait = np.exp(rng.normal(np.log(40 * 60), 0.9, n))
    slow = rng.random(n) < 0.04
    answered = opened + np.where(slow, wait * 60, wait)
    span = PROMISED_HOURS[stage] * HOUR
    kept = rng.random(n) < np.where(slow, 0.5, 0.92)
    work = span * np.where(
        kept, 0.05 + 0.9 * rng.random(n), 1.1 + rng.exponential(size=n)
    )
    return opened, answered, opened + span, np.maximum(answered, opened + work)


def _iso(seconds: Floats, where: Bools) -> list[str]:
    at = np.datetime64(START, "s") + np.floor(seconds).astype("timedelta64[s]")
    texts: list[str] = np.where(where, np.datetime_as_string(at), "").tolist()
    return texts


if __name__ == "__main__":
    write_log(Path(sys.argv[1]), int(sys.argv[2]), seed=1)
