"""Working time and calendar time, joined by one monotone table.

Whatever is simulated in working time gets the pattern of weekday and hour in
calendar time, and no two events ever change their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from qc.core.arrays import Floats, freeze

WEEKDAYS = (1.15, 1.10, 1.05, 1.0, 0.95, 0.35, 0.20)
OPENS, CLOSES = 7, 22
HOURS = (0.4, 0.8, 1.1, 1.4, 1.35, 1.0, 1.0, 1.1, 1.1, 1.0, 0.9, 0.7, 0.5, 0.35, 0.2)
HOLIDAYS = ((1, 1), (12, 25), (12, 26))
MARGIN_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clock:
    """Calendar days since the start of the log against the work done by then."""

    days: Floats
    work: Floats

    def __post_init__(self) -> None:
        """Freeze the table."""
        freeze(self, "days", "work")

    def working(self, days: Floats) -> Floats:
        """Working time at calendar times, in days since the start of the log."""
        return np.interp(days, self.days, self.work)

    def calendar(self, work: Floats) -> Floats:
        """Calendar times, in days since the start of the log, at working times."""
        return np.interp(work, self.work, self.days)

    def after(self, days: Floats, work: Floats) -> Floats:
        """Calendar time once this much work is done, counted from `days`."""
        return self.calendar(self.working(days) + work)


def demand_clock(start: date, *, first: int, last: int) -> Clock:
    """When customers make contact: unit, the work of a mean calendar day.

    Parameters
    ----------
    start : date
        Day 0 of the log.
    first, last : int
        Days the table spans; some room is added at the end.
    """
    hours = np.zeros(24)
    hours[OPENS:CLOSES] = np.array(HOURS) / np.sum(HOURS)
    weekdays = np.array(WEEKDAYS) * 7 / np.sum(WEEKDAYS)
    return _clock(start, first, last, np.outer(weekdays, hours))


def service_clock(start: date, *, first: int, last: int) -> Clock:
    """When the company works: unit, one hour with the doors open."""
    hours = np.zeros(24)
    hours[OPENS:CLOSES] = 1.0
    return _clock(start, first, last, np.outer(np.ones(7), hours))


def _clock(start: date, first: int, last: int, week: Floats) -> Clock:
    dates = [start + timedelta(days=d) for d in range(first, last + MARGIN_DAYS)]
    rows = [
        np.zeros(24) if (d.month, d.day) in HOLIDAYS else week[d.weekday()]
        for d in dates
    ]
    work = np.concatenate([[0.0], np.cumsum(np.concatenate(rows))])
    days = first + np.arange(len(work)) / 24
    return Clock(days=days, work=work)
