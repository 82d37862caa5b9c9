r"""BG/NBD and MBG/NBD: customers buy at rates of their own and may leave after buying.

Purchases come at a rate that differs between customers as a gamma(r, alpha); after
each, a customer leaves for good with a chance that differs as a beta(a, b). In the
modified law (MBG) the first purchase may be the last as well; in the plain one (BG) a
customer without a repeat is alive for certain, which ranks the idle above the active.

With B = b for BG and b + 1 for MBG, everything follows from the log odds of having
left, :math:`u = \ln\frac{a}{B+x-1} + (r+x) \ln\frac{\alpha+T}{\alpha+t_x}`.

References
----------
.. [1] P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting your customers" the easy way,
       Marketing Science 24(2), 275-284 (2005).
.. [2] E. P. Batislam, M. Denizel, A. Filiztekin, Empirical validation and comparison of
       models for customer base analysis, International Journal of Research in
       Marketing 24, 201-209 (2007).
"""

from __future__ import annotations

import numpy as np

from qc.chain.grouped import Grouped
from qc.core.arrays import Floats

PLAIN, MODIFIED = 0.0, 1.0  # chances to leave before the first repeat
_NEAR_ONE = 1e-6  # at a = 1 the expectation is 0/0


def log_odds_left(theta: Floats, some: Grouped, chances: float) -> Floats:
    """Return the log odds that each has left; -inf where that cannot be.

    Parameters
    ----------
    theta : (4,) float, > 0
        r, alpha (weeks), a, b.
    some : Grouped
    chances : float
        PLAIN or MODIFIED.
    """
    r, alpha, a, b = theta
    left = b + chances + some.repeats - 1
    may = some.repeats + chances > 0
    odds = np.log(a / np.where(may, left, 1.0))
    silent = np.log((alpha + some.age) / (alpha + some.last))
    return np.where(may, odds + (r + some.repeats) * silent, -np.inf)


def likelihood(
    theta: Floats, some: Grouped, chances: float
) -> tuple[Floats, tuple[Floats, ...]]:
    """Return the log-likelihood of each history, and its slopes in the parameters.

    Returns
    -------
    (m,) float, and four times (m,) float
    """
    from scipy.special import betaln, expit, gammaln, psi

    r, alpha, a, b = theta
    x, end = some.repeats, alpha + some.age
    b_x = b + chances + x
    u = log_odds_left(theta, some, chances)
    left = expit(u)
    value = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(end)
    value += betaln(a, b_x) - betaln(a, b) + np.logaddexp(0, u)
    silent = np.log(end / (alpha + some.last))
    both = psi(a + b) - psi(a + b_x)
    per_left = left / np.where(left > 0, b_x - 1, 1.0)
    slopes = (
        psi(r + x) - psi(r) + np.log(alpha) - np.log(end) + left * silent,
        r / alpha - (r + x) * (1 / end + left * (1 / (alpha + some.last) - 1 / end)),
        both + left / a,
        both + psi(b_x) - psi(b) - per_left,
    )
    return value, slopes


def coming(theta: Floats, some: Grouped, weeks: float, chances: float) -> Floats:
    """Return the purchases expected in the next weeks of those still customers.

    Euler's transformation of the published form: it stands for customers with
    hundreds of purchases, where the published one overflows.
    """
    from scipy.special import hyp2f1

    r, alpha, a, b = theta
    a = a + _NEAR_ONE if abs(a - 1) < _NEAR_ONE else a
    b_x, end = b + chances + some.repeats, alpha + some.age
    sums = a + b_x - 1
    shrunk = (end / (end + weeks)) ** (a - 1)
    series = hyp2f1(a + b + chances - 1 - r, a - 1, sums, weeks / (end + weeks))
    found: Floats = sums / (a - 1) * (1 - shrunk * series)
    return found


def pairs(theta: Floats, some: Grouped, weeks: float, chances: float) -> Floats:
    """Return E[X (X - 1)] of the purchases X in the next weeks, for the variance.

    Two purchases at times s < t need the customer to stay after the first; integrated
    over both parameters and all pairs of times.
    """
    from scipy.special import hyp2f1

    r, alpha, a, b = theta
    x, end = some.repeats, alpha + some.age
    b_x = b + chances + x
    nodes, shares = np.polynomial.legendre.leggauss(_NODES)
    total = np.zeros(len(x))
    for time, share in zip((nodes + 1) / 2 * weeks, shares / 2 * weeks, strict=True):
        bent = hyp2f1(a, a + b + chances - 1 - r, a + b_x + 1, time / (end + time))
        total += share * time * (end / (end + time)) ** a * bent
    found: Floats = 2 * (r + x) * (r + x + 1) / end**2 * b_x / (a + b_x) * total
    return found


_NODES = 12
