"""How do customers differ in the promises kept to them? A law learned from all of them.

By maximum likelihood of the beta-binomial law on plain counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Short, Want
from qc.core.arrays import Floats, Ints
from qc.core.errors import InvalidSeries

MOST_ALIKE = 10_000.0  # a + b: customers differ less than by chance
ASSUMED = 10.0  # a + b, where the data cannot tell how much customers differ
_LEAST_ALIKE = 0.01
_STEEPEST = 12.0  # logit of the mean
_FEW_PAIRS = 1_000_000
_REFUTED = 1.3528  # half of 1.645 squared: one time in twenty
_HALVINGS = 20
_STEPS, _FAR, _NEAR, _BESIDE = 100, 2.0, 1e-9, 1e-4  # of the search, in logs


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """How customers differ in the promises kept to them: a beta law.

    Attributes
    ----------
    a, b : float
        NaN without a promise.
    log_likelihood : float
        Of the plain counts, binomial coefficients included.
    customers : int
        Those with a promise; the others say nothing.
    short : tuple of Short
        Where not empty, how much customers differ is assumed, not found.
    least : float or None
        Where the counts do not show that customers differ at all: the least a + b
        that they do not refute (profile likelihood, 95 % on one side). None where
        customers differ, or a and b are given.
    """

    a: float
    b: float
    log_likelihood: float
    customers: int
    short: tuple[Short, ...] = ()
    least: float | None = None

    @property
    def known(self) -> bool:
        """Whether there is a law at all."""
        return math.isfinite(self.a)

    @property
    def mean(self) -> float:
        """Trust of a customer of whom nothing is known."""
        return self.a / (self.a + self.b)

    @property
    def strength(self) -> float:
        """Promises after which a customer's own count for half."""
        return self.a + self.b

    @property
    def wide(self) -> tuple[float, float]:
        """The law if customers differ as much as they may: a and b at `least`."""
        part = 1.0 if self.least is None else self.least / self.strength
        return self.a * part, self.b * part

    @property
    def rho(self) -> float:
        """Share of the variation that lies between customers; 0 where all are alike."""
        return 1 / (self.strength + 1)

    @property
    def alike(self) -> bool:
        """Whether customers differ less than chance would have them differ."""
        return self.strength >= 0.99 * MOST_ALIKE


def prior_of(
    promised: Ints, kept: Ints, start: tuple[float, float] | None = None
) -> Prior:
    """Answer: how much do customers differ in the promises kept to them?

    Parameters
    ----------
    promised, kept : (n,) int, kept <= promised
        Plain counts per customer. Weighted counts would not do: weights below 1 look
        like too little variation, and all customers would get the same trust.
    start : (a, b), optional
        Where the search begins.

    Returns
    -------
    Prior
        By maximum likelihood of the beta-binomial law, a + b at most `MOST_ALIKE`.
    """
    if promised.shape != kept.shape or np.any((kept < 0) | (kept > promised)):
        raise InvalidSeries(
            "Each customer needs promises made and kept, kept from 0 up to made."
        )
    n, k, many = _distinct(promised, kept)
    customers, made = int(many.sum()), float(np.dot(n, many))
    if not customers:
        nothing = (Short(what=Want.CASES, need=1, got=0),)
        return Prior(
            a=math.nan, b=math.nan, log_likelihood=math.nan, customers=0, short=nothing
        )
    whole = float(np.dot(k, many))
    spread = 0 < whole < made and n.max() > 1
    if spread:
        mean, strength = _search(n, k, many, start or (whole, made - whole))
    else:
        mean, strength = (whole + 0.5) / (made + 1), ASSUMED
    best = _likelihood(n, k, many, mean, strength)[0]
    return Prior(
        a=mean * strength,
        b=(1 - mean) * strength,
        least=_least((n, k, many), mean, strength, best) if spread else None,
        log_likelihood=best,
        customers=customers,
        short=() if spread else (Short(what=Want.SPREAD, need=1, got=0),),
    )


