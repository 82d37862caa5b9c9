"""Many units with few cases each: whose newest periods are unlike what went before?

One chart per agent sees single weeks of a few dozen cases, against limits set long ago.
Here the newest periods of a unit are held, taken together, against its own periods just
before, and what changed for all others is taken out: where all agents have a bad
fortnight, none of them changed.

References
----------
.. [1] R. A. Fisher, The logic of inductive inference, Journal of the Royal
       Statistical Society 98, 39-54 (1935), for shares.
.. [2] J. Przyborowski, H. Wilenski, Homogeneity of results in testing samples from
       Poisson series, Biometrika 31, 313-323 (1940), for rates.
.. [3] P. McCullagh, J. A. Nelder, Generalized Linear Models, 2nd ed., Chapman and
       Hall (1989), 4.5: Pearson's statistic for counts that vary more than their law.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats, freeze
from qc.core.errors import InvalidSeries
from qc.spc import drawn_by_odds, tails
from qc.spc.funnel_scales import Law

_HALF = 0.5
"""Added to what happened and to what did not, so that no ratio is of nothing."""
_MOST = 0.98  # of the variance a share can have at all
_LEAST = 0.5
"""Of the variance of the Poisson law. Where no case has more than one defect, a rate of
r varies by 1 - r of it, and never less."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lately:
    """Units, each against itself before.

    Attributes
    ----------
    p : (units,) float in [0, 1]
        Chance of a change this large or larger, two-sided; NaN without cases on both
        sides.
    expected : (units,) float
        Events that the newest cases would have had: own level x what changed for all
        others.
    spread : float, > 0
        Variance of blocks of periods before, over that of their law [3]_; never below
        what single cases without more than one defect have.
    freedom : float
        Degrees of freedom it was learned from; infinite where it is not learned, but
        the least there is.
    """

    p: Floats
    expected: Floats
    spread: float
    freedom: float

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "p", "expected")


def lately(events: Floats, n: Floats, newest: int, law: Law) -> Lately:
    """Answer: which units changed in the newest periods, beyond what changed for all?

    Parameters
    ----------
    events, n : (units, periods) float, >= 0
        In time order; `n` is 0 where a unit had no case.
    newest : int, >= 1
        Periods at the end that are taken together; at least twice as many go before.
    law : Law
        BINOMIAL or POISSON.

    Returns
    -------
    Lately

    Raises
    ------
    InvalidSeries
        If the shapes differ, periods are too few, or the law is of values.
    """
    _check(events, n, newest, law)
    new, held = (
        _sums(events, n, slice(-newest, None)),
        _sums(events, n, slice(None, -newest)),
    )
    others = _others(new), _others(held)
    ratio = _level(*others[0], law) / _level(*others[1], law)
    spread, freedom = _spread(events, n, newest, law)
    p = np.full(len(n), np.nan)
    for unit in np.flatnonzero((new[1] > 0) & (held[1] > 0)).tolist():
        pair = (new[0][unit], new[1][unit], held[0][unit], held[1][unit])
        own = _chance(pair, float(ratio[unit]), law)
        doubt = _doubt(others, unit, law) / _own_doubt(pair, law)
        p[unit] = _widened(own, spread * (1 + doubt), freedom)
    return Lately(
        p=p,
        expected=_expected(new, held, ratio, law),
        spread=spread,
        freedom=freedom,
    )


_Sums = tuple[Floats, Floats]
_Pair = tuple[float, float, float, float]


def _sums(events: Floats, n: Floats, part: slice) -> _Sums:
    return events[:, part].sum(axis=1), n[:, part].sum(axis=1)


def _others(sums: _Sums) -> _Sums:
    return sums[0].sum() - sums[0], sums[1].sum() - sums[1]


def _level(events: Floats, n: Floats, law: Law) -> Floats:
    """Return odds of a share, or a rate; never of nothing."""
    if law is Law.POISSON:
        return (events + _HALF) / (n + 2 * _HALF)
    return (events + _HALF) / (n - events + _HALF)


