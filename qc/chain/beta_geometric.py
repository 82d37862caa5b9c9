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
_MANY = 30.0
_NODES = 12


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
    silent = some.by_age(lambda age: np.log(alpha + age))
    silent = silent - some.by_last(lambda last: np.log(alpha + last))
    stayed = some.by_repeats(lambda x: np.log(_stayed(b, x, chances)))
    found: Floats = np.log(a) - stayed + (r + some.repeats) * silent
    return found


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
    more = b + chances
    log_end = some.by_age(lambda age: np.log(alpha + age))
    per_end = some.by_age(lambda age: 1 / (alpha + age))
    silent = log_end - some.by_last(lambda last: np.log(alpha + last))
    per_silent = some.by_last(lambda last: 1 / (alpha + last)) - per_end
    u = log_odds_left(theta, some, chances)
    left = expit(u)
    value = some.by_repeats(lambda x: gammaln(r + x) + betaln(a, more + x))
    value = value - (r + some.repeats) * log_end + np.logaddexp(0, u)
    value += r * np.log(alpha) - gammaln(r) - betaln(a, b)
    both = psi(a + b) - some.by_repeats(lambda x: psi(a + more + x))
    per_stayed = some.by_repeats(lambda x: 1 / _stayed(b, x, chances))
    slopes = (
        some.by_repeats(lambda x: psi(r + x) - psi(r))
        + np.log(alpha)
        - log_end
        + left * silent,
        r / alpha - (r + some.repeats) * (per_end + left * per_silent),
        both + left / a,
        both + some.by_repeats(lambda x: psi(more + x) - psi(b)) - left * per_stayed,
    )
    return value, slopes


def _stayed(b: float, x: Floats, chances: float) -> Floats:
    """Return b and the chances to leave passed up but one; infinite before any."""
    return np.where(x + chances > 0, b + chances + x - 1, np.inf)


def coming(theta: Floats, some: Grouped, weeks: float, chances: float) -> Floats:
    """Return the purchases expected in the next weeks of those still customers."""
    r, alpha, a, b = theta
    a = a + _NEAR_ONE if abs(a - 1) < _NEAR_ONE else a

    def of(x: Floats, age: Floats) -> Floats:
        b_x, end = b + chances + x, alpha + age
        sums = a + b_x - 1
        lasting = _lasting((r + x, b_x, sums), a - 1, weeks / (end + weeks))
        found: Floats = sums / (a - 1) * (1 - lasting)
        return found

    return some.by_both(of)


def pairs(theta: Floats, some: Grouped, weeks: float, chances: float) -> Floats:
    """Return E[X (X - 1)] of the purchases X in the next weeks, for the variance.

    Two purchases at times s < t need the customer to stay after the first; integrated
    over both parameters and all pairs of times.
    """
    r, alpha, a, b = theta
    nodes, shares = np.polynomial.legendre.leggauss(_NODES)
    times = zip((nodes + 1) / 2 * weeks, shares / 2 * weeks, strict=True)

    def of(x: Floats, age: Floats) -> Floats:
        b_x, end = b + chances + x, alpha + age
        form = (r + x + 2, b_x + 1, a + b_x + 1)
        total = np.zeros(len(x))
        for time, share in times:
            total += share * time * _lasting(form, a, time / (end + time))
        found: Floats = 2 * (r + x) * (r + x + 1) / end**2 * b_x / (a + b_x) * total
        return found

    return some.by_both(of)


def _lasting(form: tuple[Floats, Floats, Floats], rest: float, z: Floats) -> Floats:
    """Return (1 - z)^k F(k, m; c; z), where c - m = rest.

    As published, the series overflows for customers with hundreds of purchases (k);
    transformed by Euler, where nearly nobody leaves after any (rest).
    """
    from scipy.special import hyp2f1

    k, m, c = form
    if rest > _MANY:
        found: Floats = (1 - z) ** k * hyp2f1(k, m, c, z)
    else:
        found = (1 - z) ** rest * hyp2f1(c - k, rest, c, z)
    return found
