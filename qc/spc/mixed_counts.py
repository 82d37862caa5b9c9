"""Counts of units whose chances differ among themselves: quantiles and p-values.

Units that share a mean and a variance of their chance beyond it: a share that
follows the beta law gives beta-binomial counts, a rate that follows the gamma law
negative binomial ones. Without that variance they are binomial and Poisson. Small
counts are skewed, so normal limits with the same variance call out too many.

References
----------
.. [1] J. G. Skellam, A probability distribution derived from the binomial
       distribution by regarding the probability of success as variable between the
       sets of trials, J. Royal Statistical Society B 10(2), 257-261 (1948).
.. [2] D. J. Spiegelhalter, Funnel plots for comparing institutional performance,
       Statistics in Medicine 24(8), 1185-1202 (2005): limits between whole counts.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.spc.limits import Tails, smallest

_SUMMED = 1_000
"""Cases up to which beta-binomial terms are summed; above, a beta law stands for it."""
_ALMOST_EQUAL = 1e7  # weight of the beta law from which on all chances are one
_MOST_SPREAD = 0.98  # of the variance that a share can have at all

AtMost = Callable[[Floats], Floats]
"""Probability of at most k events, for one k per unit; 0 below no event."""


def shares(mean: float, tau2: float, n: Floats) -> AtMost:
    """Return the law of the events of units with `n` cases each.

    Parameters
    ----------
    mean : float in [0, 1]
        Mean share of all units.
    tau2 : float, >= 0
        Variance of the share from unit to unit.
    n : (k,) float, >= 0
        Whole numbers.
    """
    most = _MOST_SPREAD * mean * (1 - mean)
    weight = mean * (1 - mean) / min(tau2, most) - 1 if min(tau2, most) > 0 else np.inf
    if weight > _ALMOST_EQUAL:
        return _binomial(mean, n)
    return _beta_binomial(mean, weight, n)


def rates(mean: float, tau2: float, n: Floats) -> AtMost:
    """Return the law of the events of units with `n` opportunities each.

    Parameters are those of `shares`; `mean` is a rate, >= 0.
    """
    from scipy.special import betainc, gammaincc  # costs as much as numpy itself

    expected = mean * n
    shape = mean**2 / tau2 if tau2 > 0 else np.inf

    def at_most(k: Floats) -> Floats:
        low = np.maximum(k, 0.0) + 1
        if shape > _ALMOST_EQUAL:
            found = gammaincc(low, expected)
        else:
            found = betainc(shape, low, shape / (shape + expected))
        return np.where(k < 0, 0.0, found)

    return at_most


def quantiles(at_most: AtMost, highest: Floats, tail: float) -> Tails:
    """Return the lower and upper limit of the events of each unit, each (k,).

    Lower is the smallest count with at least `tail` at or below it, upper the
    smallest with at most `tail` above it. A count equal to a limit is inside.
    """
    lower = smallest(lambda k: at_most(k) >= tail, highest)
    return lower, smallest(lambda k: 1 - at_most(k) <= tail, highest)


def borders(at_most: AtMost, highest: Floats, tail: float) -> Tails:
    """Return smooth lines between the counts inside the limits and those outside.

    The upper one lies above the upper limit by at most one event, the lower one
    below the lower limit, both by the share of the tail that is left over [2]_.
    """
    lower, upper = quantiles(at_most, highest, tail)
    over, under = at_most(upper) - (1 - tail), at_most(lower) - tail
    step_up = at_most(upper) - at_most(upper - 1)
    step_down = at_most(lower) - at_most(lower - 1)
    return (
        lower - _share(under, step_down),
        upper + 1 - _share(over, step_up),
    )


def mid_p(at_most: AtMost, events: Floats) -> Floats:
    """Return the two-sided p-value of each count, half of its own chance included."""
    below, here = at_most(events - 1), at_most(events)
    low = (below + here) / 2
    return np.asarray(np.clip(2 * np.minimum(low, 1 - low), 0.0, 1.0))


def _binomial(mean: float, n: Floats) -> AtMost:
    from scipy.special import betainc

    def at_most(k: Floats) -> Floats:
        low = np.clip(k, 0.0, None)
        found = betainc(np.maximum(n - low, 1.0), low + 1, 1 - mean)
        return np.where(k >= n, 1.0, np.where(k < 0, 0.0, found))

    return at_most


def _beta_binomial(mean: float, weight: float, n: Floats) -> AtMost:
    from scipy.special import betainc

    summed = n <= _SUMMED
    sizes, place = np.unique(
        np.where(summed, n, 0).astype(np.int64), return_inverse=True
    )
    table = _cumulated(mean * weight, (1 - mean) * weight, sizes)
    starts = np.concatenate(([0], np.cumsum(sizes + 1)))[place]
    # a beta law with the mean and variance that the observed share has
    alike = _weight_seen(weight, np.maximum(n, 1.0))

    def at_most(k: Floats) -> Floats:
        inside = np.clip(k, 0, n)
        row = starts + np.where(summed, inside, 0).astype(np.int64)
        share = np.clip((inside + 0.5) / np.maximum(n, 1.0), 0.0, 1.0)
        far = betainc(mean * alike, (1 - mean) * alike, share)
        found = np.where(summed, table[row], far)
        return np.where(k >= n, 1.0, np.where(k < 0, 0.0, found))

    return at_most


def _cumulated(a: float, b: float, sizes: Ints) -> Floats:
    """Return the probabilities of at most 0 to n events, one size after another."""
    from scipy.special import gammaln

    k = np.arange(int(sizes.max(initial=0)) + 1, dtype=np.float64)
    bad, good = (gammaln(k + each) - gammaln(k + 1) for each in (a, b))
    fixed = gammaln(a + b) - gammaln(a) - gammaln(b)
    parts = []
    for size in sizes.tolist():
        level = gammaln(size + 1.0) - gammaln(size + a + b) + fixed
        chances = np.exp(bad[: size + 1] + good[size::-1] + level)
        parts.append(np.minimum(np.cumsum(chances), 1.0))
    return np.concatenate(parts)


def _weight_seen(weight: float, n: Floats) -> Floats:
    """Return the weight of a beta law as wide as the share of `n` cases."""
    ratio = 1 / n + (1 - 1 / n) / (weight + 1)  # variance over mean (1 - mean)
    return np.maximum(1 / ratio - 1, 1e-9)


def _share(part: Floats, whole: Floats) -> Floats:
    found = np.zeros(np.shape(part))
    np.divide(part, whole, out=found, where=whole > 0)
    return np.clip(found, 0.0, 1.0)
