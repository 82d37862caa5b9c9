"""The tolerance budget: what of the tolerated defects is used up, and how fast?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.calendar import next_start, period_start
from qc.core.kinds import Period
from qc.core.series import Counts
from qc.spc.tolerance import Budget, budget

_DAY = np.timedelta64(1, "D")
_FOUR_WEEKS = np.timedelta64(28, "D")


class Window(StrEnum):
    """Which period a budget is for."""

    MONTH = "month"  # the current one, so far
    FOUR_WEEKS = "four-weeks"  # the last complete ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """A budget and its period.

    Attributes
    ----------
    window : Window
    first, last : datetime64[D]
        Days counted, both included.
    end : datetime64[D]
        Last day the budget is for; after `last` while the period runs.
    units : float
        Opportunities that have come.
    expected : float
        Those of the whole period: for the days to come as many as of late.
    budget : Budget
    """

    window: Window
    first: np.datetime64
    last: np.datetime64
    end: np.datetime64
    units: float
    expected: float
    budget: Budget


def first_day(last: np.datetime64) -> np.datetime64:
    """Return the first day that the budgets of a day need to know about."""
    month, _ = _month(last)
    weeks, _ = _weeks(last)
    return min(month, weeks, last - _FOUR_WEEKS + _DAY)


def spent(
    days: Counts, bad: Floats, last: np.datetime64, *, tolerance_dpmo: float
) -> tuple[Spent, ...]:
    """Answer: how much of the tolerated defects is used up, and will the rest last?

    Parameters
    ----------
    days : Counts
        One subgroup a day, from `first_day` on.
    bad : (k,) float
        Defects of each day.
    last : datetime64[D]
        The last day known, which may still run.
    tolerance_dpmo : float, > 0
        Tolerated defects per million opportunities.

    Returns
    -------
    tuple of Spent
        The month that holds `last`, and the last four complete weeks; a period
        without any opportunity is left out.
    """
    found = []
    for window, (first, end) in (
        (Window.MONTH, _month(last)),
        (Window.FOUR_WEEKS, _weeks(last)),
    ):
        until = min(last, end)
        inside = _between(days, first, until)
        units = float(days.opportunities[inside].sum())
        if units > 0:
            expected = units + _to_come(days, last, end)
            used = budget(
                round(float(bad[inside].sum())),
                units,
                tolerance_dpmo=tolerance_dpmo,
                expected=expected,
            )
            found.append(
                Spent(
                    window=window,
                    first=first,
                    last=until,
                    end=end,
                    units=units,
                    expected=expected,
                    budget=used,
                )
            )
    return tuple(found)


def _to_come(days: Counts, last: np.datetime64, end: np.datetime64) -> float:
    """Return what the rest of a period will bring, if it is as the last 28 days."""
    left = int((end - last) / _DAY)
    if left <= 0:
        return 0.0
    lately = _between(days, last - _FOUR_WEEKS + _DAY, last)
    return left * float(days.opportunities[lately].sum()) / 28


def _between(days: Counts, first: np.datetime64, last: np.datetime64) -> Bools:
    inside: Bools = (days.at >= first) & (days.at <= last)
    return inside


def _month(last: np.datetime64) -> tuple[np.datetime64, np.datetime64]:
    start = period_start(np.array([last]), Period.MONTH)
    return start[0], next_start(start, Period.MONTH)[0] - _DAY


def _weeks(last: np.datetime64) -> tuple[np.datetime64, np.datetime64]:
    monday = period_start(np.array([last + _DAY]), Period.WEEK)[0]
    return monday - _FOUR_WEEKS, monday - _DAY
