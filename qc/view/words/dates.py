"""Days, weeks and months as people name them."""

from __future__ import annotations

import datetime as dt

import numpy as np

from qc.core.arrays import Dates
from qc.core.calendar import all_starts, iso_week
from qc.core.kinds import MeasureKind, Period
from qc.review.assessment import Assessment
from qc.view.locales import reader
from qc.view.numbers import SPACE

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
MONTHS = tuple(_MONTHS.split(" "))
_ONE = {Period.DAY: "day", Period.WEEK: "week", Period.MONTH: "month"}
_FEWEST_MONTHS = 3


def day_month(day: np.datetime64) -> str:
    """Return a day without its year, as in "9 Nov", or "Nov 9" by locale."""
    date = _date(day)
    parts = [str(date.day), MONTHS[date.month - 1]]
    return SPACE.join(parts[::-1] if reader().month_first else parts)


def full_date(day: np.datetime64) -> str:
    """Return a day with its year, as in "9 Nov 2026", or "Nov 9, 2026" by locale."""
    comma = "," if reader().month_first else ""
    return f"{day_month(day)}{comma}{SPACE}{_date(day).year}"


def month_year(day: np.datetime64) -> str:
    """Return a month, as in "Nov 2026"."""
    date = _date(day)
    return f"{MONTHS[date.month - 1]}{SPACE}{date.year}"


def period_label(day: np.datetime64, period: Period) -> str:
    """Name a subgroup by its first day: "2026-W46 (9 Nov)", "Nov 2026"."""
    if period is Period.WEEK:
        return f"{iso_week(day)} ({day_month(day)})"
    return month_year(day) if period is Period.MONTH else full_date(day)


def point_label(assessment: Assessment, at: np.datetime64) -> str:
    """Name a plotted point; the points of a t chart are single days."""
    return period_label(at, _unit(assessment))


def unit_of(assessment: Assessment) -> str:
    """Return what one step along the chart is: day, week, month or interval."""
    return "interval" if _of_events(assessment) else _ONE[assessment.measure.by]


def the_period(assessment: Assessment, at: np.datetime64) -> str:
    """Return a period inside a sentence: "9 Nov", "the week of 9 Nov", "Nov 2026".

    The year is left out where it is that of the newest point.
    """
    period = _unit(assessment)
    if period is Period.MONTH:
        return month_year(at)
    day = day_month(at) if _same_year(assessment, at) else full_date(at)
    return f"the week of {day}" if period is Period.WEEK else day


def in_period(assessment: Assessment, at: np.datetime64) -> str:
    """Return when, with its preposition: "in the week of 9 Nov", "on 9 Nov"."""
    before = "on" if _unit(assessment) is Period.DAY else "in"
    return f"{before} {the_period(assessment, at)}"


def time_ticks(at: Dates, most: int = 5) -> tuple[list[str], list[str]]:
    """Choose at most about `most` dates for a time axis, and name them.

    First days of months, the year named once under its first month; Mondays where
    the time is too short for months.

    Returns
    -------
    (list of str, list of str)
        ISO days, and labels with ``<br>`` before the year.
    """
    first, last = at[0].astype("datetime64[D]"), at[-1].astype("datetime64[D]")
    days = all_starts(first, last, Period.MONTH)
    days = days[days >= first][:: -(-len(days) // most)]
    if len(days) < _FEWEST_MONTHS:
        step = max(1, -(-int((last - first).astype(int) + 1) // most))
        days = all_starts(first, last, Period.DAY)[::step]
    years = [_date(day).year for day in days]
    new = [i == 0 or years[i] != years[i - 1] for i in range(len(days))]
    monthly = all(_date(day).day == 1 for day in days)
    labels = [
        (MONTHS[_date(day).month - 1] if monthly else day_month(day))
        + (f"<br>{year}" if is_new else "")
        for day, year, is_new in zip(days, years, new, strict=True)
    ]
    return [str(day) for day in days], labels


def _unit(assessment: Assessment) -> Period:
    return Period.DAY if _of_events(assessment) else assessment.measure.by


def _of_events(assessment: Assessment) -> bool:
    """Say whether a point is an event on its day, not a period."""
    return assessment.measure.kind is MeasureKind.GAP


def _same_year(assessment: Assessment, at: np.datetime64) -> bool:
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        return False
    return _date(chart.at[assessment.newest]).year == _date(at).year


def _date(day: np.datetime64) -> dt.date:
    date: dt.date = day.astype("datetime64[D]").item()
    return date
