"""Processes without a cause, or with one planted: what the charts are tried on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from qc.core.arrays import Dates, Floats
from qc.core.kinds import ChartKind, Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.series import Counts, Gaps, Samples, Series, Streaks, Values

Make = Callable[[np.random.Generator, int, Floats], Series]
FIRST = np.datetime64("2024-01-01", "D")
WEEKDAYS = np.array([1.3, 1.2, 1.1, 1.0, 0.9, 0.6, 0.4])


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A law that makes series.

    Attributes
    ----------
    make : (rng, points, shift) -> Series
        `shift`, (points,), moves each point by so many sigmas of one point.
    kind : MeasureKind
    textbook : ChartKind
        The chart a textbook names for this type of data.
    by : Period
    steady : bool
        Points are independent and vary as their law says.
    """

    name: str
    make: Make
    kind: MeasureKind
    textbook: ChartKind
    by: Period = Period.WEEK
    steady: bool = True

    @property
    def measure(self) -> Measure:
        """A card of such a measure."""
        return Measure(
            id=self.name,
            title=self.name,
            question="?",
            kind=self.kind,
            by=self.by,
            direction=Direction.LOWER,
        )

    @property
    def baseline(self) -> int:
        """How many points set its limits by default."""
        return 70 if self.by is Period.DAY else 24

    def series(
        self, rng: np.random.Generator, points: int, shift: Floats | float = 0.0
    ) -> Series:
        """Return one series, with a shift of some sigmas at each point."""
        return self.make(rng, points, np.broadcast_to(np.float64(shift), points))


def days(points: int, every: int = 7) -> Dates:
    """Return the first days of so many periods."""
    return FIRST + np.timedelta64(every, "D") * np.arange(points)


def normal(rng: np.random.Generator, points: int, shift: Floats) -> Values:
    return _values(50 + 5 * (rng.normal(size=points) + shift))


def remembering(phi: float) -> Make:
    """Make values that remember the one before them."""

    def make(rng: np.random.Generator, points: int, shift: Floats) -> Values:
        new = rng.normal(size=points) * math.sqrt(1 - phi**2)
        old = np.empty(points)
        last = rng.normal()
        for i in range(points):
            old[i] = last = phi * last + new[i]
        return _values(50 + 5 * (old + shift))

    return make


def medians(size: int) -> Make:
    """Make medians of `size` skewed times; a shift moves their logarithm."""
    one = math.sqrt(math.pi / 2 / size)

    def make(rng: np.random.Generator, points: int, shift: Floats) -> Values:
        times = rng.lognormal(0, 1, (points, size))
        return _values(np.median(times, axis=1) * np.exp(one * shift))

    return make


def defectives(n: int, share: float) -> Make:
    """Make defectives among `n` interactions, give or take a fifth."""
    sigma = math.sqrt(share * (1 - share) / n)

    def make(rng: np.random.Generator, points: int, shift: Floats) -> Counts:
        sizes = rng.integers(int(0.8 * n), int(1.2 * n) + 1, points)
        moved = np.clip(share + sigma * shift, 0, 1)
        return _counts(rng.binomial(sizes, moved), sizes)

    return make


def overdispersed(n: int, share: float, alike: float) -> Make:
    """Make defectives whose share drifts from week to week by nature."""
    a, b = share * (1 / alike - 1), (1 - share) * (1 / alike - 1)
    sigma = math.sqrt(share * (1 - share) / n * (1 + (n - 1) * alike))

    def make(rng: np.random.Generator, points: int, shift: Floats) -> Counts:
        moved = np.clip(rng.beta(a, b, points) + sigma * shift, 0, 1)
        return _counts(rng.binomial(n, moved), np.full(points, n))

    return make


def defects(mean: float) -> Make:
    """Make defects in 100 opportunities."""

    def make(rng: np.random.Generator, points: int, shift: Floats) -> Counts:
        moved = np.maximum(mean + math.sqrt(mean) * shift, 0)
        return _counts(rng.poisson(moved), np.full(points, 100))

    return make