def _distinct(promised: Ints, kept: Ints) -> tuple[Floats, Floats, Floats]:
    """Return the different pairs of counts, and how many customers have each."""
    wide = int(promised.max(initial=0)) + 1
    key = promised * wide + kept
    if wide * wide <= _FEW_PAIRS:  # counted, not sorted
        counted = np.bincount(key)
        pairs = np.flatnonzero(counted)
        many = counted[pairs]
    else:
        pairs, many = np.unique(key, return_counts=True)
    some = pairs >= wide  # with a promise
    made, good = pairs[some] // wide, pairs[some] % wide
    return (
        np.asarray(made, dtype=np.float64),
        np.asarray(good, dtype=np.float64),
        np.asarray(many[some], dtype=np.float64),
    )


def _search(
    n: Floats, k: Floats, many: Floats, start: tuple[float, float]
) -> tuple[float, float]:
    """Return the mean and a + b that make the counts most likely, by Newton's steps.

    In logit of the mean and logarithm of a + b, where the bend of the likelihood is
    taken from its slopes beside.
    """

    def slopes(x: Floats) -> tuple[float, Floats]:
        mean, strength = _expit(x[0]), math.exp(x[1])
        value, by_mean, by_strength = _likelihood(n, k, many, mean, strength)
        return value, np.array([by_mean * mean * (1 - mean), by_strength * strength])

    low = np.array([-_STEEPEST, math.log(_LEAST_ALIKE)])
    high = np.array([_STEEPEST, math.log(MOST_ALIKE)])
    share = math.log(float((many * k).sum()) / float((many * (n - k)).sum()))
    end = np.array([share, high[1]])
    if slopes(end)[1][1] >= 0:  # still rising where the search ends
        return _expit(share), MOST_ALIKE
    x = np.clip(np.log([start[0] / start[1], min(sum(start), ASSUMED)]), low, high)
    value, slope = slopes(x)
    for _ in range(_STEPS):
        step = np.clip(_newton(slopes, x, slope), -_FAR, _FAR)
        while True:
            there = np.clip(x + step, low, high)
            found, sloped = slopes(there)
            if found >= value or abs(step).max() < _NEAR:
                break
            step = step / 4
        done = abs(there - x).max() < _NEAR
        x, value, slope = there, found, sloped
        if done:
            break
    return _expit(x[0]), math.exp(x[1])


def _least(
    counts: tuple[Floats, Floats, Floats], mean: float, strength: float, best: float
) -> float | None:
    """Return how small a + b may be, where nothing shows that it is not without end.

    The mean hardly hangs on it, and stays.
    """

    def refuted(logarithm: float) -> bool:
        likely, *_ = _likelihood(*counts, mean, math.exp(logarithm))
        return best - likely > _REFUTED

    if refuted(math.log(MOST_ALIKE)):
        return None
    low, high = math.log(_LEAST_ALIKE), math.log(strength)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if refuted(middle) else (low, middle)
    return math.exp(high)


def _newton(
    slopes: Callable[[Floats], tuple[float, Floats]], x: Floats, slope: Floats
) -> Floats:
    """Return the step to the top of a parabola; uphill where there is no top."""
    (a, b), (c, d) = (
        (slopes(x + side)[1] - slopes(x - side)[1]) / (2 * _BESIDE)
        for side in np.eye(2) * _BESIDE
    )
    off = (b + c) / 2
    size = a * d - off * off
    top = np.array([d * slope[0] - off * slope[1], a * slope[1] - off * slope[0]])
    step: Floats = slope / max(abs(slope).max(), 1e-300)
    if a < 0 and size > 0:
        step = -top / size
    return step


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _likelihood(
    n: Floats, k: Floats, many: Floats, mean: float, strength: float
) -> tuple[float, float, float]:
    """Return the log-likelihood, and its slopes in the mean and in a + b."""
    from scipy.special import betaln, gammaln, psi

    a, b = mean * strength, (1 - mean) * strength
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    value = ways + betaln(k + a, n - k + b) - betaln(a, b)
    both = psi(strength) - psi(n + strength)
    by_a = psi(k + a) - psi(a) + both
    by_b = psi(n - k + b) - psi(b) + both
    return (
        float(np.dot(many, value)),
        float(np.dot(many, strength * (by_a - by_b))),
        float(np.dot(many, mean * by_a + (1 - mean) * by_b)),
    )
