"""Individuals chart (XmR): one value a period, sigma from moving ranges.

The overall standard deviation never sets the limits: a shift inflates it and so
hides itself.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 6.4.
.. [2] D. J. Wheeler, Understanding Variation (1993).
"""

from __future__ import annotations

import math

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Samples, Series, Values
from qc.spc import points
from qc.spc.autocorrelation import corrected_phi, lag1, widened
from qc.spc.draw import Lines, draw
from qc.spc.ranges import SigmaFrom, range_estimate
from qc.spc.sums import mean


def estimate(
    series: Series,
    *,
    excluded: Bools | None = None,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
    autocorrelated: bool = False,
) -> Baseline:
    """Phase I: learn the mean and the sigma of one value.

    Parameters
    ----------
    series : Values, Counts or Gaps
        k periods in time order; missing ones keep their place.
    excluded : (k,) bool, optional
        Points left out; no moving range is taken over them.
    sigma : SigmaFrom
        The mean range is the default; the median is a check against spikes and is
        useless for small counts, where it is often 0.
    autocorrelated : bool
        Widen sigma for what lag-1 autocorrelation takes from the moving ranges:
        XMR_CORRECTED, with what it allows for in ``memory``.

    Returns
    -------
    Baseline
        ``centre`` and ``spread`` in the unit of the values.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable values, or no two neighbours (NoNeighbours).
    """
    used = points.usable(series, excluded)
    points.require(used)
    value = series.value
    ranges = range_estimate(value, used, sigma)
    flat = points.is_flat(value, used)
    remembered = autocorrelated and not flat
    phi = corrected_phi(lag1(value, used), int(used.sum())) if remembered else 0.0
    spread = widened(ranges.sigma, phi)
    first, last = points.span(series, used)
    centre = float(mean(value, used))
    return Baseline(
        kind=ChartKind.XMR_CORRECTED if autocorrelated else ChartKind.XMR,
        centre=centre,
        spread=spread,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        ranges_dropped=ranges.dropped,
        memory=phi,
        warnings=tuple(
            warning
            for warning in _warnings(series, used, centre, spread)
            if not (autocorrelated and warning is ChartWarning.AUTOCORRELATED)
        ),
    )


def chart(
    series: Series,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
) -> ControlChart:
    """Phase II: judge values against a baseline they did not set.

    Parameters
    ----------
    series : Values, Counts or Gaps
        k periods in time order; they may be new ones.
    baseline : Baseline
        From `estimate`.
    width : float
        Half-width of the limits in sigmas.
    excluded : (k,) bool, optional
        Marked as left out; they are judged all the same.

    Returns
    -------
    ControlChart
        One pair of limits for all points; on the centre line without variation.
    """
    reach = width * baseline.spread
    lines = Lines(
        sigma=baseline.spread,
        lower=baseline.centre - reach,
        upper=baseline.centre + reach,
        floor=_floor(series),
    )
    return draw(series, baseline, lines, excluded)


def _floor(series: Series) -> float:
    """Counts and times cannot be negative; of other values nothing is known."""
    return -math.inf if isinstance(series, Values | Samples) else 0.0


def _warnings(
    series: Series, used: Bools, centre: float, spread: float
) -> tuple[ChartWarning, ...]:
    found = points.notes(used, series.value, flat=spread == 0)
    if spread > 0 and centre - 3 * spread <= _floor(series):
        return (*found, ChartWarning.NO_LOWER_LIMIT)
    return found
