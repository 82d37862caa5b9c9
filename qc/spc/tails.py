"""Chances in the tails of a few laws, without the price of importing scipy.

References
----------
.. [1] M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.5.8,
       26.7.1: the incomplete beta function as a continued fraction, and Student's
       law by it.
.. [2] H. O. Lancaster, Significance tests in discrete distributions, Journal of the
       American Statistical Association 56, 223-234 (1961): half the chance of the
       count itself (mid-p).
.. [3] J. Przyborowski, H. Wilenski, Homogeneity of results in testing samples from
       Poisson series, Biometrika 31, 313-323 (1940).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from qc.core.arrays import Floats

_STEPS = 1000
_TINY = 1e-300
_NEAR = 1e-14
_NORMAL = NormalDist()


def student(t: float, nu: float) -> float:
    """Return the chance of Student's t with `nu` degrees this far from 0 or farther."""
    if math.isinf(t):
        return 0.0
    x = nu / (nu + t * t)
    return 1.0 if x >= 1 else _beta(x, nu / 2, 0.5)


def fisher(f: float, above: float, below: float) -> float:
    """Return the chance of Fisher's F at least as large [1]_.

    Parameters
    ----------
    f : float, >= 0
        Ratio of two variances.
    above, below : float, > 0
        Degrees of freedom of its numerator and its denominator.
    """
    if math.isinf(f):
        return 0.0
    x = below / (below + above * f)
    return 1.0 if x >= 1 else _beta(x, below / 2, above / 2)


def normal(z: float) -> float:
    """Return the chance of a normal value at least as far from 0."""
    return math.erfc(abs(z) / math.sqrt(2))


def distance(p: float) -> float:
    """Return the sigmas that a normal value exceeds, on either side, with chance p."""
    return -_NORMAL.inv_cdf(max(p, _TINY) / 2)


def drawn(found: float, n: float, events: float, size: float) -> float:
    """Return the two-sided mid-p [2]_ of the events among n cases drawn of a lot.

    Parameters
    ----------
    found : float
        Events among those drawn.
    n : float, > 0
        Cases drawn.
    events, size : float
        Events and cases of the whole lot, those drawn included.
    """
    if events in {0, size}:
        return 1.0
    good, rest = size - events - n, size - n
    own = _choose(n, found) + _choose(rest, events - found) - _choose(size, events)

    def up(k: Floats) -> Floats:
        return (events - k) * (n - k) / ((k + 1) * (good + k + 1))

    mean = n * events / size
    sigma = math.sqrt(mean * (1 - events / size) * rest / size)
    return _mid_p(found, own, up, (max(0.0, -good), min(n, events), mean, sigma))


def split(found: float, events: float, share: float) -> float:
    """Return the two-sided mid-p of `found` of all events in a share of the time [3]_.

    Events of one rate fall into a part of all opportunities with its share.
    """
    if not events:
        return 1.0
    log_odds = math.log(share) - math.log1p(-share)
    own = _choose(events, found) + found * log_odds + events * math.log1p(-share)
    odds = math.exp(log_odds)

    def up(k: Floats) -> Floats:
        return odds * (events - k) / (k + 1)

    mean = events * share
    return _mid_p(found, own, up, (0.0, events, mean, math.sqrt(mean * (1 - share))))


def before(found: float, total: float, new: int, held: int) -> float:
    """Return the two-sided mid-p of good cases before `new` of all events.

    Where events of one chance end `new + held` streaks with `total` good cases, any
    order is as likely: those before the new ones follow a beta-binomial law.
    """
    if not total:
        return 1.0
    own = _choose(found + new - 1, found) + _choose(total - found + held - 1, held - 1)
    own -= _choose(total + new + held - 1, total)

    def up(k: Floats) -> Floats:
        return (k + new) / (k + 1) * (total - k) / (total - k + held - 1)

    part = new / (new + held)
    variance = total * part * (1 - part) * (1 + (total - 1) / (new + held + 1))
    return _mid_p(found, own, up, (0.0, total, total * part, math.sqrt(variance)))


def _mid_p(
    found: float,
    own: float,
    up: Callable[[Floats], Floats],
    law: tuple[float, float, float, float],
) -> float:
    """Double the tail beyond `found`, with half the chance of `found` itself.

    The chance of k + 1 is `up`(k) times that of k; `own` is the logarithm of that of
    `found`; `law` is the smallest and largest count, the mean and sigma.
    """
    low, high, mean, sigma = law
    reach = 12 * sigma + 60  # beyond it nothing is left to add
    if found >= mean:
        ratios = up(np.arange(found, min(high, found + reach)))
    else:
        ratios = 1 / up(np.arange(found, max(low, found - reach), -1) - 1)
    beyond = float(np.cumprod(ratios).sum())
    return min(1.0, 2 * math.exp(own) * (0.5 + beyond))


def _choose(n: float, k: float) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _beta(x: float, a: float, b: float) -> float:
    """Return the incomplete beta function, regularised [1]_."""
    log_front = a * math.log(x) + b * math.log1p(-x)
    log_front += math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _fraction(x, a, b) / a
    return 1 - math.exp(log_front) * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Sum the continued fraction of the incomplete beta function by Lentz's way."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or _TINY)
    total = d
    for m in range(1, _STEPS):
        for top in (
            m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + top * x * d or _TINY)
            c = 1 + top * x / c or _TINY
            total *= c * d
        if abs(c * d - 1) < _NEAR:
            break
    return total
