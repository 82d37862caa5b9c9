"""What is said of opening hours and holidays: in a line, day by day, on a clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qc.core.hours import ALL_DAY, DAY, WEEKDAYS, Hours, Opening, weekday
from qc.core.kinds import MeasureKind
from qc.core.measures import Clock, Measure
from qc.view.locales import Locale
from qc.view.numbers import DASH, SPACE, count, number_of
from qc.view.words.dates import full_date
from qc.view.words.names import field_name

TITLE = "Opening hours and holidays"
HINT = (
    'A measure counts them where its clock says so: hours = "business", or the name '
    "of a calendar. On charts of days a holiday is not held against its weekday: with "
    "four or more in the baseline holidays have a level of their own, with fewer they "
    "are not judged. An empty text is open around the clock."
)
NO_FILE = (
    "No calendar yet: open around the clock, no holidays. Below is one to begin with."
)
OLD = (
    "The holidays that were set before are now part of the calendar below; they hold "
    "until it is saved, and what is saved then replaces them."
)
LABEL = "Calendar (TOML)"
UPLOAD = "Or take a calendar file"
SAVE = "Save calendar"
KEEP = "Keep this calendar as a file"
PREVIEW = "Preview"
TRIAL = "This is what the text below would mean; it is not saved yet."
AHEAD = "The next two weeks"
DAY_COLUMN, HOURS_COLUMN, REMARK_COLUMN = "Day", "Open", "Remark"
CALENDAR_TIME = "Clock: calendar time; nights and days off count."
CLOSED, OPEN_ALL_DAY, HOLIDAY, OWN_HOURS = (
    "closed",
    "open all day",
    "holiday",
    "hours of its own",
)
_ALWAYS = "open around the clock"
_PROMISE = (
    "A promise is kept until the moment it names, whatever the opening hours; one that "
    "names a day, until that day ends."
)
_USED_UP = (
    "The time is used up once it was open that long: what is done after closing "
    "counts as in time until it opens again."
)


def opening(stretches: Opening) -> str:
    """Return the hours of a day: "08:00-12:00, 13:00-17:00", "closed"."""
    if not stretches:
        return CLOSED
    if stretches == ALL_DAY:
        return OPEN_ALL_DAY
    return ", ".join(f"{_clock(a)}{DASH}{_clock(b)}" for a, b in stretches)


def week(hours: Hours) -> str:
    """Return the hours of a week, days alike in one: "Monday to Friday 08:00-17:00"."""
    told = []
    for first, last in _alike(hours.week):
        days = _weekday(first) if first == last else _days(first, last)
        told.append(f"{days} {opening(hours.week[first])}")
    return ", ".join(told)


def line(hours: Hours, locale: Locale | None = None) -> str:
    """Say all of a calendar in one line."""
    usual = _ALWAYS if set(hours.week) == {ALL_DAY} else week(hours)
    own = len(hours.days) - len(hours.holidays)
    parts = [
        _holidays(hours, locale),
        number_of(own, f"day with {OWN_HOURS}", f"days with {OWN_HOURS}", locale)
        if own
        else "",
    ]
    rest = ", ".join(part for part in parts if part)
    return f"{hours.name} ({hours.zone}): {usual}; {rest}."


def _holidays(hours: Hours, locale: Locale | None) -> str:
    days = hours.holidays
    if not days:
        return "no holidays"
    told = number_of(len(days), "holiday", "holidays", locale) + _years(days)
    openings = {one.opening for one in hours.days if one.holiday}
    return f"{opening(openings.pop())} on {told}" if len(openings) == 1 else told


def _years(days: Sequence[np.datetime64]) -> str:
    """Say over which years days spread; nothing within one or two."""
    first, last = (str(when.astype("datetime64[Y]")) for when in (days[0], days[-1]))
    return f" from {first} to {last}" if len(days) > 2 and first != last else ""


def day(when: np.datetime64) -> str:
    """Name a day with its weekday: "Mon 9 Nov 2026"."""
    return f"{_weekday(weekday(when))[:3]}{SPACE}{full_date(when)}"


def remark(hours: Hours, when: np.datetime64) -> str:
    """Say why a day does not follow its weekday; empty where it does."""
    special = hours.special(when)
    if special is None:
        return ""
    return special.name or (HOLIDAY if special.holiday else OWN_HOURS)


def clock_name(measure: Measure) -> str:
    """Name the clock of a measure in short; nothing where it has none."""
    if measure.clock is None:
        return ""
    hours = measure.clock.counted
    return "calendar time" if hours is None else f"opening hours ({hours.name})"


def clock_lines(measure: Measure, locale: Locale | None = None) -> tuple[str, ...]:
    """Say by which clock a measure counts; nothing where it has none."""
    return (
        () if measure.clock is None else tuple(_lines(measure, measure.clock, locale))
    )


def _lines(measure: Measure, clock: Clock, locale: Locale | None) -> Iterator[str]:
    hours = clock.counted
    if hours is None:
        yield CALENDAR_TIME
    else:
        start, stop = field_name(clock.start), field_name(clock.stop)
        yield (
            f"Clock: opening hours between {start.lower()} and {stop.lower()}, by the "
            f"calendar {line(hours, locale)}"
        )
    if measure.kind is not MeasureKind.SHARE:
        return
    if clock.promise is not None:
        yield _PROMISE
    if hours is not None and clock.within_hours is not None:
        yield f"{count(clock.within_hours, locale)}{SPACE}h promised. {_USED_UP}"


def _alike(days: Sequence[Opening]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of weekdays in a row with equal hours."""
    first = 0
    for i in range(1, len(days) + 1):
        if i == len(days) or days[i] != days[first]:
            yield first, i - 1
            first = i


def _days(first: int, last: int) -> str:
    between = "and" if last == first + 1 else "to"
    return f"{_weekday(first)} {between} {_weekday(last)}"


def _weekday(number: int) -> str:
    return WEEKDAYS[number].capitalize()


def _clock(minute: int) -> str:
    return "24:00" if minute == DAY else f"{minute % DAY // 60:02}:{minute % 60:02}"