def _chance(pair: _Pair, ratio: float, law: Law) -> float:
    found, n, base, size = pair
    if law is Law.POISSON:
        return tails.split(found, found + base, ratio * n / (ratio * n + size))
    return drawn_by_odds.mid_p(found, n, found + base, n + size, ratio)


def _expected(new: _Sums, held: _Sums, ratio: Floats, law: Law) -> Floats:
    level = _level(*held, law) * ratio
    return new[1] * (level if law is Law.POISSON else level / (1 + level))


def _variance(events: Floats, n: Floats, law: Law) -> Floats:
    """Return that of the logarithm of a rate, or of the odds of a share."""
    found = 1 / (events + _HALF)
    return found if law is Law.POISSON else found + 1 / (n - events + _HALF)


def _doubt(others: tuple[_Sums, _Sums], unit: int, law: Law) -> float:
    """Return how little is known of what changed for all others."""
    return float(sum(_variance(e[unit], n[unit], law) for e, n in others))


def _own_doubt(pair: _Pair, law: Law) -> float:
    """Return how little is known of the unit itself, had nothing changed."""
    found, n, base, size = pair
    level = (found + base) / (n + size)
    sides = (np.array(level * n), np.array(n)), (np.array(level * size), np.array(size))
    return float(sum(_variance(e, m, law) for e, m in sides))


def _widened(p: float, wide: float, freedom: float) -> float:
    distance = tails.distance(p) / math.sqrt(wide)
    if math.isinf(freedom):
        return tails.normal(distance)
    return tails.student(distance, freedom)


def _spread(events: Floats, n: Floats, size: int, law: Law) -> tuple[float, float]:
    """Return how much more blocks of periods before vary than their law [3]_."""
    blocks = events.shape[1] // size - 1
    part = slice(-(blocks + 1) * size, -size)
    e, m = (x[:, part].reshape(len(x), blocks, size).sum(axis=2) for x in (events, n))
    seen = m.sum(axis=1) > 0
    e, m = e[seen], m[seen]
    level = e.sum(axis=1) / m.sum(axis=1)
    for_all = np.divide(
        e.sum(axis=0), level @ m, out=np.ones(blocks), where=level @ m > 0
    )
    mean = np.minimum(
        m * level[:, np.newaxis] * for_all, m if law is Law.BINOMIAL else np.inf
    )
    part_of = np.divide(mean, m, out=np.zeros_like(mean), where=m > 0)
    law_says = mean * (1 - np.minimum(part_of, _MOST)) if law is Law.BINOMIAL else mean
    told = law_says > 0
    freedom = float(told.sum() - told.any(axis=1).sum() - told.any(axis=0).sum() + 1)
    if freedom < 1:
        return 1.0, math.inf
    off = (e - mean)[told]
    least = 1.0 if law is Law.BINOMIAL else max(_LEAST, 1 - float(e.sum() / m.sum()))
    found = float((off * off / law_says[told]).sum()) / freedom
    return (found, freedom) if found > least else (least, math.inf)


def _check(events: Floats, n: Floats, newest: int, law: Law) -> None:
    if law is Law.NORMAL:
        raise InvalidSeries("Only shares and rates are held against what went before.")
    if events.shape != n.shape or events.ndim != 2:
        raise InvalidSeries("Events and cases are needed of each unit and period.")
    if newest < 1 or events.shape[1] < 3 * newest:
        raise InvalidSeries(
            f"{events.shape[1]} period(s) are too few to hold the newest {newest} "
            "against twice as many before; take fewer, or wait."
        )
    if np.any(events < 0) or np.any(n < 0):
        raise InvalidSeries("Events and cases cannot be below 0.")
    if law is Law.BINOMIAL and np.any(events > n):
        raise InvalidSeries("A share cannot have more events than cases.")
