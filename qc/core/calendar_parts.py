"""The parts of a calendar file: clock readings, weekdays, dates, time zones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from qc.core.card_checks import near
from qc.core.hours import CLOSED, DAY, WEEKDAYS, Opening

DAYS = "days"
_ON_HOLIDAYS = "holidays"
_KEYS = (*WEEKDAYS, _ON_HOLIDAYS)
_STRETCH = re.compile(
    r"([01]\d|2[0-3]):([0-5]\d) ?[-\u2013] ?([01]\d|2[0-3]|24):([0-5]\d)"
)
_MOST = 60  # characters of a text that a message repeats


class Said:
    """What one calendar of a file says: knows its name, adds to the faults."""

    def __init__(self, name: str, faults: list[str]) -> None:
        self.name = name
        self.faults = faults

    def fault(self, what: str) -> None:
        """Note what is wrong."""
        self.faults.append(f"{self.name}: {what}")

    def text(self, key: str, value: object) -> str:
        """Return a text, or say that there is none."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault(f"{key} is missing; give it as text.")
        return ""

    def zone(self, value: object) -> str:
        """Return the name of a time zone, or say that it is none."""
        try:
            return ZoneInfo(str(value)).key
        except (OSError, ValueError, KeyError):
            self.fault(
                f"zone: no time zone is called {shown(value)}. Give the name of a "
                "place, as in 'Europe/Berlin', or 'UTC'."
            )
            return "UTC"

    def day(self, key: str, value: object) -> np.datetime64 | None:
        """Return a date, or say that it is none."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return np.datetime64(value, "D")
        try:
            return np.datetime64(date.fromisoformat(str(value)), "D")
        except ValueError:
            self.fault(f"{key}: {shown(value)} is no date; write it as 2026-12-25.")
            return None

    def opening(self, key: str, value: object) -> Opening:
        """Return the stretches of a day, or say what is none."""
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list):
            self.fault(
                f"{key} must be a list such as ['08:00-12:00', '13:00-17:00']; [] is "
                f"closed. Got {shown(value)}."
            )
            return CLOSED
        read = [self.stretch(key, one) for one in given]
        found = sorted(one for one in read if one is not None)
        for first, then in pairwise(found):
            if then[0] < first[1]:
                self.fault(f"{key}: {clock(first)} and {clock(then)} overlap.")
        return tuple(found)

    def stretch(self, key: str, value: object) -> tuple[int, int] | None:
        """Return minutes from and until; what ends early ends the next day."""
        found = _STRETCH.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            self.fault(f"{key}: {shown(value)} is no time span as in '08:00-17:00'.")
            return None
        hour, minute, last_hour, last_minute = map(int, found.groups())
        begin, end = hour * 60 + minute, last_hour * 60 + last_minute
        if end > DAY or begin == end:
            self.fault(
                f"{key}: {shown(value)} has no clear end. A whole day is "
                "'00:00-24:00'; a night ends the next morning, as in '22:00-06:00'."
            )
            return None
        return begin, end if end > begin else end + DAY


def week_said(said: Said, value: object) -> tuple[tuple[Opening, ...], Opening]:
    """Return the opening of the seven weekdays, and of holidays."""
    if not isinstance(value, dict):
        said.fault("hours must be a table such as { monday-friday = ['08:00-17:00'] }.")
        return (CLOSED,) * 7, CLOSED
    found: dict[str, Opening] = {}
    for key, stretches in value.items():
        opening = said.opening(f"hours.{key}", stretches)
        for name in _days_of(said, key):
            if name in found:
                said.fault(f"hours: {name} is said twice.")
            found[name] = opening
    week = tuple(found.get(name, CLOSED) for name in WEEKDAYS)
    return week, found.get(_ON_HOLIDAYS, CLOSED)


def _days_of(said: Said, key: str) -> Iterable[str]:
    """Return the days that a key such as "monday-friday" names."""
    first, _, last = key.partition("-")
    if key in _KEYS:
        return (key,)
    if first in WEEKDAYS and last in WEEKDAYS:
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
        if begin < end:
            return WEEKDAYS[begin : end + 1]
        said.fault(f"hours: {key} runs backwards; a week begins on Monday.")
        return ()
    said.fault(
        f"hours: {shown(key)} is no day.{near(key, _KEYS)} Write 'monday', "
        "'monday-friday' or 'holidays'."
    )
    return ()


def holidays_said(said: Said, key: str, value: object) -> dict[np.datetime64, str]:
    """Return the days of a list of dates; what follows a date is its name."""
    if not isinstance(value, list):
        said.fault(f"{key} must be a list of dates such as ['2026-12-24 Our party'].")
        return {}
    found: dict[np.datetime64, str] = {}
    for one in value:
        text, _, name = (
            one.strip().partition(" ") if isinstance(one, str) else (one, "", "")
        )
        day = said.day(key, text)
        if day is not None:
            found[day] = name.strip()
    return found


def single_days(said: Said, value: object) -> dict[np.datetime64, Opening]:
    """Return the days that have hours of their own."""
    if not isinstance(value, dict):
        said.fault(
            f"{DAYS} must be a table of dates such as {{ 2026-12-24 = ['09:00-12:00'] "
            "}."
        )
        return {}
    found = {said.day(DAYS, key): (key, one) for key, one in value.items()}
    return {
        day: said.opening(f"{DAYS}.{key}", one)
        for day, (key, one) in found.items()
        if day is not None
    }


def clock(stretch: tuple[int, int]) -> str:
    """Write a stretch as a file does: "22:00-06:00"."""
    begin, end = stretch
    end = end if end <= DAY else end - DAY
    return f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"


def shown(value: object) -> str:
    """Repeat what a file says, but not all of a long text."""
    text = repr(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}..."
