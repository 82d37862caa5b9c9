"""Funnel of means: do scores or times differ between units by more than chance?

The normal law for means: sigma of one value is that within the units, pooled, so that
no unit sets the width of its own limits. Times are compared by their logarithms, as
one long case would else decide for its unit.

References
----------
.. [1] D. J. Spiegelhalter, Funnel plots for comparing institutional performance,
       Statistics in Medicine 24(8), 1185-1202 (2005): continuous responses.
.. [2] E. R. Ott, Analysis of means, Industrial Quality Control 24, 101-109 (1967).
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.spc.funnel import (
    WINSORISED,
    Funnel,
    Law,
    Scale,
    common_variance,
    drawn_in,
    over,
)


def means(
    n: Floats,
    mean: Floats,
    m2: Floats,
    *,
    scale: Scale = Scale.PLAIN,
    winsorise: float = WINSORISED,
) -> Funnel:
    """Answer: how far is the mean of each unit from that of all values?

    Parameters
    ----------
    n : (k,) float, >= 0
        Values of each unit.
    mean, m2 : (k,) float
        Their mean and their sum of squared distances from it; for Scale.LOG those of
        the logarithms. Of no meaning where n is 0.
    scale : Scale
        PLAIN or LOG; then values and target are geometric means.
    winsorise : float in [0, 0.5)
        As for `funnel.funnel`.

    Raises
    ------
    InvalidSeries
        If fewer than 2 units have data, no unit has 2 values, or a number is
        impossible.
    """
    _check(n, m2, scale)
    has = n > 0
    safe = np.where(has, n, np.nan)
    known = np.where(has, mean, np.nan)
    target = float(np.nansum(n * known) / n.sum())
    sigma = _within(n[has], m2[has]) / np.sqrt(safe)
    gap = known - target
    z = over(gap, sigma)
    winsorised = drawn_in(z, winsorise)
    ratio = float(np.nanmean(winsorised**2))
    tau2 = common_variance(ratio, sigma[has])
    log = scale is Scale.LOG
    return Funnel(
        law=Law.NORMAL,
        scale=scale,
        n=n,
        value=np.exp(known) if log else known,
        target=math.exp(target) if log else target,
        sigma=sigma,
        z=z,
        winsorised=winsorised,
        ratio=ratio,
        tau2=tau2,
        z_common=over(gap, np.sqrt(sigma**2 + tau2)),
    )


def _within(n: Floats, m2: Floats) -> float:
    """Return the sigma of one value within its unit, all units pooled."""
    return math.sqrt(m2.sum() / (n - 1).sum())


def _check(n: Floats, m2: Floats, scale: Scale) -> None:
    if np.count_nonzero(n > 0) < 2:
        raise InvalidSeries("A funnel compares at least 2 units with data.")
    if not np.any(n > 1):
        raise InvalidSeries(
            "Means differ by chance as much as values do within a unit; no unit has 2 "
            "values to tell how much that is."
        )
    if np.any(n < 0) or np.any(m2[n > 0] < 0):
        raise InvalidSeries("Counts and squared distances must not be negative.")
    if scale is Scale.STABLE:
        raise InvalidSeries("Means are compared as they are, or as logarithms.")
