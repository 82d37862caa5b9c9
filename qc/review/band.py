"""Beyond which line is a false alarm as rare as promised, though the baseline is short?

Limits from few points are themselves uncertain. The band reaches from a limit to where
it would have to lie to keep the promise; it never takes the place of the limit.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind
from qc.spc import guaranteed
from qc.spc.chances import MIXED

ENOUGH = 50
"""Points of a baseline from which limits need no band."""

_WIDTH = 3.0  # sigmas of the limits themselves
_FROM_MEAN_RANGES = {
    ChartKind.XMR,
    ChartKind.XMR_SCREENED,
    ChartKind.XMR_NHS,
    *MIXED,
}


def band(chart: ControlChart) -> tuple[Floats, Floats] | None:
    """Return how far the guaranteed limits reach, lower and upper, each (k,).

    Every point is judged by the baseline of its own phase. NaN where there is no
    limit, where the baseline is long enough, or where the law of its sigma is not
    known: with screened ranges, with a memory, from the median range. Of p' and u'
    by probability sigma_z is from mean ranges; the band lies where their law has its
    limits if sigma_z is as much larger as K is than 3.

    Returns
    -------
    tuple of two (k,) float, or None
        In the unit of the chart, cut to the possible range; None without any.
    """
    factors = np.array([factor(chart, one) for one in chart.baselines])
    if np.isnan(factors).all():
        return None
    if chart.kind in MIXED:
        lower, upper = _by_law(chart, factors)
    else:
        reach = factors[chart.phase] * chart.sigma
        lower, upper = chart.centre - reach, chart.centre + reach
    return (
        np.where(chart.has_lower, np.maximum(lower, chart.floor), np.nan),
        np.where(chart.has_upper, np.minimum(upper, chart.ceiling), np.nan),
    )


def _by_law(chart: ControlChart, factors: Floats) -> tuple[Floats, Floats]:
    """Return the limits that a sigma_z K/3 times as large would have, each (k,)."""
    lower, upper = (np.full(len(chart), np.nan) for _ in range(2))
    for phase in np.flatnonzero(np.isfinite(factors)):
        learned, own = chart.baselines[phase], chart.phase == phase
        wider = replace(learned, spread=learned.spread * factors[phase] / _WIDTH)
        law = MIXED[learned.kind]
        lower[own], upper[own] = law.limits(wider, chart.n[own], _WIDTH)
    return lower, upper


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
