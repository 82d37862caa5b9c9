"""Good cases between rare events (g chart), counted from 0.

Plot the median as centre and watch probability limits: the usual mean + 3 sigma
signals seven times too often, and has no lower limit.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 7.3.5.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind, ChartWarning, PlotUnit
from qc.core.series import Streaks, Values
from qc.spc import points
from qc.spc.draw import Lines, draw
from qc.spc.limits import Limits, geometric_counts, tail_beyond


def estimate(values: Values | Streaks, *, excluded: Bools | None = None) -> Baseline:
    """Phase I: learn how many good cases come before an event.

    Parameters
    ----------
    values : Values or Streaks
        k counts of good cases between two events, 0 where two came in a row.
    excluded : (k,) bool, optional
        Points left out.

    Returns
    -------
    Baseline
        ``centre`` is the median; ``spread`` is sqrt(m (m + 1)), m the mean count:
        the sigma of the geometric law with chance 1/(m + 1).

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable counts.
    InvalidSeries
        If a count is negative.
    """
    used = points.usable(values, excluded)
    points.require(used)
    counts = values.value[used]
    if np.any(counts < 0):
        raise InvalidSeries("Good cases between two events are counts from 0 up.")
    mean = float(counts.mean())
    first, last = points.span(values, used)
    found = points.notes(used, values.value, flat=points.is_flat(values.value, used))
    return Baseline(
        kind=ChartKind.G,
        centre=float(np.median(counts)),
        spread=math.sqrt(mean * (mean + 1)),
        subgroups=int(used.sum()),
        first=first,
        last=last,
        warnings=(*found, ChartWarning.NO_LOWER_LIMIT),
    )


def chart(
    values: Values | Streaks,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
    limits: Limits = Limits.EXACT,
) -> ControlChart:
    """Phase II: judge counts against a baseline they did not set.

    Parameters
    ----------
    values : Values or Streaks
        k counts of good cases; they may be new ones.
    baseline : Baseline
        From `estimate`.
    width : float
        Exact limits leave outside, on either side, what a normal value does
        beyond `width` sigmas.
    excluded : (k,) bool, optional
        Marked as left out; they are judged all the same.
    limits : Limits
        EXACT, or SIGMA for the usual mean + 3 sigma.

    Returns
    -------
    ControlChart
        Not symmetric: no zone rules.
    """
    mean = mean_of(baseline)
    low, high = mean - width * baseline.spread, mean + width * baseline.spread
    if limits is not Limits.SIGMA and mean > 0:
        low, high = geometric_counts(mean, tail_beyond(width))
    lines = Lines(
        sigma=baseline.spread, lower=low, upper=high, floor=0.0, symmetric=False
    )
    drawn = draw(values, baseline, lines, excluded)
    return replace(drawn, unit=PlotUnit.COUNT)


def mean_of(baseline: Baseline) -> float:
    """Return the mean count m behind a baseline, from spread**2 = m (m + 1)."""
    return (math.sqrt(1 + 4 * baseline.spread**2) - 1) / 2
