"""Sigma within subgroups: how much values of one period differ among themselves.

Five estimators, all unbiased for normal values. With equal subgroup sizes the
plain and the weighted means agree.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 6.2-6.3.
.. [2] I. W. Burr, Control charts for measurements with varying sample sizes,
       Journal of Quality Technology 1(3), 163-167 (1969): weights of least variance.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from functools import cache

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.errors import InvalidSeries, QcError, TooFewSubgroups
from qc.core.series import Samples
from qc.spc.constants import c4, d2, d3

_LARGE = 2_000


class Within(StrEnum):
    """What sigma within subgroups is estimated from."""

    POOLED = "pooled"  # all squared distances in one sum: the default
    MEAN_SD = "mean-sd"  # mean of s / c4 (UWAVE-SD)
    WEIGHTED_SD = "weighted-sd"  # the same with least variance (MVLUE-SD)
    MEAN_RANGE = "mean-range"  # mean of range / d2 (UWAVE-R)
    WEIGHTED_RANGE = "weighted-range"  # the same with least variance (MVLUE-R)


class NoPairs(TooFewSubgroups):
    """Values there are, but never two in one subgroup: no spread within."""

    def __init__(self) -> None:
        QcError.__init__(
            self,
            "No subgroup has two values, so the spread within subgroups is unknown. "
            "Take a coarser subgroup (week instead of day), or an xmr chart.",
        )
        self.need, self.got = 2, 1


def sigma_within(samples: Samples, used: Bools, how: Within = Within.POOLED) -> float:
    """Answer: how much does one value vary within its subgroup?

    Parameters
    ----------
    samples : Samples
        k subgroups; those with one value say nothing of sigma.
    used : (k,) bool
        The subgroups that count.
    how : Within

    Returns
    -------
    float
        Sigma of one value, in its unit.

    Raises
    ------
    NoPairs
        If no subgroup that counts has two values.
    InvalidSeries
        If ranges are asked for and the samples have none.
    """
    pairs = used & (samples.n > 1)
    if not pairs.any():
        raise NoPairs
    n = samples.n[pairs]
    if how is Within.POOLED:
        return _pooled(n, samples.m2[pairs])
    if how in {Within.MEAN_SD, Within.WEIGHTED_SD}:
        factor = of_sizes(c4, n)
        single, scatter = samples.sd[pairs] / factor, of_sizes(sd_of_s, n) / factor
    else:
        factor = of_sizes(d2, n)
        single, scatter = ranges(samples)[pairs] / factor, of_sizes(d3, n) / factor
    weighted = how in {Within.WEIGHTED_SD, Within.WEIGHTED_RANGE}
    return float(np.average(single, weights=scatter**-2 if weighted else None))


def ranges(samples: Samples) -> Floats:
    """Return the range of each subgroup, (k,); NaN below two values.

    Raises
    ------
    InvalidSeries
        If only sums were kept of the values.
    """
    if samples.ranges is None:
        raise InvalidSeries(
            "These samples hold no ranges, only means and squares. "
            "Estimate from standard deviations, or draw an s chart."
        )
    return np.where(samples.n > 1, samples.ranges, np.nan)


def of_sizes(constant: Callable[[int], float], n: Floats) -> Floats:
    """Return a constant for each subgroup size, (k,); NaN below two values."""
    sizes, which = np.unique(n, return_inverse=True)
    known = [constant(int(size)) if size > 1 else math.nan for size in sizes]
    return np.array(known, dtype=np.float64)[which]


@cache
def sd_of_s(n: int) -> float:
    """Return the standard deviation of s of n standard normal values.

    It is sqrt(1 - c4**2), whose difference loses its digits for large n: there
    the series of the gamma function in 1/(n - 1) is exact to rounding.
    """
    if n <= _LARGE:
        return math.sqrt(1 - c4(n) ** 2)
    part = 1 / (n - 1)
    return math.sqrt(part / 2 - part**2 / 8 - part**3 / 16)


def _pooled(n: Floats, m2: Floats) -> float:
    freedom = int(n.sum()) - len(n)
    return math.sqrt(float(m2.sum()) / freedom) / c4(freedom + 1)
