"""Is service the same from everyone? Shares that differ between agents beyond chance.

Agents' shares differ by chance too, the more the fewer contacts they have. The
beta-binomial rho is what is left: 0 where everyone has one share.

References
----------
.. [1] J. G. Skellam, A probability distribution derived from the binomial distribution
       by regarding the probability of success as variable between the sets of trials,
       J. Royal Statistical Society B 10(2), 257-261 (1948).
.. [2] S. G. Self, K.-Y. Liang, Asymptotic properties of maximum likelihood estimators
       under nonstandard conditions, J. American Statistical Association 82, 605-610
       (1987): half the tail at the edge.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Estimate, Method, Short, Want, short
from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval

MINIMUM = {Want.GROUPS: 5, Want.CASES: 100}
_LEAST, _MOST = 1e-7, 0.999  # rho looked at
_EDGE = 1e-6  # in log-likelihood: no better than one share for all
_Likelihood = Callable[[float, float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """How much shares differ between agents, teams or channels.

    Attributes
    ----------
    rho : Estimate
        1/(a+b+1): 0 where all have one share, 1 where each has none or all; n groups.
    mean : float
        Share of an average group.
    a, b : float
        Of the beta distribution of shares; infinite where rho is 0.
    log_likelihood, one_share : float
        With and without differences.
    ratio, p_value : float
        Twice their difference, and half the chi-square tail [2]_: how often chance
        alone looks as uneven.
    rho_anova : float
        Rho from the analysis of variance, may be below 0: a check.
    homogeneity, homogeneity_p : float
        Pearson's chi-square of equal shares, and its tail.
    size : float
        Usual number of cases per group, n0.
    """

    rho: Estimate
    mean: float
    a: float
    b: float
    log_likelihood: float
    one_share: float
    ratio: float
    p_value: float
    rho_anova: float
    homogeneity: float
    homogeneity_p: float
    size: float


def consistency(
    cases: Floats, events: Floats, *, confidence: float = CONFIDENCE
) -> Consistency:
    """Answer: how much do the shares of groups differ beyond chance [1]_?

    Parameters
    ----------
    cases, events : (k,) float, events <= cases
        Per agent; those without a case are left aside.
    confidence : float in (0, 1)

    Returns
    -------
    Consistency
        All NaN for fewer than two groups, or where nobody or everybody has the event.
    """
    _check(cases, events)
    n, x = cases[cases > 0], events[cases > 0]
    got = {Want.GROUPS: len(n), Want.CASES: float(n.sum())}
    lacking = short(MINIMUM, got)
    if len(n) < 2 or not 0 < x.sum() < n.sum() or n.max() < 2:
        return _nothing(len(n), lacking)
    likely = _likelihood(n, x)
    one = likely(float(x.sum() / n.sum()), 0.0)
    rho, mean, best = _best(likely)
    if best <= one + _EDGE:
        rho, mean, best = 0.0, float(x.sum() / n.sum()), one
    ratio = 2 * (best - one)
    size = (n.sum() - (n**2).sum() / n.sum()) / (len(n) - 1)
    chi, chi_p = _homogeneity(n, x)
    return Consistency(
        rho=Estimate(
            value=rho,
            interval=_interval(likely, (rho, best, one), confidence),
            n=len(n),
            method=Method.PROFILE,
            short=lacking,
        ),
        mean=mean,
        a=mean * (1 / rho - 1) if rho else math.inf,
        b=(1 - mean) * (1 / rho - 1) if rho else math.inf,
        log_likelihood=best,
        one_share=one,
        ratio=ratio,
        p_value=_tail(ratio, 1) / 2 if ratio > 0 else 1.0,
        rho_anova=_anova(n, x, float(size)),
        homogeneity=chi,
        homogeneity_p=chi_p,
        size=float(size),
    )


def _likelihood(n: Floats, x: Floats) -> _Likelihood:
    """Return the log-likelihood as a function of the mean and rho."""
    from scipy.special import betaln, gammaln  # import costs as much as numpy itself

    rest = n - x
    ways = gammaln(n + 1) - gammaln(x + 1) - gammaln(rest + 1)

    def of(mean: float, rho: float) -> float:
        if rho == 0:
            return float((ways + x * math.log(mean) + rest * math.log1p(-mean)).sum())
        a, b = mean * (1 / rho - 1), (1 - mean) * (1 / rho - 1)
        return float((ways + betaln(x + a, rest + b) - betaln(a, b)).sum())

    return of


def _profile(likely: _Likelihood, rho: float) -> tuple[float, float]:
    """Return the best mean at a rho, and its log-likelihood."""
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda logit: -likely(1 / (1 + math.exp(-logit)), rho),
        bounds=(-15, 15),
        method="bounded",
        options={"xatol": 1e-9},
    )
    return 1 / (1 + math.exp(-float(found.x))), -float(found.fun)


def _best(likely: _Likelihood) -> tuple[float, float, float]:
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda logs: -_profile(likely, math.exp(logs))[1],
        bounds=(math.log(_LEAST), math.log(_MOST)),
        method="bounded",
        options={"xatol": 1e-7},
    )
    rho = math.exp(float(found.x))
    return rho, *_profile(likely, rho)


def _interval(
    likely: _Likelihood, found: tuple[float, float, float], confidence: float
) -> Interval:
    """Return the rhos that the likelihood does not speak against."""
    from scipy.optimize import brentq
    from scipy.special import chdtri

    rho, best, one = found
    lowest = best - float(chdtri(1, 1 - confidence)) / 2

    def above(logs: float) -> float:
        return _profile(likely, math.exp(logs))[1] - lowest

    middle = math.log(max(rho, _LEAST))
    ends = math.log(_LEAST), math.log(_MOST)
    low = 0.0
    if one < lowest and above(ends[0]) < 0:
        low = math.exp(brentq(above, ends[0], middle, xtol=1e-6))
    high = 1.0
    if above(ends[1]) < 0:
        high = math.exp(brentq(above, middle, ends[1], xtol=1e-6))
    return low, high


def _anova(n: Floats, x: Floats, size: float) -> float:
    share = x / n
    total = float(x.sum() / n.sum())
    between = float((n * (share - total) ** 2).sum()) / (len(n) - 1)
    within = float((n * share * (1 - share)).sum()) / float(n.sum() - len(n))
    below = between + (size - 1) * within
    return (between - within) / below if below > 0 else math.nan


def _homogeneity(n: Floats, x: Floats) -> tuple[float, float]:
    share = float(x.sum() / n.sum())
    chi = float(((x - n * share) ** 2 / (n * share * (1 - share))).sum())
    return chi, _tail(chi, len(n) - 1)


def _tail(chi: float, degrees: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(degrees, chi))


def _nothing(groups: int, lacking: tuple[Short, ...]) -> Consistency:
    unknown = dict.fromkeys(
        ("mean", "a", "b", "log_likelihood", "one_share", "ratio", "p_value"), math.nan
    )
    rho = Estimate(
        value=math.nan,
        interval=UNKNOWN,
        n=groups,
        method=Method.PROFILE,
        short=lacking,
    )
    return Consistency(
        rho=rho,
        rho_anova=math.nan,
        homogeneity=math.nan,
        homogeneity_p=math.nan,
        size=math.nan,
        **unknown,
    )


def _check(cases: Floats, events: Floats) -> None:
    if cases.shape != events.shape:
        raise InvalidSeries("Each group needs its cases and its events.")
    if not np.all(np.isfinite(cases) & (events >= 0) & (events <= cases)):
        raise InvalidSeries(
            "The events of a group are a count from 0 up to its number of cases."
        )
