"""Quantiles of values whatever their law, with intervals from the order of the values.

References
----------
.. [1] G. J. Hahn, W. Q. Meeker, Statistical Intervals (1991), ch. 5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, Interval, normal_quantile

_REACH = 10  # sigmas of a binomial count: further out nothing happens


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantile:
    """A quantile and its interval; an end is infinite where the values leave it open.

    Attributes
    ----------
    share : float in (0, 1)
        Share of the values below it.
    value : float
        By linear interpolation; NaN without values.
    interval : (low, high)
        Two of the values themselves.
    """

    share: float
    value: float
    interval: Interval


def quantile(values: Floats, share: float, confidence: float = CONFIDENCE) -> Quantile:
    """Answer: below which value does a share of all values lie?

    Parameters
    ----------
    values : (k,) float
        Independent, no NaN.
    share : float in (0, 1)
    confidence : float in (0, 1)
        The interval holds the quantile at least as often: of k values the number
        below it is binomial [1]_.

    Raises
    ------
    InvalidSeries
        For a share or a confidence out of range.
    """
    normal_quantile(confidence)
    if not 0 < share < 1:
        raise InvalidSeries(f"A quantile lies between 0 and 1; got {share:g}.")
    if not len(values):
        return Quantile(share=share, value=math.nan, interval=(-math.inf, math.inf))
    ordered = np.sort(values)
    low, high = _ranks(len(ordered), share, (1 - confidence) / 2)
    return Quantile(
        share=share,
        value=float(np.quantile(ordered, share)),
        interval=(
            -math.inf if low < 0 else float(ordered[low]),
            math.inf if high >= len(ordered) else float(ordered[high]),
        ),
    )


def _ranks(n: int, share: float, miss: float) -> tuple[int, int]:
    """Return the places of both ends among n ordered values; -1 and n are open ends."""
    from scipy.special import bdtr, bdtrc  # import costs as much as numpy itself

    reach = _REACH * math.sqrt(n * share * (1 - share)) + _REACH
    first, last = max(0, int(n * share - reach)), min(n, int(n * share + reach) + 1)
    below = np.arange(first, last + 1)
    few = np.flatnonzero(bdtr(below, n, share) <= miss)
    many = np.flatnonzero(bdtrc(below, n, share) <= miss)
    low = int(below[few[-1]]) if few.size else -1
    return low, int(below[many[0]]) if many.size else n
