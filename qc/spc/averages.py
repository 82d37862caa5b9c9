"""Averages chart (X-bar): the mean of each subgroup against the spread within it.

It asks whether subgroups differ more than their own values explain. Where they do
so by nature, as daily means mostly do, the limits are too tight: see `three_way`.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 6.2-6.3.
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind
from qc.core.series import Samples
from qc.spc import points
from qc.spc.draw import Lines, draw
from qc.spc.within import Within, sigma_within


def estimate(
    samples: Samples,
    *,
    excluded: Bools | None = None,
    sigma: Within = Within.POOLED,
) -> Baseline:
    """Phase I: learn the mean of all values and the sigma within subgroups.

    Parameters
    ----------
    samples : Samples
        k subgroups in time order; missing ones keep their place. One of a single
        value counts in the centre and says nothing of sigma.
    excluded : (k,) bool, optional
        Points left out.
    sigma : Within
        Estimator; those of ranges need `samples.ranges`.

    Returns
    -------
    Baseline
        ``centre`` is the mean weighted by n; ``spread`` the sigma of one value.

    Raises
    ------
    TooFewSubgroups
        With fewer than 2 usable subgroups, or none of two values (NoPairs).
    InvalidSeries
        If ranges are asked for and there are none.
    """
    used = points.usable(samples, excluded)
    points.require(used)
    value, weight = samples.value[used], samples.n[used]
    equal = points.is_flat(samples.value, used)
    # a mean of equal values can be off by a rounding that would then signal
    centre = float(value[0] if equal else np.average(value, weights=weight))
    spread = sigma_within(samples, used, sigma)
    first, last = points.span(samples, used)
    standing = (samples.value - centre) * np.sqrt(samples.n)
    return Baseline(
        kind=ChartKind.XBAR,
        centre=centre,
        spread=spread,
        subgroups=int(used.sum()),
        first=first,
        last=last,
        warnings=points.notes(used, standing, flat=spread == 0 or equal),
    )


def chart(
    samples: Samples,
    baseline: Baseline,
    *,
    width: float = 3.0,
    excluded: Bools | None = None,
) -> ControlChart:
    """Phase II: judge means against a baseline they did not set.

    Parameters
    ----------
    samples : Samples
        k subgroups in time order; they may be new ones.
    baseline : Baseline
        From `estimate`.
    width : float
        Half-width of the limits, in sigmas of the mean, spread / sqrt(n).
    excluded : (k,) bool, optional
        Marked as left out; they are judged all the same.

    Returns
    -------
    ControlChart
        Limits differ per point as subgroup sizes do; NaN where there is no value.
    """
    sigma = sigma_of_means(baseline.spread, samples.n)
    lines = Lines(
        sigma=sigma,
        lower=baseline.centre - width * sigma,
        upper=baseline.centre + width * sigma,
    )
    return draw(samples, baseline, lines, excluded)


def sigma_of_means(spread: float, n: Floats) -> Floats:
    """Return the sigma of a mean of n values, (k,); NaN where n is 0."""
    return spread / np.sqrt(np.where(n > 0, n, np.nan))
