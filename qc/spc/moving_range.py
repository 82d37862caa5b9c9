"""Moving range chart (mR): does the spread from one period to the next stay the same?

The lower half of an XmR chart. Its limit costs almost as many false signals as all
Western Electric rules together, so it is shown and told, and not among the signals.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 6.4.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Series, Values
from qc.spc import points
from qc.spc.constants import range_upper
from qc.spc.draw import Lines, draw
from qc.spc.ranges import moving_ranges, range_estimate


def estimate(series: Series, *, excluded: Bools | None = None) -> Baseline:
    """Phase I: learn the mean moving range.

    Parameters
    ----------
    series : Series
        k periods in time order; missing ones keep their place.
    excluded : (k,) bool, optional
        Points left out; no moving range is taken over them.

    Returns
    -------
    Baseline
        ``centre`` is the mean moving range; ``spread`` the sigma of one value.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable values, or no two neighbours (NoNeighbours).
    """
    used = points.usable(series, excluded)
    points.require(used)
    ranges = range_estimate(series.value, used)
    first, last = points.span(series, used)
    flat = (ChartWarning.NO_VARIATION,) if ranges.sigma == 0 else ()
    return Baseline(
        kind=ChartKind.MR,
        centre=ranges.centre,
        spread=ranges.sigma,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        warnings=(*points.history(used), *flat, ChartWarning.NO_LOWER_LIMIT),
    )


def chart(
    series: Series,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
) -> ControlChart:
    """Phase II: judge moving ranges against a baseline they did not set.

    Parameters are those of `individuals.chart`.

    Returns
    -------
    ControlChart
        NaN at the first point, and where one of the two values is missing or left
        out. Neighbouring ranges share a value: no rule but that of the limit.
    """
    seen = plotted(series, excluded)
    sigma = baseline.centre * (range_upper(2) - 1) / 3
    lines = Lines(
        sigma=sigma,
        lower=baseline.centre - width * sigma,
        upper=baseline.centre + width * sigma,
        floor=0.0,
        symmetric=False,
    )
    return replace(draw(seen, baseline, lines, excluded), remembers=True)


def plotted(series: Series, excluded: Bools | None = None) -> Values:
    """Return the range that ends at each point as a series of days."""
    ranges = moving_ranges(series.value, points.usable(series, excluded))
    n = np.where(np.isnan(ranges), 0.0, series.n)
    return Values(at=series.at, value=ranges, n=n)
