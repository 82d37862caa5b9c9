"""Days of a week differ by nature: what was to be expected of this weekday?

One limit for all days signals every Monday and misses every real change. Each day
is held against the rate of its own weekday in the baseline, times its exposure.

References
----------
.. [1] C. P. Farrington et al., A statistical algorithm for the early detection of
       outbreaks of infectious disease, J. Royal Statistical Society A 159(3),
       547-563 (1996): a Poisson expectation, with the error of the estimate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import TooFewSubgroups
from qc.core.series import Counts

WEEKS = 10
_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Week:
    """What the baseline says of each weekday, Monday first.

    Attributes
    ----------
    rate : (7,) float
        Events per opportunity; NaN for a weekday the baseline never saw.
    exposure : (7,) float
        Opportunities behind each rate.
    days : (7,) int
        Days behind each rate.
    dispersion : float
        Pearson's X2 over its degrees of freedom: about 1 if days of one weekday
        vary as the Poisson law says.
    used : (k,) bool
        The days of the baseline.
    """

    rate: Floats
    exposure: Floats
    days: Ints
    dispersion: float
    used: Bools

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "rate", "exposure", "days", "used")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """Each day against its weekday, all (k,).

    Attributes
    ----------
    expected : events to be expected; NaN where nothing can be
    z : distance in Poisson sigmas
    z_new : the same with the error of the rate, for days after the baseline
    """

    expected: Floats
    z: Floats
    z_new: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "expected", "z", "z_new")


def estimate(daily: Counts, *, excluded: Bools | None = None) -> Week:
    """Phase I: learn the rate of each weekday.

    Parameters
    ----------
    daily : Counts
        Events of each day, with their exposure (1 for plain counts); a day without
        exposure is missing.
    excluded : (k,) bool, optional
        Days left out.

    Raises
    ------
    TooFewSubgroups
        If the days used span fewer than 10 weeks.
    """
    used = ~daily.missing & (True if excluded is None else ~excluded)
    require_weeks(daily, used)
    weekday = weekdays(daily)
    days = np.bincount(weekday[used], minlength=_DAYS)
    events = _sums(weekday, daily.events, used)
    exposure = _sums(weekday, daily.opportunities, used)
    rate = np.full(_DAYS, np.nan)
    np.divide(events, exposure, out=rate, where=exposure > 0)
    z = _z(daily.events, rate[weekday] * daily.opportunities)[used]
    free = int(days.sum() - np.count_nonzero(days))
    return Week(
        rate=rate,
        exposure=exposure,
        days=days,
        dispersion=float((z**2).sum() / free) if free else math.nan,
        used=used,
    )


def judge(daily: Counts, week: Week, *, overdispersed: bool = False) -> Days:
    """Phase II: hold each day against its weekday.

    Parameters
    ----------
    daily : Counts
        The series `week` was learned from, or one that starts with it.
    week : Week
    overdispersed : bool
        Divide z by the root of the dispersion where that is above 1.

    Returns
    -------
    Days
    """
    weekday = weekdays(daily)
    exposure = np.where(daily.missing, np.nan, daily.opportunities)
    expected = week.rate[weekday] * exposure
    wide = max(1.0, week.dispersion) if overdispersed else 1.0
    z = _z(daily.events, expected) / math.sqrt(wide)
    known = np.zeros(len(daily), dtype=bool)
    known[: len(week.used)] = week.used[: len(daily)]
    behind = np.where(week.exposure > 0, week.exposure, np.nan)[weekday]
    error = np.where(known, 0.0, exposure / behind)
    return Days(expected=expected, z=z, z_new=z / np.sqrt(1 + error))


def weekdays(daily: Counts) -> Ints:
    """Return the weekday of each day, 0 for Monday, (k,)."""
    since = daily.at.astype("datetime64[D]").astype(np.int64)
    return np.asarray((since + 3) % _DAYS)  # day 0, 1 January 1970, was a Thursday


def require_weeks(daily: Counts, used: Bools) -> None:
    """Refuse a baseline of fewer than ten weeks; a gap inside it is allowed.

    Raises
    ------
    TooFewSubgroups
    """
    span = span_of(daily, used)
    if span <= (WEEKS - 1) * _DAYS:
        raise TooFewSubgroups(need=WEEKS * _DAYS, got=span)


def span_of(daily: Counts, used: Bools) -> int:
    """Return the days from the first to the last that is used."""
    at = daily.at[used].astype("datetime64[D]").astype(np.int64)
    return int(at[-1] - at[0]) + 1 if at.size else 0


def _sums(weekday: Ints, numbers: Floats, used: Bools) -> Floats:
    return np.bincount(weekday[used], numbers[used], minlength=_DAYS).astype(float)


def _z(events: Floats, expected: Floats) -> Floats:
    """Standardise counts; off an expectation of 0 any event is infinitely far."""
    gap = events - expected
    flat = np.where(gap > 0, np.inf, gap)
    return np.divide(gap, np.sqrt(expected), out=flat, where=expected > 0)
