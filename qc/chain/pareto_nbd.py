r"""Pareto/NBD: customers buy at rates of their own and leave at any moment, unseen.

Purchases come at a rate that differs between customers as a gamma(r, alpha); a customer
leaves at a rate that differs as a gamma(s, beta). The odds of having left are an
integral over the days since the last purchase,

.. math:: \int_{t_x}^{T} s \left(\frac{\alpha+T}{\alpha+y}\right)^{r+x}
          \left(\frac{\beta+T}{\beta+y}\right)^{s} \frac{dy}{\beta+y},

taken here by Gauss's rule in ln(min(alpha, beta) + y), where it is smooth: as exact as
the hypergeometric function of the book, quicker, and with slopes in the parameters.

References
----------
.. [1] D. C. Schmittlein, D. G. Morrison, R. Colombo, Counting your customers: who are
       they and what will they do next?, Management Science 33(1), 1-24 (1987).
.. [2] P. S. Fader, B. G. S. Hardie, A note on deriving the Pareto/NBD model (2005).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from qc.chain.grouped import Grouped
from qc.core.arrays import Floats

NODES = 20
_DEPTH = 34.0  # what lies e**-34 below the largest part adds nothing


class _Rule(NamedTuple):
    """alpha + y and beta + y at the nodes with their logs, and the parts there."""

    at_a: Floats
    at_b: Floats
    log_a: Floats
    log_b: Floats
    part: Floats  # over their sum
    log_sum: Floats


def log_odds_left(theta: Floats, some: Grouped) -> Floats:
    """Return the log odds that each has left; -inf where bought on the last day.

    Parameters
    ----------
    theta : (4,) float, > 0
        r, alpha (weeks), s, beta (weeks).
    some : Grouped
    """
    return _odds(theta, some, _rule(theta, some))


def likelihood(theta: Floats, some: Grouped) -> tuple[Floats, tuple[Floats, ...]]:
    """Return the log-likelihood of each history, and its slopes in the parameters."""
    from scipy.special import expit, gammaln, psi

    r, alpha, s, beta = theta
    x, end_a, end_b = some.repeats, alpha + some.age, beta + some.age
    rule = _rule(theta, some)
    u = _odds(theta, some, rule)
    left = expit(u)
    log_a = some.by_age(lambda age: np.log(alpha + age))
    log_b = some.by_age(lambda age: np.log(beta + age))
    value = some.by_repeats(lambda x: gammaln(r + x) - gammaln(r))
    value = value + r * np.log(alpha) + s * np.log(beta)
    value += np.logaddexp(0, u) - (r + x) * log_a - s * log_b
    mean = _means(rule)
    slopes = (
        some.by_repeats(lambda x: psi(r + x) - psi(r))
        + np.log(alpha)
        - log_a
        + left * (log_a - mean.log_a),
        r / alpha - (r + x) * (1 / end_a + left * (mean.per_a - 1 / end_a)),
        np.log(beta) - log_b + left * (1 / s + log_b - mean.log_b),
        s / beta - s / end_b + left * (s / end_b - (s + 1) * mean.per_b),
    )
    return value, slopes


def coming(theta: Floats, some: Grouped, weeks: float) -> Floats:
    """Return the purchases expected in the next weeks of those still customers."""
    from scipy.special import exprel

    r, alpha, s, beta = theta

    def of(x: Floats, age: Floats) -> Floats:
        end = beta + age
        span = np.log1p(weeks / end)
        found: Floats = (r + x) / (alpha + age) * end * span * exprel(-(s - 1) * span)
        return found

    return some.by_both(of)


def pairs(theta: Floats, some: Grouped, weeks: float) -> Floats:
    """Return E[X (X - 1)] of the purchases X in the next weeks, for the variance."""
    r, alpha, s, beta = theta
    nodes, shares = np.polynomial.legendre.leggauss(NODES)
    times = zip((nodes + 1) / 2 * weeks, shares / 2 * weeks, strict=True)

    def of(x: Floats, age: Floats) -> Floats:
        end, total = beta + age, np.zeros(len(x))
        for time, share in times:
            total += share * time * (end / (end + time)) ** s
        found: Floats = 2 * (r + x) * (r + x + 1) / (alpha + age) ** 2 * total
        return found

    return some.by_both(of)


class _Means(NamedTuple):
    log_a: Floats
    log_b: Floats
    per_a: Floats
    per_b: Floats


def _means(rule: _Rule) -> _Means:
    """Return what the slopes need, averaged over the days a customer may have left."""
    mean = np.einsum
    return _Means(
        log_a=mean("ij,ij->i", rule.part, rule.log_a),
        log_b=mean("ij,ij->i", rule.part, rule.log_b),
        per_a=mean("ij,ij->i", rule.part, 1 / rule.at_a),
        per_b=mean("ij,ij->i", rule.part, 1 / rule.at_b),
    )


def _odds(theta: Floats, some: Grouped, rule: _Rule) -> Floats:
    r, alpha, s, beta = theta
    scale = (r + some.repeats) * some.by_age(lambda age: np.log(alpha + age))
    scale += some.by_age(lambda age: s * np.log(beta + age))
    found: Floats = np.log(s) + rule.log_sum + scale
    return found


def _rule(theta: Floats, some: Grouped) -> _Rule:
    r, alpha, s, beta = theta
    least = min(alpha, beta)
    low = np.log(least + some.last)
    high = np.log(least + _far(theta, some))
    half = (high - low)[:, None] / 2
    nodes, shares = np.polynomial.legendre.leggauss(NODES)
    log_least = low[:, None] + half * (nodes + 1)
    at_least = np.exp(log_least)
    at_most = at_least + abs(alpha - beta)
    log_most = np.log(at_most)
    mine, other = (at_least, log_least), (at_most, log_most)
    if alpha > beta:
        mine, other = other, mine
    log_a, log_b = mine[1], other[1]
    drop = log_least - (r + some.repeats)[:, None] * log_a - (s + 1) * log_b
    top = drop[:, :1].copy()
    part = np.exp(drop - top) * shares
    sums = part.sum(axis=1)
    with np.errstate(divide="ignore"):  # no day to have left on
        log_sum = np.log(sums * half[:, 0]) + top[:, 0]
    part /= sums[:, None]
    return _Rule(mine[0], other[0], log_a, log_b, part, log_sum)


def _far(theta: Floats, some: Grouped) -> Floats:
    """Return the age, at most that at the end, after which nothing is left to add."""
    r, alpha, s, beta = theta
    reach = np.zeros(len(some.last))
    for start, steep in ((alpha, r + some.repeats), (beta, s + 1)):
        with np.errstate(over="ignore"):
            reach += 1 / ((start + some.last) * np.expm1(_DEPTH / steep))
    return np.minimum(some.age, some.last + 1 / reach)
