"""Two levels of one measure and their difference, with an interval that holds.

The error of a level is the larger of what the chart says of its points (their law,
Laney's sigma_z, moving ranges) and of what the points themselves show within their
stretches, and it grows with their memory: n points that carry over are worth fewer.

References
----------
.. [1] R. G. Newcombe, Interval estimation for the difference between independent
       proportions, Statistics in Medicine 17(8), 873-890 (1998).
.. [2] G. Zou, A. Donner, Construction of confidence limits about effect measures: a
       general approach, Statistics in Medicine 27(10), 1693-1702 (2008): from the
       limits of two levels to those of their difference.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ControlChart
from qc.core.intervals import Interval
from qc.core.kinds import MeasureKind
from qc.core.series import Counts, Gaps, Streaks
from qc.review.assessment import Assessment
from qc.review.check_laws import LEAST, score, student, waiting, worth
from qc.spc.autocorrelation import corrected_phi


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Where a stretch of points lies.

    Attributes
    ----------
    value : float
        Shares and rates are pooled, other values averaged; in the measure's unit.
    points : int
    cases : float
        Interactions behind them.
    first, last : datetime64
        Where the first and the last point are drawn.
    """

    value: float
    points: int
    cases: float
    first: np.datetime64
    last: np.datetime64


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One level against another; `interval` is of ``after - before``."""

    before: Level
    after: Level
    interval: Interval
    confidence: float

    @property
    def size(self) -> float:
        """How much the level after differs from the one before."""
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What is known of chance: see `spread_of`.

    `excess` is a variance ratio, `memory` the lag-1 autocorrelation allowed for.
    """

    excess: float
    memory: float
    degrees: float


def spread_of(one: Assessment, sides: Sequence[Bools]) -> Spread:
    """Answer: how much more do the points vary than the chart says, and how long?

    Parameters
    ----------
    one : Assessment
    sides : sequence of (k,) bool
        The stretches, each about a level of its own; at least 3 points in all.

    Returns
    -------
    Spread
        `excess` is at least 1 where the chart gives the points a sigma.
    """
    standing = np.full(len(one.series), np.nan)
    known = True
    for side in sides:
        sigma = _sigma(one, side)
        known &= sigma is not None
        unit = np.ones(int(side.sum())) if sigma is None else sigma
        standing[side] = (_values(one)[side] - _level(one, side)) / unit
    memory = _memory(one, standing)
    counts = [int(side.sum()) for side in sides]
    degrees = sum(counts) - sum(worth(memory, count) for count in counts)
    excess = float(np.nansum(standing**2)) / max(degrees, 1.0)
    return Spread(
        excess=max(excess, 1.0) if known else excess,
        memory=memory,
        degrees=max(sum(counts) - len(counts), 1.0),
    )


def difference(
    one: Assessment, before: Bools, after: Bools, spread: Spread, *, confidence: float
) -> Difference:
    """Answer: how far apart are two stretches, and between which bounds?

    Parameters
    ----------
    one : Assessment
    before, after : (k,) bool
        At least one point each, all with a value.
    spread : Spread
    confidence : float in (0, 1)
        Of the interval, two-sided.
    """
    a, b = _level(one, before), _level(one, after)
    low_a, high_a = _bounds(one, before, spread, confidence)
    low_b, high_b = _bounds(one, after, spread, confidence)
    return Difference(
        before=_told(one, before, a),
        after=_told(one, after, b),
        interval=(
            b - a - math.hypot(b - low_b, high_a - a),
            b - a + math.hypot(high_b - b, a - low_a),
        ),
        confidence=confidence,
    )


def _bounds(
    one: Assessment, side: Bools, spread: Spread, confidence: float
) -> Interval:
    """Return the interval of one level by the law of its values."""
    level, points = _level(one, side), int(side.sum())
    wider = spread.excess * worth(spread.memory, points)
    z = student(confidence, spread.degrees)
    if isinstance(one.series, Counts):
        law = _chart_spread(one, side) ** 2 * wider
        n = float(one.series.opportunities[side].sum()) / law
        share = one.measure.kind is not MeasureKind.RATE
        return score(level, n, z, share=share)
    if isinstance(one.series, Gaps | Streaks):
        return waiting(level, points / wider, confidence)
    sigma = _sigma(one, side)
    unit = np.ones(points) if sigma is None else sigma
    reach = z * math.sqrt(float((unit**2).mean()) / points * wider)
    return level - reach, level + reach


def _sigma(one: Assessment, side: Bools) -> Floats | None:
    """Return the sigma of each point of a stretch, or None where none is known."""
    if isinstance(one.series, Counts):
        level, share = _level(one, side), one.measure.kind is not MeasureKind.RATE
        varies = max(level * (1 - level) if share else level, LEAST)
        n = one.series.opportunities[side]
        law: Floats = _chart_spread(one, side) * np.sqrt(varies / n)
        return law
    if isinstance(one.series, Gaps | Streaks):
        return np.full(int(side.sum()), max(_level(one, side), LEAST))
    chart = one.plain
    sigma = np.array([]) if chart is None else chart.sigma[side]
    return sigma if sigma.size and np.all(sigma > 0) else None


def _chart_spread(one: Assessment, side: Bools) -> float:
    """Return the chart's sigma_z; 1 where counts vary as their law says."""
    baseline = _baseline(one.plain, side)
    spread = 1.0 if baseline is None else baseline.spread
    return max(spread, 1.0) if math.isfinite(spread) else 1.0


def _memory(one: Assessment, standing: Floats) -> float:
    """Return the lag-1 memory: that of the chart, or of the points if it is larger."""
    seen = np.flatnonzero(~np.isnan(standing))
    total = float(np.nansum(standing**2))
    lagged = float(np.nansum(standing[1:] * standing[:-1]))
    varies = total > LEAST  # equal values can be off by a rounding
    own = corrected_phi(lagged / total, len(seen)) if varies else 0.0
    chart = one.plain
    kept = 0.0 if chart is None or not chart.baselines else chart.baselines[-1].memory
    return max(own, kept)


def _baseline(chart: ControlChart | None, side: Bools):  # type: ignore[no-untyped-def]  # noqa: ANN202
    if chart is None or not chart.baselines or not side.any():
        return None
    return chart.baselines[int(chart.phase[side][-1])]


def _values(one: Assessment) -> Floats:
    value: Floats = one.series.value
    return value


def _level(one: Assessment, side: Bools) -> float:
    if isinstance(one.series, Counts):
        total = one.series.opportunities[side].sum()
        return float(one.series.events[side].sum() / total)
    return float(_values(one)[side].mean())


def _told(one: Assessment, side: Bools, level: float) -> Level:
    at = one.series.at[side]
    return Level(
        value=level,
        points=int(side.sum()),
        cases=float(one.series.n[side].sum()),
        first=at[0],
        last=at[-1],
    )
