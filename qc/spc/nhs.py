"""XmR limits as the NHS "Making Data Count" method fixes them.

Its constants are rounded: limits at 2.66 mean moving ranges, ranges from 3.267 mean
ranges up screened out once. For reports that must agree with that method to the
digit; `individuals` has the exact constants.

References
----------
.. [1] NHS England, Making data count (2019).
"""

from __future__ import annotations

from dataclasses import replace

from qc.core.arrays import Bools
from qc.core.charts import Baseline
from qc.core.series import Series
from qc.spc import individuals, points
from qc.spc.points import NoNeighbours
from qc.spc.ranges import moving_ranges

LIMITS = 2.66  # mean moving ranges from the centre to a limit
SCREEN = 3.267  # mean moving ranges, from which a range is left out


def estimate(
    series: Series, *, excluded: Bools | None = None, screen: bool = True
) -> Baseline:
    """Phase I: learn the mean and the sigma of one value, with rounded constants.

    Parameters
    ----------
    series : Values, Counts, Gaps or Samples
        k periods in time order; missing ones keep their place.
    excluded : (k,) bool, optional
        Points left out; no moving range is taken over them.
    screen : bool
        Leave outlying ranges out.

    Returns
    -------
    Baseline
        Of an XmR chart; ``spread`` is a third of the distance to a limit.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable values, or no two neighbours (NoNeighbours).
    """
    found = individuals.estimate(series, excluded=excluded)
    ranges = moving_ranges(series.value, points.usable(series, excluded))
    ranges = ranges[ranges >= 0]
    if not ranges.size:
        raise NoNeighbours
    kept = ranges[ranges < SCREEN * ranges.mean()] if screen else ranges
    kept = kept if kept.size else ranges
    return replace(
        found,
        spread=LIMITS * float(kept.mean()) / 3,
        ranges_dropped=len(ranges) - len(kept),
    )


chart = individuals.chart
