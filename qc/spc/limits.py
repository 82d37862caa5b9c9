"""Limits by exact probability: quantiles of the counts themselves.

Three-sigma limits of small counts signal far too often above (2 % of points for
50 interactions with 2 % defectives); the law of the counts keeps its promise.

Quantiles are those of R: lower = smallest k with P(X <= k) >= tail, upper =
smallest k with P(X > k) <= tail. A count equal to a limit is inside.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools, Floats

Tails = tuple[Floats, Floats]


class Limits(StrEnum):
    """How limits are set."""

    AUTO = "auto"  # exact where counts are small, else sigma
    SIGMA = "sigma"
    EXACT = "exact"


def tail_beyond(width: float) -> float:
    """Return the probability of a normal value above `width` sigmas."""
    return math.erfc(width / math.sqrt(2)) / 2


def binomial_counts(share: float, n: Floats, tail: float) -> Tails:
    """Return the lower and upper limit of defectives among `n`, each (k,)."""
    from scipy.special import betainc  # import costs as much as numpy itself

    def left(k: Floats) -> Floats:
        return np.maximum(n - k, 1.0)  # the search asks nothing of k = n

    def at_most(k: Floats) -> Floats:
        return np.asarray(betainc(left(k), k + 1, 1 - share))

    def more_than(k: Floats) -> Floats:
        return np.asarray(betainc(k + 1, left(k), share))

    return _limits(at_most, more_than, n, tail)


def poisson_counts(rate: float, n: Floats, tail: float) -> Tails:
    """Return the lower and upper limit of defects in `n` opportunities, each (k,)."""
    from scipy.special import gammainc, gammaincc

    mean = rate * n

    def at_most(k: Floats) -> Floats:
        return np.asarray(gammaincc(k + 1, mean))

    def more_than(k: Floats) -> Floats:
        return np.asarray(gammainc(k + 1, mean))

    return _limits(at_most, more_than, mean + 40 * np.sqrt(mean) + 100, tail)


def geometric_counts(mean: float, tail: float) -> tuple[float, float]:
    """Return the limits of good cases before an event, with `mean` of them expected.

    The chance of an event is 1/(mean + 1), as the count starts at 0.
    """
    log_good = -math.log1p(1 / mean)
    lower = math.ceil(math.log1p(-tail) / log_good) - 1
    return float(lower), float(math.ceil(math.log(tail) / log_good) - 1)


def _limits(
    at_most: Callable[[Floats], Floats],
    more_than: Callable[[Floats], Floats],
    highest: Floats,
    tail: float,
) -> Tails:
    lower = smallest(lambda k: at_most(k) >= tail, highest)
    upper = smallest(lambda k: more_than(k) <= tail, highest)
    return lower, upper


def smallest(is_enough: Callable[[Floats], Bools], highest: Floats) -> Floats:
    """Find by halving, for each point, the smallest whole number that is enough."""
    low, high = np.zeros_like(highest), np.floor(highest)
    while np.any(low < high):
        middle = np.floor((low + high) / 2)
        enough = is_enough(middle)
        high = np.where(enough, middle, high)
        low = np.where(enough, low, np.minimum(middle + 1, high))
    return high
