"""Do the raters agree: the fitting statistic, its interval, and where they do not."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import UNKNOWN, Interval
from qc.review.disagreement import Confused, OnCode, code_counts, confused, on_codes
from qc.review.ratings import Ratings
from qc.spc.agreement import Level, Weights, cohen, fleiss, krippendorff

_DRAWS, _LEAST, _WORK = 1_000, 60, 2_000_000
_ONE_SIDED, _READABLE = 0.9, 0.4  # share of one code; agreement that shows through
_FEW_VALUES = 10  # numbers up to which they are grades, not measurements


class Statistic(StrEnum):
    """Which statistic fits the ratings."""

    COHEN = "cohen"  # two raters, all items rated by both
    FLEISS = "fleiss"  # several raters, all items rated by all
    KRIPPENDORFF = "krippendorff"  # anything with gaps


class LevelReason(StrEnum):
    """Why the codes were taken as names, grades or measurements."""

    ASKED = "asked"
    TWO_CODES = "two-codes"
    NAMES = "names"
    KNOWN_SCALE = "known-scale"
    GRADES = "grades"
    MEASUREMENTS = "measurements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How well raters agree.

    Attributes
    ----------
    statistic, level, reason
        What was computed, what a difference of codes means, and why so.
    items, raters, ratings : int
        As read.
    alone : int
        Items with a single rating, or none, which say nothing.
    seen : float
        Share of pairs of ratings of one item that are alike.
    value : float
        Agreement beyond chance; NaN where chance alone would agree fully. Of COHEN
        and FLEISS codes are names; see `weighted` and `alpha`.
    interval : (float, float)
        95 %; for COHEN the large-sample one, else from items drawn again.
    weighted : float or None
        Cohen's kappa with near misses counted in part (squared weights), where codes
        have an order.
    alpha : float or None
        Krippendorff's alpha on the same level, where another statistic fits.
    codes : tuple of OnCode
        The least agreed first.
    confused : tuple of Confused
        The most frequent pairs.
    """

    statistic: Statistic
    level: Level
    reason: LevelReason
    items: int
    raters: int
    ratings: int
    alone: int
    seen: float
    value: float
    interval: Interval
    weighted: float | None
    alpha: float | None
    codes: tuple[OnCode, ...]
    confused: tuple[Confused, ...]

    @property
    def one_sided(self) -> bool:
        """Nearly all ratings are alike, so that chance alone would agree, too."""
        most = max(code.ratings for code in self.codes)
        common = most >= _ONE_SIDED * sum(code.ratings for code in self.codes)
        return common and not self.value >= _READABLE


def agree(
    ratings: Ratings, rng: np.random.Generator, level: Level | None = None
) -> Agreement:
    """Answer: do raters agree beyond chance, and on what do they not?

    Parameters
    ----------
    ratings : Ratings
    rng : numpy.random.Generator
        For the interval.
    level : Level, optional
        What a difference of codes means; by default guessed from the codes.

    Raises
    ------
    InvalidSeries
        If no item was rated by two, or measurements are asked of codes that are no
        numbers.
    """
    table = ratings.table
    twice = (~np.isnan(table)).sum(axis=1) > 1
    if not twice.any():
        raise InvalidSeries(
            "No item was rated by two raters, so nothing can be said of agreement. "
            "Let two people rate the same items."
        )
    level, reason = _level(ratings, level)
    statistic = _statistic(table)
    value, interval = _value(ratings, statistic, level, rng)
    counts = code_counts(ratings)[twice]
    ordered = level is not Level.NOMINAL
    cohens = statistic is Statistic.COHEN
    return Agreement(
        statistic=statistic,
        level=level,
        reason=reason,
        items=len(ratings.items),
        raters=len(ratings.raters),
        ratings=int((~np.isnan(table)).sum()),
        alone=int((~twice).sum()),
        seen=_seen(counts),
        value=value,
        interval=interval,
        weighted=_kappa(ratings, Weights.QUADRATIC) if ordered and cohens else None,
        alpha=None
        if statistic is Statistic.KRIPPENDORFF
        else krippendorff(_placed(ratings, level), level),
        codes=on_codes(ratings, counts),
        confused=confused(ratings, counts),
    )


def _level(ratings: Ratings, asked: Level | None) -> tuple[Level, LevelReason]:
    if asked is Level.INTERVAL and not ratings.values:
        raise InvalidSeries(
            "Codes that are no numbers cannot be measurements. Ask for nominal (names) "
            "or ordinal (grades)."
        )
    if asked is not None:
        return asked, LevelReason.ASKED
    if len(ratings.codes) < 3:
        return Level.NOMINAL, LevelReason.TWO_CODES
    if ratings.ranked:
        return Level.ORDINAL, LevelReason.KNOWN_SCALE
    if not ratings.values:
        return Level.NOMINAL, LevelReason.NAMES
    whole = all(float(value).is_integer() for value in ratings.values)
    if whole and len(ratings.values) <= _FEW_VALUES:
        return Level.ORDINAL, LevelReason.GRADES
    return Level.INTERVAL, LevelReason.MEASUREMENTS


def _statistic(table: Floats) -> Statistic:
    if np.isnan(table).any():
        return Statistic.KRIPPENDORFF
    return Statistic.COHEN if table.shape[1] == 2 else Statistic.FLEISS


def _value(
    ratings: Ratings, statistic: Statistic, level: Level, rng: np.random.Generator
) -> tuple[float, Interval]:
    if statistic is Statistic.COHEN:
        found = cohen(_square(ratings))
        low, high = found.interval
        return found.kappa, (low, min(high, 1.0))
    if statistic is Statistic.FLEISS:
        return fleiss(ratings.table), _again(ratings.table, fleiss, rng)
    placed = _placed(ratings, level)
    return krippendorff(placed, level), _again(
        placed, lambda table: krippendorff(table, level), rng
    )


def _again(
    table: Floats, statistic: Callable[[Floats], float], rng: np.random.Generator
) -> Interval:
    """Return the middle 95 % of the statistic for items drawn again with return."""
    items = len(table)
    draws = int(np.clip(_WORK // table.size, _LEAST, _DRAWS))
    found = np.array(
        [statistic(table[rng.integers(0, items, items)]) for _ in range(draws)]
    )
    found = found[np.isfinite(found)]
    if found.size < _LEAST // 2:
        return UNKNOWN
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _placed(ratings: Ratings, level: Level) -> Floats:
    """Return the table with the codes as numbers, where they are measurements."""
    if level is not Level.INTERVAL:
        return ratings.table
    values = np.append(np.array(ratings.values), math.nan)
    place = np.where(np.isnan(ratings.table), len(ratings.values), ratings.table)
    return np.asarray(values[place.astype(np.int64)])


def _square(ratings: Ratings) -> Floats:
    table = np.zeros((len(ratings.codes), len(ratings.codes)))
    first, second = ratings.table.astype(np.int64).T
    np.add.at(table, (first, second), 1.0)
    return table


def _kappa(ratings: Ratings, weights: Weights) -> float:
    return cohen(_square(ratings), weights).kappa


def _seen(counts: Floats) -> float:
    each = counts.sum(axis=1)
    alike = (counts * (counts - 1)).sum()
    return float(alike / (each * (each - 1)).sum())
