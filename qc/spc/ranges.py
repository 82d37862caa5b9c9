"""Sigma of single values from their moving ranges.

A moving range needs two neighbours that both have a value and both count: it is
never taken across a gap, an excluded point or the border of a phase.

References
----------
.. [1] L. S. Nelson, Control charts for individual measurements, Journal of
       Quality Technology 14(3), 172-173 (1982): screening of ranges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.spc.constants import c4, d2, d4, range_upper
from qc.spc.points import NoNeighbours
from qc.spc.sums import mean


class SigmaFrom(StrEnum):
    """What sigma is estimated from."""

    MEAN_RANGE = "mean-range"  # mean range / d2(2): the default
    MEDIAN_RANGE = "median-range"  # unmoved by a spike; useless for small counts
    SCREENED_RANGE = "screened-range"  # mean range without the outlying ones
    ALL_VALUES = "all-values"  # s / c4: a shift hides in it; for comparison only


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeEstimate:
    """Sigma, and the ranges behind it.

    `centre` is the mean range (median for MEDIAN_RANGE) of the `used` ranges;
    `dropped` ranges were screened out.
    """

    sigma: float
    centre: float
    used: int
    dropped: int = 0

    @property
    def upper(self) -> float:
        """Upper limit of the moving range chart: D4 d2 sigma = 3.686 sigma."""
        return range_upper(2) * d2(2) * self.sigma


def moving_ranges(values: Floats, points: Bools) -> Floats:
    """Return the range that ends at each point; NaN where none can be taken.

    Of one chart (k,) or of a wall of them, time first, (k, charts).
    """
    used = np.where(points, values, np.nan)
    ranges = np.full(used.shape, np.nan)
    np.subtract(used[1:], used[:-1], out=ranges[1:])
    np.abs(ranges, out=ranges)
    return ranges


def range_estimate(
    values: Floats, points: Bools, how: SigmaFrom = SigmaFrom.MEAN_RANGE
) -> RangeEstimate:
    """Answer: how much does one value vary from common causes alone?

    Parameters
    ----------
    values : (k,) float
    points : (k,) bool
        The points that count.
    how : SigmaFrom

    Raises
    ------
    NoNeighbours
        If no moving range can be taken.
    """
    ranges = moving_ranges(values, points)
    ranges = ranges[~np.isnan(ranges)]
    if not ranges.size:
        raise NoNeighbours
    if how is SigmaFrom.ALL_VALUES:
        return _from_all(values[points], ranges)
    kept = _screened(ranges) if how is SigmaFrom.SCREENED_RANGE else ranges
    median = how is SigmaFrom.MEDIAN_RANGE
    centre = float(np.median(kept)) if median else _mean(kept)
    return RangeEstimate(
        sigma=centre / (d4() if median else d2(2)),
        centre=centre,
        used=len(kept),
        dropped=len(ranges) - len(kept),
    )


def _screened(ranges: Floats) -> Floats:
    """Drop, once, what is not below the upper limit of the range chart [1]_."""
    below = ranges < range_upper(2) * _mean(ranges)
    return ranges[below] if below.any() else ranges


def _from_all(values: Floats, ranges: Floats) -> RangeEstimate:
    sigma = float(values.std(ddof=1)) / c4(len(values))
    return RangeEstimate(sigma=sigma, centre=_mean(ranges), used=len(ranges))


def _mean(ranges: Floats) -> float:
    return float(mean(ranges, np.ones(len(ranges), dtype=bool)))
