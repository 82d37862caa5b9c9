"""Moving average chart: the mean of the last few points, a memory of fixed length.

It follows the points of another chart, by that chart's centre and sigma; phase I is
done there. `ewma` finds small shifts sooner; this one is easier to explain.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 9.3.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.charts import ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.spc.memory import followed


def chart(judged: ControlChart, *, span: int = 5, width: float = 3.0) -> ControlChart:
    """Answer: has the level of the last `span` periods moved?

    Parameters
    ----------
    judged : ControlChart
        k points with centre and sigma, from any chart with limits.
    span : int, >= 1
        Periods in an average; fewer at the start of a phase. Missing and excluded
        points of the span are left out of it and have no average of their own.
    width : float
        Half-width of the limits, in sigmas of the average.

    Returns
    -------
    ControlChart
        Not symmetric: neighbouring averages share points, so that no rule on zones
        is valid.

    Raises
    ------
    InvalidSeries
        If the judged chart has no limits, or the span is below 1.
    """
    if span < 1:
        raise InvalidSeries(f"An average needs at least 1 period; got {span}.")
    used = followed(judged)
    count = np.zeros(len(judged))
    gap, variance = np.zeros(len(judged)), np.zeros(len(judged))
    for back in range(min(span, len(judged))):
        there = slice(back, None), slice(None, len(judged) - back)
        same = (judged.phase[there[0]] == judged.phase[there[1]]) & used[there[1]]
        own = (judged.value - judged.centre)[there[1]]
        gap[there[0]] += np.where(same, own, 0.0)
        variance[there[0]] += np.where(same, judged.sigma[there[1]] ** 2, 0.0)
        count[there[0]] += same
    count = np.where(used, count, np.nan)
    reach = width * np.sqrt(variance) / count
    return replace(
        judged,
        kind=ChartKind.MOVING_AVERAGE,
        value=judged.centre + gap / count,
        sigma=np.sqrt(variance) / count,
        lower=np.clip(judged.centre - reach, judged.floor, judged.ceiling),
        upper=np.clip(judged.centre + reach, judged.floor, judged.ceiling),
        symmetric=False,
        remembers=True,
    )
