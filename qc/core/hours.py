"""Opening hours: when a team works, week by week, on holidays and on single days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Opening = tuple[tuple[int, int], ...]
"""Stretches of one day in minutes after its midnight; a night shift ends past 1440."""

DAY = 24 * 60
ALL_DAY: Opening = ((0, DAY),)
CLOSED: Opening = ()
WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
BUSINESS = "business"
"""Name of the calendar that is meant where none is named."""
CALENDAR_TIME = "calendar"
"""Name of the clock that never stops; no calendar may be called so."""

_MONDAY = np.datetime64("1970-01-05", "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day that does not follow its weekday: a holiday, or one with its own hours."""

    day: np.datetime64
    opening: Opening = CLOSED
    name: str = ""
    holiday: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours in which a team is there for its customers.

    Attributes
    ----------
    name : str
        As measure cards name it.
    zone : str
        IANA time zone of all the clock readings.
    week : tuple of Opening
        Seven, Monday first. What begins on a day belongs to it, though it may end on
        the next; stretches that overlap count once.
    days : tuple of SpecialDay
        In order, each day once.
    """

    name: str = BUSINESS
    zone: str = "UTC"
    week: tuple[Opening, ...] = (ALL_DAY,) * 7
    days: tuple[SpecialDay, ...] = ()

    @property
    def always(self) -> bool:
        """Whether it never closes, so that it tells the same as calendar time."""
        return all(o == ALL_DAY for o in (*self.week, *(d.opening for d in self.days)))

    @property
    def holidays(self) -> tuple[np.datetime64, ...]:
        """The days that no weekday tells anything of, in order."""
        return tuple(one.day for one in self.days if one.holiday)

    def special(self, day: np.datetime64) -> SpecialDay | None:
        """Return what is special about a day, if anything is."""
        return next((one for one in self.days if one.day == day), None)

    def on(self, day: np.datetime64) -> Opening:
        """Return what begins on a day."""
        special = self.special(day)
        return self.week[weekday(day)] if special is None else special.opening


def weekday(day: np.datetime64) -> int:
    """Return 0 for Monday to 6 for Sunday."""
    return int((day.astype("datetime64[D]") - _MONDAY).astype(np.int64)) % 7


AROUND_THE_CLOCK = Hours()
