"""Short runs of shares and rates: many small units, standardised onto one chart.

A share from few cases varies by the law of its counts, not by a sigma of its own
that few points could tell: each point is held against the level of its unit, in
sigmas of that law. If the units vary more than the law from one period to the next,
one factor for all of them widens it, as on a p' chart.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 10.1.3:
       standardised attribute charts for short runs.
.. [2] D. B. Laney, Improved control charts for attributes, Quality Engineering
       14(4), 531-537 (2002).
.. [3] F. J. Anscombe, The transformation of Poisson, binomial and negative-binomial
       data, Biometrika 35(3/4), 246-254 (1948).
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.core.charts import Baseline, ControlChart
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, PlotUnit
from qc.core.series import Values
from qc.spc import points
from qc.spc.constants import d2
from qc.spc.draw import Lines, draw
from qc.spc.funnel_scales import Law


def chart(values: Values, part: Ints, law: Law, *, width: float = 3.0) -> ControlChart:
    """Judge shares or rates of many units on one chart, each against its own level.

    Parameters
    ----------
    values : Values
        k shares or rates with the cases behind each, in time order.
    part : (k,) int
        Which unit each is of, 0 to g - 1.
    law : Law
        BINOMIAL for shares, POISSON for rates.
    width : float
        Half-width of the limits in sigmas.

    Returns
    -------
    ControlChart
        In sigmas about 0. `spread` of its baseline says how much wider than chance
        the points vary; it is never below 1.

    Raises
    ------
    TooFewSubgroups
        If there are fewer than 2 values.
    """
    used = ~values.missing
    if used.sum() < 2:
        raise TooFewSubgroups(need=2, got=int(used.sum()))
    z, apart = _by_law(values, part, law)
    spread = max(1.0, _wider(apart, part))
    standing = Values(at=values.at, value=z / spread, n=values.n)
    first, last = points.span(values, used)
    baseline = Baseline(
        kind=ChartKind.SHORT_RUN,
        centre=0.0,
        spread=spread,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        warnings=points.notes(used, z, flat=not np.any(z[used])),
    )
    lines = Lines(sigma=1.0, lower=-width, upper=width)
    drawn = draw(standing, baseline, lines, None)
    return replace(drawn, unit=PlotUnit.SIGMA)


def _by_law(values: Values, part: Ints, law: Law) -> tuple[Floats, Floats]:
    """Return the distance of each point from the level of its unit, in sigmas.

    Then the same in sigmas of a point that had no part in that level.
    """
    groups = int(part.max(initial=-1)) + 1
    events = np.where(values.missing, np.nan, values.value * values.n)
    cases = np.maximum(np.bincount(part, values.n, groups), 1.0)[part]
    level = np.bincount(part, np.nan_to_num(events), groups)[part] / cases
    apart = _stable(law, events, values.n) - _stable(law, level * values.n, values.n)
    # a point pulls the level of its unit towards itself, the more of its cases it has
    pulled = np.sqrt(np.maximum(1 - values.n / cases, 0.0))
    alone = np.where(values.missing, np.nan, 0.0)
    return np.divide(apart, pulled, out=alone, where=pulled > 0), apart


def _stable(law: Law, events: Floats, n: Floats) -> Floats:
    """Carry counts to a scale on which their sigma is 1, small ones too [3]_."""
    if law is Law.POISSON:
        return np.asarray(2 * np.sqrt(events + 0.375))
    share = np.clip((events + 0.375) / (n + 0.75), 0.0, 1.0)
    return np.asarray(np.sqrt(4 * n + 2) * np.arcsin(np.sqrt(share)))


def _wider(z: Floats, part: Ints) -> float:
    """Return the mean moving range of z within units, over that of chance."""
    ranges = [
        np.abs(np.diff(own[~np.isnan(own)]))
        for own in (z[part == i] for i in range(int(part.max(initial=-1)) + 1))
    ]
    found = np.concatenate(ranges) if ranges else np.zeros(0)
    return float(found.mean()) / d2(2) if found.size else math.nan