def daily(rng: np.random.Generator, points: int, shift: Floats) -> Counts:
    """Make defects a day, of which weekdays have their own level."""
    mean = 40 * WEEKDAYS[np.arange(points) % 7]
    found = rng.poisson(mean + np.sqrt(mean) * shift)
    return _counts(found, np.ones(points), every=1)


def gaps(rng: np.random.Generator, points: int, shift: Floats) -> Gaps:
    """Make days between events of a constant rate; a shift moves their logarithm."""
    value = rng.exponential(5, points) * np.exp(shift) + 1e-3
    at = np.cumsum(value * 86_400).astype("timedelta64[s]")
    return Gaps(at=FIRST.astype("datetime64[s]") + at, value=value)


def streaks(rng: np.random.Generator, points: int, shift: Floats) -> Streaks:
    """Make good cases between events of a constant chance."""
    value = np.asarray(rng.geometric(0.02 * np.exp(-shift)) - 1, dtype=np.float64)
    return Streaks(at=days(points).astype("datetime64[s]"), value=value)


def samples(between: float) -> Make:
    """Make means of 10 values, which vary between weeks, too."""
    sigma = math.sqrt(0.1 + between**2)

    def make(rng: np.random.Generator, points: int, shift: Floats) -> Samples:
        level = between * rng.normal(size=points) + sigma * shift
        values = level[:, None] + rng.normal(size=(points, 10))
        return Samples(
            at=days(points),
            n=np.full(points, 10.0),
            mean=values.mean(axis=1),
            m2=10 * values.var(axis=1),
            ranges=np.ptp(values, axis=1),
        )

    return make


def _values(value: Floats) -> Values:
    return Values(at=days(len(value)), value=value, n=np.full(len(value), 25.0))


def _counts(events: ArrayLike, n: ArrayLike, every: int = 7) -> Counts:
    found = np.asarray(events, dtype=np.float64)
    return Counts(
        at=days(len(found), every),
        events=found,
        opportunities=np.asarray(n, dtype=np.float64),
    )


_SCORE, _TIME = MeasureKind.SCORE, MeasureKind.DURATION
_SHARE, _RATE = MeasureKind.SHARE, MeasureKind.RATE
_P, _U, _XMR = ChartKind.P, ChartKind.U, ChartKind.XMR


def _process(
    name: str, make: Make, kind: MeasureKind, textbook: ChartKind, **more: object
) -> Process:
    return Process(name=name, make=make, kind=kind, textbook=textbook, **more)  # type: ignore[arg-type]


PROCESSES: dict[str, Process] = {
    one.name: one
    for one in (
        _process("normal values", normal, _SCORE, _XMR),
        *(
            _process(f"memory {phi}", remembering(phi), _SCORE, _XMR, steady=False)
            for phi in (0.2, 0.4, 0.6)
        ),
        _process("medians of 25 skewed times", medians(25), _TIME, _XMR),
        _process("medians of 9 skewed times", medians(9), _TIME, _XMR),
        _process("means of 10 values", samples(0.0), _SCORE, ChartKind.XBAR),
        _process(
            "means that vary by week",
            samples(0.5),
            _SCORE,
            ChartKind.XBAR,
            steady=False,
        ),
        _process("10 % of 30", defectives(30, 0.1), _SHARE, _P),
        _process("2 % of 50", defectives(50, 0.02), _SHARE, _P),
        _process("20 % of 300", defectives(300, 0.2), _SHARE, _P),
        _process(
            "20 % of 300, variance x 1.9",
            overdispersed(300, 0.2, 0.003),
            _SHARE,
            _P,
            steady=False,
        ),
        _process(
            "20 % of 300, variance x 7",
            overdispersed(300, 0.2, 0.02),
            _SHARE,
            _P,
            steady=False,
        ),
        _process("1 defect a week", defects(1), _RATE, _U),
        _process("8 defects a week", defects(8), _RATE, _U),
        _process(
            "days with a weekly pattern",
            daily,
            _RATE,
            ChartKind.C,
            by=Period.DAY,
            steady=False,
        ),
        _process("days between events", gaps, MeasureKind.GAP, ChartKind.T),
        _process("cases between events", streaks, MeasureKind.GAP, ChartKind.G),
    )
}
