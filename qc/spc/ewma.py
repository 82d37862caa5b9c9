"""EWMA chart: an average with a memory, quick to see small lasting shifts.

It follows the points of another chart, by that chart's centre and sigma, so phases,
gaps, exclusions and subgroup sizes are the other's; phase I is done there.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 9.2:
       weight 0.2 with width 2.962 signals once in about 500 steady points.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ControlChart
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.spc.memory import followed, starts


def chart(
    judged: ControlChart,
    *,
    weight: float = 0.2,
    width: float = 2.962,
    exact: bool = True,
) -> ControlChart:
    """Answer: has the level moved a little, and stayed there?

    Each point is ``weight`` times the new distance from the centre, and the rest
    of the point before; a phase starts on its centre line. Missing and excluded
    points change nothing and have no value.

    Parameters
    ----------
    judged : ControlChart
        k points with centre and sigma, from any chart with limits.
    weight : float in (0, 1]
        Of the newest point. 1 gives the judged chart back.
    width : float
        Half-width of the limits, in sigmas of the average.
    exact : bool
        Limits widen from the start of a phase as the memory fills; False takes
        those of a full memory throughout, sqrt(weight / (2 - weight)) sigma.

    Returns
    -------
    ControlChart
        In the unit of the judged chart. Not symmetric: its points remember each
        other, so that no rule on zones is valid.

    Raises
    ------
    InvalidSeries
        If the judged chart has no limits, or the weight is out of range.
    """
    if not 0 < weight <= 1:
        raise InvalidSeries(
            f"The weight of the newest point must lie above 0 and up to 1; got "
            f"{weight:g}. Take 0.1 for small shifts, 0.4 for larger ones."
        )
    used = followed(judged)
    level, variance = _averages(judged, used, weight)
    if not exact:
        variance = judged.sigma**2 * weight / (2 - weight)
    sigma = np.sqrt(variance)
    reach = width * sigma
    floor, ceiling = judged.floor, judged.ceiling
    return replace(
        judged,
        kind=ChartKind.EWMA,
        value=np.where(used, judged.centre + level, np.nan),
        sigma=sigma,
        lower=np.clip(judged.centre - reach, floor, ceiling),
        upper=np.clip(judged.centre + reach, floor, ceiling),
        symmetric=False,
        remembers=True,
    )


def _averages(
    judged: ControlChart, used: Bools, weight: float
) -> tuple[Floats, Floats]:
    """Return the weighted distance from the centre and its variance, (k,) each."""
    gap, own = judged.value - judged.centre, judged.sigma**2
    fresh = starts(judged)
    levels, variances = np.zeros(len(judged)), np.full(len(judged), np.nan)
    level = variance = 0.0
    for i in range(len(judged)):
        if fresh[i]:
            level = variance = 0.0
        if used[i]:
            level = weight * gap[i] + (1 - weight) * level
            variance = weight**2 * own[i] + (1 - weight) ** 2 * variance
            levels[i], variances[i] = level, variance
    return levels, variances
