"""How good was what was foretold? Ranking and chances, by customers drawn anew.

References
----------
.. [1] E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Comparing the areas under two
       or more correlated receiver operating characteristic curves, Biometrics 44(3),
       837-845 (1988): the part of each row, here added up by customer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.chain.backtest import auc
from qc.chain.evidence import Estimate, Method, around
from qc.core.arrays import Bools, Floats, Ints
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, normal_quantile

DRAWS = 500
MANY = 8_000  # rows from which intervals are computed, not drawn
_CELLS = 2_000_000
_FEWEST_DEFINED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Foretold:
    """What was foretold of rows, and what came.

    Attributes
    ----------
    customer : (n,) int
    came : (n,) bool
    score : (n,) float
        By which rows are ranked.
    chance, usual : (n,) float
        Chance foretold, and the one that is foretold to all.
    plain, full : (n,) float
        Chances by other facts alone, and by them with trust; NaN where there are none.
    """

    customer: Ints
    came: Bools
    score: Floats
    chance: Floats
    usual: Floats
    plain: Floats
    full: Floats

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.came)

    @staticmethod
    def told(score: Floats) -> bool:
        """Return whether there is such a score."""
        return not np.isnan(score).any()

    @property
    def compared(self) -> bool:
        """Whether there are chances by other facts."""
        return self.told(self.plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How good it was; n customers.

    Attributes
    ----------
    auc : Estimate
        Chance that a row where it came was ranked above one where it did not.
    skill : Estimate
        1 - squared errors of the chances over those of the usual chance: 0 is no
        better, 1 is always right.
    plain : float
        The area under the curve by other facts alone.
    gain : Estimate
        What trust adds to it.
    """

    auc: Estimate
    skill: Estimate
    plain: float
    gain: Estimate


def judged(some: Foretold, rng: np.random.Generator) -> Judged:
    """Answer: was it ranked well, were the chances right, did trust add anything?

    Parameters
    ----------
    some : Foretold
    rng : numpy Generator
        Draws customers for the intervals, while there are at most `MANY` rows.
    """
    _, who = np.unique(some.customer, return_inverse=True)
    came, n = some.came, int(who.max(initial=-1)) + 1
    ranked = [
        auc(score, came) if some.told(score) else math.nan
        for score in (some.score, some.plain, some.full)
    ]
    errors = [(each - came) ** 2 for each in (some.chance, some.usual)]
    parts = np.array([np.bincount(who, each, minlength=n) for each in errors])
    below = float(parts[1].sum())
    skill = 1 - float(parts[0].sum()) / below if below > 0 else math.nan
    gain = ranked[2] - ranked[1]
    values = (ranked[0], skill, gain)
    many = len(some) > MANY
    ends = (
        _computed(some, who, parts, values)
        if many or not n
        else _drawn(some, who, parts, rng)
    )
    one, two, three = (
        Estimate(
            value=value,
            interval=end if math.isfinite(value) else UNKNOWN,
            n=n,
            method=Method.ROBUST if many else Method.BOOTSTRAP,
        )
        for value, end in zip(values, ends, strict=True)
    )
    return Judged(auc=one, skill=two, plain=ranked[1], gain=three)


def _computed(
    some: Foretold, who: Ints, parts: Floats, values: tuple[float, float, float]
) -> list[Interval]:
    """Return intervals from the part of each customer [1]_."""
    n = parts.shape[1]
    area = _area_parts(some.score, some.came, who, n)
    more = np.full(n, math.nan)
    if some.compared:
        more = _area_parts(some.full, some.came, who, n)
        more = more - _area_parts(some.plain, some.came, who, n)
    below = float(parts[1].sum())
    share = (parts[0] - (1 - values[1]) * parts[1]) / below if below > 0 else area
    z = normal_quantile(CONFIDENCE)
    errors = [math.sqrt(float(np.dot(x, x))) for x in (area, share, more)]
    pairs = zip(values, errors, strict=True)
    return [around(value, z * error) for value, error in pairs]


def _area_parts(score: Floats, came: Bools, who: Ints, n: int) -> Floats:
    """Return what each customer moves the area under the curve."""
    if came.all() or not came.any():
        return np.full(n, np.nan)
    values, place = np.unique(score, return_inverse=True)
    hits, misses = (
        np.bincount(place[of], minlength=len(values)) for of in (came, ~came)
    )
    lost = 1 - _below(hits)[place] / hits.sum()
    own = np.where(came, _below(misses)[place] / misses.sum(), lost)
    value = float(own[came].mean())
    size = np.where(came, hits.sum(), misses.sum())
    return np.bincount(who, (own - value) / size, minlength=n).astype(np.float64)


def _below(tally: Ints) -> Floats:
    """Return how many lie below each value, ties counting half."""
    found: Floats = np.cumsum(tally) - tally / 2
    return found


def _drawn(
    some: Foretold, who: Ints, parts: Floats, rng: np.random.Generator
) -> list[Interval]:
    """Return intervals from customers drawn with replacement."""
    n, at_once = parts.shape[1], max(1, _CELLS // max(len(some), 1))
    scores = [some.score, some.plain, some.full] if some.compared else [some.score]
    ways = [_Ranked(score, some.came) for score in scores]
    found: list[Floats] = []
    for begun in range(0, DRAWS, at_once):
        many = min(at_once, DRAWS - begun)
        weight = rng.multinomial(n, np.full(n, 1 / n), size=many).astype(np.float64)
        rows = weight[:, who]
        areas = [way.area(rows) for way in ways]
        errors = np.einsum("dn,kn->kd", weight, parts)
        with np.errstate(divide="ignore", invalid="ignore"):
            skill = 1 - errors[0] / errors[1]
        more = areas[2] - areas[1] if some.compared else np.full(many, math.nan)
        found.append(np.array([areas[0], skill, more]))
    return [_ends(each) for each in np.concatenate(found, axis=1)]


class _Ranked:
    """Rows in order of a score, those of one score together."""

    def __init__(self, score: Floats, came: Bools) -> None:
        self.order = np.argsort(score, kind="stable")
        ordered = score[self.order]
        new = np.ones(len(ordered), dtype=bool)
        new[1:] = np.diff(ordered) != 0
        self.starts, self.came = np.flatnonzero(new), came[self.order]

    def area(self, weight: Floats) -> Floats:
        """Return the area under the curve for each draw of weights."""
        own = weight[:, self.order]
        hits = np.add.reduceat(own * self.came, self.starts, axis=1)
        misses = np.add.reduceat(own * ~self.came, self.starts, axis=1)
        below = np.cumsum(misses, axis=1) - misses / 2
        pairs = hits.sum(axis=1) * misses.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.einsum("dn,dn->d", hits, below) / pairs
        return found


def _ends(drawn: Floats) -> Interval:
    known = drawn[np.isfinite(drawn)]
    if len(known) < _FEWEST_DEFINED * len(drawn):
        return UNKNOWN
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.percentile(known, [tail, 100 - tail])
    return float(low), float(high)
