"""Run chart: a median without limits, and Anhoej's test of runs about it.

References
----------
.. [1] J. Anhoej, A. V. Olesen, Run charts revisited, PLoS ONE 9(11), e113825
       (2014), doi 10.1371/journal.pone.0113825.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import Baseline, ControlChart, RunTest
from qc.core.kinds import ChartKind, ChartWarning, Side
from qc.core.series import Series
from qc.spc import minimums, points
from qc.spc.draw import Lines, draw

Run = tuple[int, int, int]  # index of its first and last point, number of points


def estimate(series: Series, *, excluded: Bools | None = None) -> Baseline:
    """Learn the median of the usable points; there is no spread (NaN).

    Raises
    ------
    TooFewSubgroups
        Without any usable point.
    """
    used = points.usable(series, excluded)
    points.require(used, 1)
    value = series.value[used]
    centre = float(np.median(value))
    first, last = points.span(series, used)
    return Baseline(
        kind=ChartKind.RUN,
        centre=centre,
        spread=math.nan,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        warnings=_warnings(value, centre),
    )


def chart(
    series: Series,
    baseline: Baseline,
    *,
    width: float = 3.0,  # noqa: ARG001
    excluded: Bools | None = None,
) -> ControlChart:
    """Draw values about a centre line, without limits (infinite), sigma NaN.

    `width` is there because all charts are drawn by one call.
    """
    lines = Lines(sigma=np.nan, lower=-np.inf, upper=np.inf)
    return draw(series, baseline, lines, excluded)


def run_test(values: Floats, *, centre: float | None = None) -> RunTest:
    """Answer: are runs longer, or crossings fewer, than chance allows [1]_?

    Points on the centre line and missing ones are left out: they neither end nor
    lengthen a run.

    Parameters
    ----------
    values : (k,) float
        In time order; NaN is a missing period.
    centre : float, optional
        The median of the values by default.

    Returns
    -------
    RunTest
        A longest run above `longest_run_max`, or fewer crossings than
        `crossings_min`, is a signal. ``tested`` is False with fewer than 10 useful
        points or more than 20 % of points on the line.
    """
    present = values[~np.isnan(values)]
    if centre is None:
        centre = float(np.median(present)) if present.size else math.nan
    found = runs(values - centre)
    useful = sum(count for _, _, count in found)
    return RunTest(
        centre=centre,
        useful=useful,
        longest_run=max((count for _, _, count in found), default=0),
        longest_run_max=longest_run_max(useful),
        crossings=max(len(found) - 1, 0),
        crossings_min=crossings_min(useful),
        tested=_is_testable(useful, len(present)),
    )


def runs(gap: Floats) -> tuple[Run, ...]:
    """Return the runs on one side of the line, in time order.

    Parameters
    ----------
    gap : (k,) float
        Distance from the centre line; 0 and NaN are left out.
    """
    off = np.flatnonzero(np.nan_to_num(gap))
    if not off.size:
        return ()
    turns = np.flatnonzero(np.diff(np.sign(gap[off]))) + 1
    borders = [0, *turns.tolist(), len(off)]
    return tuple((int(off[a]), int(off[b - 1]), b - a) for a, b in pairwise(borders))


def side_of(gap: Floats, run: Run) -> Side:
    """Return the side a run of `runs(gap)` lies on."""
    return Side.ABOVE if gap[run[0]] > 0 else Side.BELOW


def longest_run_max(useful: int) -> int:
    """Return the longest run chance allows: round(log2(n)) + 3; 0 for no points."""
    return round(math.log2(useful)) + 3 if useful else 0


@cache
def crossings_min(useful: int) -> int:
    """Return the fewest crossings chance allows: the 5 % quantile of B(n - 1, 1/2).

    Counted in whole numbers, so that no rounding can shift it.
    """
    pairs = max(useful - 1, 0)
    ways, total, crossings = 1, 1, 0
    while 20 * total < 2**pairs:
        ways = ways * (pairs - crossings) // (crossings + 1)
        crossings += 1
        total += ways
    return crossings


def _is_testable(useful: int, present: int) -> bool:
    ties = present - useful
    return useful >= minimums.RUN_USEFUL and ties <= minimums.RUN_TIES * present


def _warnings(value: Floats, centre: float) -> tuple[ChartWarning, ...]:
    if len(value) < minimums.LIMITS:
        return (ChartWarning.TOO_FEW,)
    if np.ptp(value) == 0:
        return (ChartWarning.NO_VARIATION,)
    tied = np.sum(value == centre) > minimums.RUN_TIES * len(value)
    return (ChartWarning.TIES,) if tied else ()
