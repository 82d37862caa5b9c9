"""Beyond which line is a false alarm as rare as promised, though the baseline is short?

Limits from few points are themselves uncertain. The band reaches from a limit to where
it would have to lie to keep the promise; it never takes the place of the limit.
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind
from qc.spc import guaranteed

ENOUGH = 50
"""Points of a baseline from which limits need no band."""

_FROM_MEAN_RANGES = {ChartKind.XMR, ChartKind.XMR_SCREENED, ChartKind.XMR_NHS}


def band(chart: ControlChart) -> tuple[Floats, Floats] | None:
    """Return how far the guaranteed limits reach, lower and upper, each (k,).

    Every point is judged by the baseline of its own phase. NaN where there is no
    limit, where the baseline is long enough, or where the law of its sigma is not
    known: with screened ranges, with a memory, from the median range.

    Returns
    -------
    tuple of two (k,) float, or None
        In the unit of the chart, cut to the possible range; None without any.
    """
    factors = np.array([factor(chart, one) for one in chart.baselines])
    if np.isnan(factors).all():
        return None
    reach = factors[chart.phase] * chart.sigma
    lower = np.maximum(chart.centre - reach, chart.floor)
    upper = np.minimum(chart.centre + reach, chart.ceiling)
    return (
        np.where(chart.has_lower, lower, np.nan),
        np.where(chart.has_upper, upper, np.nan),
    )


def factor(chart: ControlChart, baseline: Baseline) -> float:
    """Return the K of a baseline of a chart; NaN where it has no band.

    Screened ranges have a band while none was dropped: then sigma is that of the
    mean range. Once one was, the promise would be kept far less often.
    """
    short = 2 <= baseline.subgroups < ENOUGH and baseline.spread > 0
    plain = baseline.ranges_dropped == 0 and baseline.memory == 0
    limited = baseline.kind is not ChartKind.RUN
    if not (short and plain and limited and chart.kind in _FROM_MEAN_RANGES):
        return np.nan
    return guaranteed.factor(baseline.subgroups)


def within(chart: ControlChart, i: int) -> bool:
    """Say whether a point lies beyond its limit, but not beyond the band."""
    found = band(chart)
    if found is None or not chart.beyond[i]:
        return False
    side = found[0 if chart.value[i] < chart.centre[i] else 1]
    return bool(abs(chart.value[i] - chart.centre[i]) <= abs(side[i] - chart.centre[i]))
