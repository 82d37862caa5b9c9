"""Days, ISO weeks and months: where subgroups start, and which are complete."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Bools, Dates, Ints
from qc.core.kinds import Period

_MONDAY = np.datetime64("1970-01-05", "D")
_MONTH = np.timedelta64(1, "M")
_NEIGHBOURS = 8


def period_start(days: Dates, period: Period) -> Dates:
    """Return the first day of the period that holds each day (weeks start on Monday).

    Parameters
    ----------
    days : (k,) datetime64
    period : Period

    Returns
    -------
    (k,) datetime64[D]
    """
    day = days.astype("datetime64[D]")
    if period is Period.DAY:
        return day
    if period is Period.MONTH:
        return day.astype("datetime64[M]").astype("datetime64[D]")
    since_monday = (day - _MONDAY).astype(np.int64) % 7
    monday: Dates = day - since_monday.astype("timedelta64[D]")
    return monday


def next_start(starts: Dates, period: Period) -> Dates:
    """Return the first day of the period after each one."""
    if period is Period.MONTH:
        return (starts.astype("datetime64[M]") + _MONTH).astype("datetime64[D]")
    return starts + np.timedelta64(7 if period is Period.WEEK else 1, "D")


def all_starts(first: np.datetime64, last: np.datetime64, period: Period) -> Dates:
    """Return the start of every period from the one of `first` to the one of `last`."""
    ends = period_start(np.array([first, last]), period)
    if period is Period.MONTH:
        months = ends.astype("datetime64[M]")
        return np.arange(months[0], months[1] + _MONTH).astype("datetime64[D]")
    step = np.timedelta64(7 if period is Period.WEEK else 1, "D")
    return np.arange(ends[0], ends[1] + step, step)


def iso_week(day: np.datetime64) -> str:
    """Name the ISO week of a day, as in ``2026-W46``."""
    year, week, _ = day.astype("datetime64[D]").item().isocalendar()
    return f"{year}-W{week:02d}"


def complete(active: Dates, period: Period, today: np.datetime64) -> Bools:
    """Which periods of a log hold all their days?

    The running period is not yet data, and the first and last of a log are
    often cut. A period is taken as cut at its end if contacts stop earlier in
    it than in any of its eight neighbours, and likewise at its start; so a
    company that rests on Sundays keeps its last week.

    Parameters
    ----------
    active : (d,) datetime64[D], increasing
        Days with at least one interaction.
    period : Period
    today : datetime64[D]
        A period that holds this day, or a later one, is not complete.

    Returns
    -------
    (k,) bool
        One per period from the first active day to the last.
    """
    starts = all_starts(active[0], active[-1], period)
    ends = next_start(starts, period)
    whole: Bools = ends <= today
    if period is not Period.DAY and len(starts) > 1:
        inside = [
            active[(active >= a) & (active < b)]
            for a, b in zip(starts, ends, strict=True)
        ]
        since_start = [_length(day - a) for day, a in zip(inside, starts, strict=True)]
        until_end = [_length(b - day) for day, b in zip(inside, ends, strict=True)]
        whole[-1] &= not _cut(since_start, until_end, newest=True)
        whole[0] &= not _cut(until_end, since_start, newest=False)
    return whole


def _length(spans: NDArray[np.timedelta64]) -> Ints:
    return spans.astype("timedelta64[D]").astype(np.int64)


def _cut(near: list[Ints], far: list[Ints], *, newest: bool) -> bool:
    """Does activity stop sooner, by both clocks, than in all of the neighbours?

    Both, as months differ in length.
    """
    order = slice(None, None, -1) if newest else slice(None)
    reach = [int(days.max()) for days in near[order] if days.size]
    rest = [int(days.min()) for days in far[order] if days.size]
    neighbours = slice(1, 1 + _NEIGHBOURS)
    if len(reach) < 2:
        return False
    return reach[0] < min(reach[neighbours]) and rest[0] > max(rest[neighbours])
