"""Pareto: the vital few causes, and did a countermeasure change them?

References
----------
.. [1] J. M. Juran, Quality Control Handbook (1951): the vital few.
.. [2] J. Przyborowski, H. Wilenski, Homogeneity of results in testing samples from
       Poisson series, Biometrika 31, 313-323 (1940): two counts by a share.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval, exact_share

VITAL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One cause: its count, share with interval, and the share of all up to it.

    `vital`: without it, those before do not yet make up the vital share.
    """

    cause: str
    count: float
    share: float
    interval: Interval
    cumulated: float
    vital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cause before and after: rates per opportunity, and their ratio.

    `ratio` is after over before: NaN if neither was seen, infinite if it is new.
    `certain` tells that its interval leaves no change out of the question.
    """

    cause: str
    before: float
    after: float
    ratio: float
    interval: Interval

    @property
    def certain(self) -> bool:
        """The interval of the ratio does not hold 1."""
        low, high = self.interval
        return low > 1 or high < 1


def pareto(
    counts: Mapping[str, float],
    *,
    vital: float = VITAL,
    last: str | None = None,
    confidence: float = CONFIDENCE,
) -> tuple[Bar, ...]:
    """Answer: which causes make up most of the defects?

    Parameters
    ----------
    counts : mapping of cause to count, >= 0
        Causes never seen are kept.
    vital : float in (0, 1]
        Share of all that the vital few make up.
    last : str, optional
        The remainder ("other"): listed last, however large, and never vital.
    confidence : float in (0, 1)

    Returns
    -------
    tuple of Bar
        Largest first; equal counts by name.

    Raises
    ------
    InvalidSeries
        If a count is negative or nothing was counted.
    """
    total = _total(counts)
    order = sorted(counts, key=lambda cause: (cause == last, -counts[cause], cause))
    bars, before = [], 0.0
    for cause in order:
        count = counts[cause]
        bars.append(
            Bar(
                cause=cause,
                count=count,
                share=count / total,
                interval=exact_share(count, total, confidence),
                cumulated=(before + count) / total,
                vital=cause != last and count > 0 and before < vital * total,
            )
        )
        before += count
    return tuple(bars)


def compare(
    before: tuple[Mapping[str, float], float],
    after: tuple[Mapping[str, float], float],
    *,
    confidence: float = CONFIDENCE,
) -> tuple[Change, ...]:
    """Answer: which causes became rarer or more frequent?

    Parameters
    ----------
    before, after : (counts by cause, opportunities)
        A cause named in one only was not seen in the other.
    confidence : float in (0, 1)
        For each cause by itself; with many causes, take Bonferroni's.

    Returns
    -------
    tuple of Change
        In the order of the counts before, largest first.

    Raises
    ------
    InvalidSeries
        If opportunities are not above 0, or a count is negative.
    """
    (first, n), (second, m) = before, after
    if not (n > 0 and m > 0):
        raise InvalidSeries(
            f"Both periods need opportunities; got {n:g} before and {m:g} after."
        )
    for counts in (first, second):
        _not_negative(counts)
    names = sorted({*first, *second}, key=lambda c: (-first.get(c, 0), c))
    found = []
    for cause in names:
        x, y = first.get(cause, 0), second.get(cause, 0)
        found.append(
            Change(
                cause=cause,
                before=x / n,
                after=y / m,
                ratio=_ratio(y / m, x / n),
                interval=_ratio_interval((x, n), (y, m), confidence),
            )
        )
    return tuple(found)


def _ratio_interval(
    before: tuple[float, float], after: tuple[float, float], confidence: float
) -> Interval:
    """Return the exact interval: the later count is a share of both [2]_."""
    (x, n), (y, m) = before, after
    if x + y == 0:
        return UNKNOWN
    low, high = exact_share(y, x + y, confidence)
    return low / (1 - low) * n / m, math.inf if high == 1 else high / (1 - high) * n / m


def _ratio(after: float, before: float) -> float:
    if before:
        return after / before
    return math.inf if after else math.nan


def _total(counts: Mapping[str, float]) -> float:
    _not_negative(counts)
    total = math.fsum(counts.values())
    if not total > 0:
        raise InvalidSeries("Nothing was counted, so there is nothing to rank.")
    return total


def _not_negative(counts: Mapping[str, float]) -> None:
    wrong = [cause for cause, count in counts.items() if not count >= 0]
    if wrong:
        raise InvalidSeries(f"Counts must not be negative: {', '.join(wrong)}.")
