"""Do a few customers bring most of the others? Clumping, and whether growth dies out.

Counts of referrals follow a negative binomial law of mean R and shape k: the variance
is R + R^2/k, so a small k means that few bring many.

References
----------
.. [1] J. O. Lloyd-Smith, Maximum likelihood estimation of the negative binomial
       dispersion parameter for highly overdispersed data, PLoS ONE 2(2), e180 (2007).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.core.errors import InvalidSeries

_TENTH = 0.1
_LOGS = (-12.0, 16.0)  # of k, between which it is looked for
_HALVINGS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Clumping:
    """How unevenly customers bring others.

    Attributes
    ----------
    customers, referrals : int
    mean : float
        Referrals per customer.
    k : float
        By maximum likelihood [1]_; NaN where no clumping is seen (the variance is not
        above the mean). Small samples say too much of it.
    moments : float
        k from mean and variance; NaN likewise.
    log_likelihood : float
        Of the negative binomial law at k; NaN without one.
    top_tenth : float
        Share of the referrals that come from the tenth of customers who bring most.
    """

    customers: int
    referrals: int
    mean: float
    k: float
    moments: float
    log_likelihood: float
    top_tenth: float


def clumping(counts: Ints) -> Clumping:
    """Answer: do a few customers bring most of the others?

    Parameters
    ----------
    counts : (n,) int, >= 0
        Referrals of each customer over the same length of time, zeros included.

    Raises
    ------
    InvalidSeries
        With a negative count.
    """
    if np.any(counts < 0):
        raise InvalidSeries(f"Referrals are counts; got {counts.min()}.")
    n, total = len(counts), int(counts.sum())
    mean = total / n if n else math.nan
    spread = float(counts.var(ddof=1)) if n > 1 else math.nan
    seen = n > 1 and total > 0 and spread > mean
    tally = np.bincount(counts)
    k = _most_likely(tally, mean) if seen else math.nan
    return Clumping(
        customers=n,
        referrals=total,
        mean=mean,
        k=k,
        moments=mean**2 / (spread - mean) if seen else math.nan,
        log_likelihood=_log_likelihood(tally, mean, k) if k < math.inf else math.nan,
        top_tenth=_top(counts, total),
    )


def extinction(mean: float, k: float = math.inf) -> float:
    """Return the chance that the tree of one customer ends some day.

    The smallest root of q = (1 + R (1 - q) / k)^-k; 1 where R is 1 or less.

    Parameters
    ----------
    mean : float, >= 0
        R, customers brought by each.
    k : float, > 0
        Clumping; infinite for none (Poisson).
    """
    if mean <= 1:
        return 1.0
    low, high = 0.0, 1.0 - 1e-12
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _none(mean, k, middle) > middle:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def mean_tree(mean: float) -> float:
    """Return the customers of a tree in the long run: 1/(1 - R); NaN from R = 1 up."""
    return 1 / (1 - mean) if mean < 1 else math.nan


def _none(mean: float, k: float, q: float) -> float:
    """Return the chance that every branch ends if each one ends by chance q."""
    rate = mean * (1 - q)
    return math.exp(-rate if math.isinf(k) else -k * math.log1p(rate / k))


def _most_likely(tally: Ints, mean: float) -> float:
    """Return k where the likelihood is highest; NaN where it only grows with k."""
    low, high = _LOGS
    if _slope(tally, mean, math.exp(high)) >= 0:
        return math.nan
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _slope(tally, mean, math.exp(middle)) > 0:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)


def _slope(tally: Ints, mean: float, k: float) -> float:
    """Return the slope of the log-likelihood in k, with the mean at its own top.

    Digamma differences of whole counts are sums of 1/(k + j).
    """
    above = tally[::-1].cumsum()[::-1]  # customers with at least so many
    places = np.arange(len(tally) - 1)
    found = float((above[1:] / (k + places)).sum())
    return found - float(tally.sum()) * math.log1p(mean / k)


def _log_likelihood(tally: Ints, mean: float, k: float) -> float:
    from scipy.special import gammaln  # import costs as much as numpy itself

    x: Floats = np.arange(len(tally)).astype(np.float64)
    own = gammaln(k + x) - gammaln(k) - gammaln(x + 1)
    own = own - k * np.log1p(mean / k) - x * np.log1p(k / mean)
    return float((tally * own).sum())


def _top(counts: Ints, total: int) -> float:
    many = math.ceil(_TENTH * len(counts))
    return float(np.sort(counts)[::-1][:many].sum()) / total if total else math.nan
