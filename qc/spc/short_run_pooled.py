"""Short runs of means or medians: many units with few points, one sigma for all.

A value from few cases varies more than one from many, and few points tell no sigma of
their own: the sigma of a single case is learned from the ranges of all units together,
as on an I' chart, and each point is held against the level of its unit in its own
standard error.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 10.1.
.. [2] W. A. Taylor, Normalized individuals (I_N) chart, Quality Engineering 32(2)
       (2020): ranges of values from unequal numbers of cases.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind, PlotUnit
from qc.core.series import Values
from qc.spc import points
from qc.spc.draw import Lines, draw


def chart(values: Values, part: Ints, *, width: float = 3.0) -> ControlChart:
    """Judge values of many units on one chart, each against the level of its own.

    Parameters
    ----------
    values : Values
        k values with the cases behind each, in time order; logarithms of durations.
    part : (k,) int
        Which unit each is of, 0 to g - 1.
    width : float
        Half-width of the limits in sigmas.

    Returns
    -------
    ControlChart
        In sigmas about 0; `spread` of its baseline is the sigma of a single case.

    Raises
    ------
    TooFewSubgroups
        If no unit has 2 values.
    """
    used = ~values.missing
    ranges = _ranges(values, part)
    if not ranges.size:
        raise points.NoNeighbours
    sigma = math.sqrt(math.pi / 2) * float(ranges.mean())
    z = _standing(values, part, sigma)
    first, last = points.span(values, used)
    baseline = Baseline(
        kind=ChartKind.SHORT_RUN,
        centre=0.0,
        spread=sigma,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        warnings=points.notes(used, z, flat=sigma == 0),
    )
    standing = Values(at=values.at, value=z, n=values.n)
    lines = Lines(sigma=1.0, lower=-width, upper=width)
    return replace(draw(standing, baseline, lines, None), unit=PlotUnit.SIGMA)


def _ranges(values: Values, part: Ints) -> Floats:
    """Return the ranges between neighbours of one unit, as if each were one case."""
    used = ~values.missing
    found = []
    for unit in range(int(part.max(initial=-1)) + 1):
        own = used & (part == unit)
        step = np.abs(np.diff(values.value[own]))
        cases = 1 / values.n[own]
        found.append(step / np.sqrt(cases[1:] + cases[:-1]))
    return np.concatenate(found) if found else np.zeros(0)


def _standing(values: Values, part: Ints, sigma: float) -> Floats:
    """Return the distance of each value from the level of its unit, in sigmas."""
    used = ~values.missing
    groups = int(part.max()) + 1
    cases = np.bincount(part[used], values.n[used], groups)
    total = np.bincount(part[used], (values.n * values.value)[used], groups)
    level = np.divide(total, cases, out=np.zeros(groups), where=cases > 0)
    # a point pulls the level of its unit towards itself, the more of its cases it has
    own = 1 / np.where(used, values.n, np.nan) - 1 / np.maximum(cases, 1e-300)[part]
    error = sigma * np.sqrt(np.maximum(own, 0.0))
    gap = values.value - level[part]
    flat = np.where(used, 0.0, np.nan)
    return np.divide(gap, error, out=flat, where=error > 0)
