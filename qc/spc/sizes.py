"""How much has the level changed, and between which bounds?

The level of some points of a chart, less the centre of the baseline they are judged
by. Both are uncertain: the points by chance, the centre because a baseline is short.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 4.4: two
       means with known or estimated sigma.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ControlChart
from qc.core.intervals import Interval, normal_quantile
from qc.core.kinds import ChartKind
from qc.spc import tails
from qc.spc.guaranteed import degrees

_CONFIDENCE = 0.95
_HALVINGS = 60
_BY_LAW = frozenset({ChartKind.P, ChartKind.U, ChartKind.NP, ChartKind.C})
_OF_MANY = frozenset({ChartKind.XBAR, ChartKind.XBAR_R, ChartKind.WEEKDAY})
_NO_LAW = frozenset({ChartKind.RUN, ChartKind.T, ChartKind.G})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A level and the one before it, in the unit of the chart.

    Attributes
    ----------
    before, after : float
        Centre line, weighted as the points are; level of the points.
    interval : (low, high)
        Of ``after - before``, 95 %; NaN where the chart's law gives none.
    """

    before: float
    after: float
    interval: Interval


def change(chart: ControlChart, points: Bools, *, pooled: bool) -> Change:
    """Answer: how far is the level of some points from the centre line?

    Parameters
    ----------
    chart : ControlChart
        The chart of the values themselves, not of their sums or averages.
    points : (k,) bool
        Points of one phase, all with a value; at least one.
    pooled : bool
        Weigh the points by n, as shares and rates are pooled.

    Returns
    -------
    Change
        The interval takes sigma from the chart: by the normal law where chance sets
        it, by Student's where it was estimated from moving ranges.
    """
    weights = chart.n[points] if pooled else np.ones(int(points.sum()))
    if not weights.sum() > 0:
        weights = np.ones(len(weights))
    weights = weights / weights.sum()
    before = float(weights @ chart.centre[points])
    after = float(weights @ chart.value[points])
    own = float((weights**2) @ (chart.sigma[points] ** 2))
    reach = _reach(chart, points, own)
    low, high = after - before - reach, after - before + reach
    return Change(
        before=before,
        after=after,
        interval=(
            max(low, chart.floor - before),
            min(high, chart.ceiling - before),
        ),
    )


def _reach(chart: ControlChart, points: Bools, own: float) -> float:
    """Return half the width of the interval; NaN where no law gives it."""
    phase = int(chart.phase[points][-1])
    baseline = chart.baselines[phase]
    if baseline.kind in _NO_LAW or not own > 0:
        return math.nan
    behind = chart.in_baseline & (chart.phase == phase)
    error = math.sqrt(own + _of_centre(chart.sigma[behind]))
    if baseline.kind in _BY_LAW or baseline.kind in _OF_MANY:
        return normal_quantile(_CONFIDENCE) * error
    return student_quantile(degrees(max(2, baseline.subgroups))) * error


def _of_centre(sigma: Floats) -> float:
    """Return the variance of a centre line that rests on points of these sigmas."""
    known = sigma[np.isfinite(sigma) & (sigma > 0)]
    return 1 / float((known**-2.0).sum()) if known.size else 0.0


@cache
def student_quantile(nu: float) -> float:
    """Return what Student's t exceeds, either way, in 5 % of cases."""
    low, high = 0.0, 1e4
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        beyond = tails.student(middle, nu) > 1 - _CONFIDENCE
        low, high = (middle, high) if beyond else (low, middle)
    return (low + high) / 2
