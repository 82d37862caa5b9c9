"""Do raters agree beyond chance? Cohen, Fleiss and Krippendorff.

A defect that two people code differently is no measurement. All three compare the
agreement seen with that of random codes: 1 is full agreement, 0 is chance.

References
----------
.. [1] J. Cohen, A coefficient of agreement for nominal scales, Educational and
       Psychological Measurement 20, 37-46 (1960).
.. [2] J. L. Fleiss, J. Cohen, B. S. Everitt, Large sample standard errors of kappa
       and weighted kappa, Psychological Bulletin 72, 323-327 (1969).
.. [3] J. L. Fleiss, Measuring nominal scale agreement among many raters,
       Psychological Bulletin 76, 378-382 (1971).
.. [4] K. Krippendorff, Content Analysis (2004), ch. 11.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, Interval, normal_quantile


class Level(StrEnum):
    """What a difference between two codes means."""

    NOMINAL = "nominal"  # all differences alike
    ORDINAL = "ordinal"  # by how many ratings lie between
    INTERVAL = "interval"  # by the square of the difference


class Weights(StrEnum):
    """How much a disagreement of two raters counts."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Agreement of two raters; NaN where chance alone would agree fully.

    `seen` and `expected` are shares of items; `error` is the large-sample standard
    error of the unweighted kappa [2]_, NaN for a weighted one.
    """

    n: int
    seen: float
    expected: float
    kappa: float
    error: float
    interval: Interval


def cohen(
    table: Floats,
    weights: Weights = Weights.NONE,
    *,
    confidence: float = CONFIDENCE,
) -> Kappa:
    """Answer: do two raters agree beyond chance [1]_?

    Parameters
    ----------
    table : (c, c) float, >= 0
        Items by the code of the first rater (row) and the second (column), codes
        in their order.
    weights : Weights
        Weighted `seen` and `expected` count near misses in part.
    confidence : float in (0, 1)

    Raises
    ------
    InvalidSeries
        If the table is not square, or empty.
    """
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not table.sum() > 0:
        raise InvalidSeries(
            "Two raters need a square table with items, one row and column a code; "
            f"got {' x '.join(map(str, table.shape))} with {table.sum():g} items."
        )
    share = table / table.sum()
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    credit = _credit(len(table), weights)
    seen = float((credit * share).sum())
    expected = float((credit * np.outer(rows, columns)).sum())
    kappa = _beyond_chance(seen, expected)
    error = math.nan
    if weights is Weights.NONE and not math.isnan(kappa):
        error = _error(share, kappa, expected) / math.sqrt(table.sum())
    reach = normal_quantile(confidence) * error
    return Kappa(
        n=int(table.sum()),
        seen=seen,
        expected=expected,
        kappa=kappa,
        error=error,
        interval=(kappa - reach, kappa + reach),
    )


def fleiss(ratings: Floats) -> float:
    """Return the agreement of several raters, all items rated by all [3]_.

    Parameters
    ----------
    ratings : (items, raters) float
        Codes.

    Returns
    -------
    float
        NaN if only one code was ever given.

    Raises
    ------
    InvalidSeries
        With fewer than 2 raters, no item, or a missing rating.
    """
    _check(ratings)
    if np.isnan(ratings).any():
        raise InvalidSeries(
            "Fleiss' kappa needs every item rated by every rater. "
            "Use Krippendorff's alpha where ratings are missing."
        )
    raters = ratings.shape[1]
    counts = _counts(ratings, np.unique(ratings))
    agreed = ((counts**2).sum(axis=1) - raters) / (raters * (raters - 1))
    shares = counts.sum(axis=0) / counts.sum()
    return _beyond_chance(float(agreed.mean()), float((shares**2).sum()))


def krippendorff(ratings: Floats, level: Level = Level.NOMINAL) -> float:
    """Return alpha: agreement of any raters on any scale, gaps allowed [4]_.

    Parameters
    ----------
    ratings : (items, raters) float
        Codes, ordered ones for the upper levels; NaN: not rated. An item with a
        single rating says nothing.
    level : Level

    Returns
    -------
    float
        NaN if nothing can be paired, or only one code was ever given.

    Raises
    ------
    InvalidSeries
        With fewer than 2 raters, or no item.
    """
    _check(ratings)
    paired = ratings[(~np.isnan(ratings)).sum(axis=1) > 1]
    if not len(paired):
        return math.nan
    codes = np.unique(paired[~np.isnan(paired)])
    counts = _counts(paired, codes)
    each = counts.sum(axis=1, keepdims=True)
    together = counts.T @ (counts / (each - 1))
    together -= np.diag((counts / (each - 1)).sum(axis=0))
    total = counts.sum(axis=0)
    apart = _apart(codes, total, level)
    by_chance = float((np.outer(total, total) * apart).sum()) / (total.sum() - 1)
    return 1 - float((together * apart).sum()) / by_chance if by_chance else math.nan


def _beyond_chance(seen: float, expected: float) -> float:
    return (seen - expected) / (1 - expected) if expected < 1 else math.nan


def _credit(codes: int, weights: Weights) -> Floats:
    if weights is Weights.NONE:
        return np.eye(codes)
    power = 1 if weights is Weights.LINEAR else 2
    far = np.abs(np.subtract.outer(np.arange(codes), np.arange(codes)))
    return np.asarray(1 - (far / max(codes - 1, 1)) ** power)


def _error(share: Floats, kappa: float, expected: float) -> float:
    """Return the standard error for one item [2]_."""
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    sums = np.add.outer(columns, rows)  # column share of i, row share of j
    same = np.diag(share)
    on = float((same * (1 - (rows + columns) * (1 - kappa)) ** 2).sum())
    others = float((share * sums**2).sum() - (same * np.diag(sums) ** 2).sum())
    off = (1 - kappa) ** 2 * others
    off_set = (kappa - expected * (1 - kappa)) ** 2
    return math.sqrt(max(0.0, on + off - off_set)) / (1 - expected)


def _counts(ratings: Floats, codes: Floats) -> Floats:
    """Count the codes given to each item, (items, codes)."""
    return np.stack([(ratings == code).sum(axis=1) for code in codes], axis=1).astype(
        float
    )


def _apart(codes: Floats, total: Floats, level: Level) -> Floats:
    """Return the squared difference of each pair of codes."""
    if level is Level.NOMINAL:
        return 1 - np.eye(len(codes))
    place = codes
    if level is Level.ORDINAL:
        place = np.cumsum(total) - total / 2
    return np.asarray(np.subtract.outer(place, place) ** 2)


def _check(ratings: Floats) -> None:
    if ratings.ndim != 2 or ratings.shape[1] < 2 or not len(ratings):
        raise InvalidSeries(
            "Agreement needs items rated by at least 2 raters; got a table of "
            f"{' x '.join(map(str, ratings.shape))}."
        )
