"""Where raters do not agree: on which codes, between which, in which weeks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats
from qc.core.calendar import all_starts, period_start
from qc.core.kinds import Period
from qc.core.series import Counts
from qc.review.ratings import Ratings

_COMMON = 5  # ratings below which the agreement on a code says nothing
_PAIRS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCode:
    """Agreement on one code: if one rater gives it, how often does another, too?

    `agreement` is NaN where it was hardly ever given to an item rated twice.
    """

    code: str
    ratings: int
    agreement: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Confused:
    """Two codes given to one item by two raters, and by how many pairs of them."""

    one: str
    other: str
    pairs: int


def disagreements(ratings: Ratings) -> Counts | None:
    """Return how many items of each week were rated alike by all, for a chart.

    Returns
    -------
    Counts or None
        Opportunities are items rated at least twice, events those with a
        disagreement; None without dates.
    """
    if ratings.days is None:
        return None
    counts = code_counts(ratings)
    use = (counts.sum(axis=1) > 1) & ~np.isnat(ratings.days)
    if not use.any():
        return None
    week = period_start(ratings.days[use], Period.WEEK)
    grid = all_starts(week.min(), week.max(), Period.WEEK)
    place = np.searchsorted(grid, week)
    apart = (counts[use] > 0).sum(axis=1) > 1
    return Counts(
        at=grid,
        events=np.bincount(place, apart, len(grid)).astype(np.float64),
        opportunities=np.bincount(place, minlength=len(grid)).astype(float),
    )


def code_counts(ratings: Ratings) -> Floats:
    """Count the codes given to each item, (items, codes)."""
    codes = range(len(ratings.codes))
    found = [(ratings.table == code).sum(axis=1) for code in codes]
    return np.stack(found, axis=1).astype(np.float64)


def on_codes(ratings: Ratings, counts: Floats) -> tuple[OnCode, ...]:
    """Return the agreement on each code, the least agreed first."""
    others = counts.sum(axis=1, keepdims=True) - 1
    alike, chances = (counts * (counts - 1)).sum(axis=0), (counts * others).sum(axis=0)
    found = [
        OnCode(
            code=code,
            ratings=int(counts[:, i].sum()),
            agreement=float(alike[i] / chances[i])
            if counts[:, i].sum() >= _COMMON
            else math.nan,
        )
        for i, code in enumerate(ratings.codes)
    ]
    return tuple(sorted(found, key=lambda one: _last_if_unknown(one.agreement)))


def _last_if_unknown(agreement: float) -> float:
    return 2.0 if math.isnan(agreement) else agreement


def confused(ratings: Ratings, counts: Floats) -> tuple[Confused, ...]:
    """Return the most frequent pairs of codes given to one item."""
    together = counts.T @ counts
    pairs = [
        Confused(one=one, other=ratings.codes[k], pairs=int(together[i, k]))
        for i, one in enumerate(ratings.codes)
        for k in range(i + 1, len(ratings.codes))
        if together[i, k]
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.pairs)[:_PAIRS])
