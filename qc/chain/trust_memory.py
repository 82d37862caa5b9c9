"""How soon are promises forgotten? By how well the index then foretells the next ones.

Month by month each promise is foretold from what was known before, under several half
lives; the default stays unless another is clearly better.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qc.chain.trust import HALF_LIFE, fade, sums
from qc.chain.trust_prior import Prior, prior_of
from qc.chain.trust_promises import Promises
from qc.core.arrays import Floats, Ints

HALF_LIVES: tuple[float | None, ...] = (60.0, 90.0, 120.0, 180.0, 270.0, 365.0, None)
_DEFAULT = HALF_LIVES.index(HALF_LIFE)
_STEP = 28  # days
_ENOUGH = 10_000  # customers; more say nothing new of seven half-lives
_CLEARLY = 2.0  # standard errors
_FEWEST = 100  # promises foretold
_SURE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One half-life, tried.

    Attributes
    ----------
    half_life : float or None
        Days; None forgets nothing.
    loss : float
        Mean logarithmic loss of a promise foretold; lower is better.
    gain : float
        By how much it is lower than with the default.
    error : float
        Standard error of the gain, by customers.
    """

    half_life: float | None
    loss: float
    gain: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The half-life that is used, and those that were tried.

    Attributes
    ----------
    half_life : float or None
    tried : tuple of Tried
        Empty where there was too little to foretell.
    promises : int
        Promises foretold.
    """

    half_life: float | None
    tried: tuple[Tried, ...]
    promises: int

    @property
    def chosen(self) -> bool:
        """Whether the data spoke for another than the default."""
        return self.half_life != HALF_LIFE


def memory_of(promises: Promises) -> Memory:
    """Answer: after how many days does a promise weigh half?

    Parameters
    ----------
    promises : Promises
        Of more than 10,000 customers, every k-th is asked.
    """
    days = promises.day
    return memories(promises, (int(days.max()) + 1 if len(days) else 0,))[0]


def memories(promises: Promises, days: Sequence[int]) -> tuple[Memory, ...]:
    """Return what would have been answered on past days, from what was known then.

    Parameters
    ----------
    promises : Promises
    days : sequence of int
        In order of time.
    """
    some = _thinned(promises)
    losses, foretold = np.zeros((len(HALF_LIVES), some.customers)), 0
    told: list[Memory] = []
    for month in _months(some):
        while len(told) < len(days) and month.end - _STEP >= days[len(told)]:
            told.append(_answer(losses, foretold))
        losses += _losses(some, month)
        foretold += len(month.rows)
    rest = len(days) - len(told)
    return *told, *([_answer(losses, foretold)] * rest)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Month:
    """The promises of a month, and what was known of everybody before it."""

    rows: Ints
    end: int
    prior: Prior
    kept: Floats  # by half-life and customer
    broken: Floats


def _losses(some: Promises, month: _Month) -> Floats:
    """Return what the promises of a month add, by half-life and customer."""
    who, kept = some.customer[month.rows], some.kept[month.rows]
    above = month.prior.a + month.kept[:, who]
    value = above / (month.prior.strength + month.kept[:, who] + month.broken[:, who])
    found = np.clip(value, _SURE, 1 - _SURE)
    each = -np.log(np.where(kept, found, 1 - found))
    return np.array([np.bincount(who, one, minlength=some.customers) for one in each])


def _answer(losses: Floats, foretold: int) -> Memory:
    if foretold < _FEWEST:
        return Memory(half_life=HALF_LIFE, tried=(), promises=foretold)
    tried = tuple(_told(losses, place, foretold) for place in range(len(HALF_LIVES)))
    best = min(tried, key=lambda one: one.loss)
    clear = best.gain > _CLEARLY * best.error
    half_life = best.half_life if clear else HALF_LIFE
    return Memory(half_life=half_life, tried=tried, promises=foretold)


def _told(losses: Floats, place: int, foretold: int) -> Tried:
    better = losses[_DEFAULT] - losses[place]
    return Tried(
        half_life=HALF_LIVES[place],
        loss=float(losses[place].sum()) / foretold,
        gain=float(better.sum()) / foretold,
        error=math.sqrt(float(np.square(better).sum())) / foretold,
    )


def _months(some: Promises) -> Iterator[_Month]:
    order = np.argsort(some.day, kind="stable")
    days, n = some.day[order], some.customers
    kept, broken = np.zeros((2, len(HALF_LIVES), n))
    made, good = np.zeros((2, n), dtype=np.int64)
    shrink = np.array([[float(fade(np.array([_STEP]), h)[0])] for h in HALF_LIVES])
    start: tuple[float, float] | None = None
    for end in range(_first(days) + _STEP, _last(days) + _STEP, _STEP):
        now = order[slice(*np.searchsorted(days, [end - _STEP, end]))]
        prior = prior_of(made, good, start)
        if prior.known and not prior.short:
            start = prior.a, prior.b
            yield _Month(rows=now, end=end, prior=prior, kept=kept, broken=broken)
        kept *= shrink
        broken *= shrink
        for place, half_life in enumerate(HALF_LIVES):
            weight = some.weight[now] * fade(end - some.day[now], half_life)
            more = sums(
                some.customer[now], weight, some.kept[now], some.recovered[now], n
            )
            kept[place] += more[0]
            broken[place] += more[1]
        made += np.bincount(some.customer[now], minlength=n)
        good += np.bincount(some.customer[now][some.kept[now]], minlength=n)


def _first(days: Ints) -> int:
    return int(days[0]) if len(days) else 0


def _last(days: Ints) -> int:
    return int(days[-1]) + 1 if len(days) else -_STEP


def _thinned(promises: Promises) -> Promises:
    step = -(-promises.customers // _ENOUGH)
    return promises if step <= 1 else promises.only(promises.customer % step == 0)
