"""Time between rare events (t chart): days from one event to the next.

Times between events are skewed like an exponential; their power 1/3.6 is nearly
normal, so limits are set there and carried back.

References
----------
.. [1] L. S. Nelson, A control chart for parts-per-million nonconforming items,
       Journal of Quality Technology 26(3), 239-240 (1994).
"""

from __future__ import annotations

import math

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Gaps
from qc.spc import points
from qc.spc.draw import Lines, draw
from qc.spc.limits import Limits, tail_beyond
from qc.spc.ranges import SigmaFrom, range_estimate

POWER = 1 / 3.6


def estimate(
    gaps: Gaps,
    *,
    excluded: Bools | None = None,
    sigma: SigmaFrom = SigmaFrom.MEAN_RANGE,
    limits: Limits = Limits.SIGMA,
) -> Baseline:
    """Phase I: learn the usual time between two events.

    Parameters
    ----------
    gaps : Gaps
        k times in days, each above zero.
    excluded : (k,) bool, optional
        Gaps left out; no moving range is taken over them.
    sigma : SigmaFrom
        How sigma comes from the moving ranges of the transformed times.
    limits : Limits
        SIGMA: centre of the transformed times [1]_. EXACT: median of the
        exponential law with the mean of the gaps.

    Returns
    -------
    Baseline
        ``centre`` in days; ``spread`` is sigma of one time to the power 1/3.6.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable gaps, or no two neighbours (NoNeighbours).
    """
    used = points.usable(gaps, excluded)
    points.require(used)
    shaped = gaps.value**POWER
    ranges = range_estimate(shaped, used, sigma)
    first, last = points.span(gaps, used)
    found = points.notes(used, shaped, flat=ranges.sigma == 0)
    if ranges.sigma > 0 and shaped[used].mean() <= 3 * ranges.sigma:
        found = (*found, ChartWarning.NO_LOWER_LIMIT)
    return Baseline(
        kind=ChartKind.T,
        centre=_centre(gaps, used, limits),
        spread=ranges.sigma,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        ranges_dropped=ranges.dropped,
        warnings=found,
    )


def chart(
    gaps: Gaps,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
    limits: Limits = Limits.SIGMA,
) -> ControlChart:
    """Phase II: judge gaps against a baseline they did not set.

    Parameters
    ----------
    gaps : Gaps
        k times in days; they may be new ones.
    baseline : Baseline
        From `estimate`, with the same `limits`.
    width : float
        Half-width of the limits, in sigmas on the transformed scale.
    excluded : (k,) bool, optional
        Marked as left out; they are judged all the same.
    limits : Limits
        SIGMA, or EXACT for exponential quantiles.

    Returns
    -------
    ControlChart
        Not symmetric: no zone rules. ``sigma`` is the upper limit's distance from
        the centre over `width`.
    """
    low, high = _limits(baseline, width, limits)
    lines = Lines(
        sigma=(high - baseline.centre) / width,
        lower=low,
        upper=high,
        floor=0.0,
        symmetric=False,
    )
    return draw(gaps, baseline, lines, excluded)


def shaped(days: float) -> float:
    """Return a time on the scale on which it is nearly normal."""
    return float(max(days, 0.0) ** POWER)


def _centre(gaps: Gaps, used: Bools, limits: Limits) -> float:
    value = gaps.value[used]
    if limits is Limits.EXACT:
        return float(value.mean()) * math.log(2)
    if points.is_flat(gaps.value, used):
        return float(value[0])
    return float((value**POWER).mean() ** (1 / POWER))


def _limits(baseline: Baseline, width: float, limits: Limits) -> tuple[float, float]:
    if limits is Limits.EXACT:
        mean, tail = baseline.centre / math.log(2), tail_beyond(width)
        return -mean * math.log1p(-tail), -mean * math.log(tail)
    if baseline.spread == 0:
        return baseline.centre, baseline.centre
    middle, reach = shaped(baseline.centre), width * baseline.spread
    low, high = max(0.0, middle - reach), middle + reach
    return float(low ** (1 / POWER)), float(high ** (1 / POWER))
