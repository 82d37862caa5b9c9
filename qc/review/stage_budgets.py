"""Tolerance budgets: of the defects a week, month or quarter may have, what is used?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.calendar import next_start, period_start
from qc.core.kinds import Period, Stage
from qc.review.tallies import Days
from qc.spc.tolerance import Budget, budget

_DAY = np.timedelta64(1, "D")
_MONTHS_OF_A_QUARTER = 3


class BudgetPeriod(StrEnum):
    """The time that a budget is for."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A period, and how far it has come.

    Attributes
    ----------
    days : Days
        From its first day to the last one that has come.
    length : int
        Days of the whole period.
    """

    period: BudgetPeriod
    days: Days
    length: int

    @property
    def over(self) -> bool:
        """All its days have come."""
        return self.days.length >= self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """The budget of one stage, or one measure, in one period.

    Attributes
    ----------
    measure : str
        Title of the card that sets the tolerance; empty if the user set it.
    tolerance_dpmo : float
    events, opportunities : int
        So far.
    expected : float
        Opportunities of the whole period, at the pace so far.
    budget : Budget or None
        None where nothing came.
    """

    stage: Stage | None
    measure: str
    window: Window
    tolerance_dpmo: float
    events: int
    opportunities: int
    expected: float
    budget: Budget | None

    @property
    def broken(self) -> bool:
        """More defects than the whole period may have."""
        return self.budget is not None and self.budget.used > 1

    @property
    def at_risk(self) -> bool:
        """Not broken yet, but it will be at this pace."""
        return not self.broken and self.budget is not None and self.budget.pace > 1


def windows(today: np.datetime64, week: np.datetime64 | None) -> tuple[Window, ...]:
    """Return the last whole week, the month and the quarter that hold a day.

    Parameters
    ----------
    today : datetime64[D]
        The last day that has come.
    week : datetime64[D] or None
        Monday of the last whole week; None where there is none.
    """
    day = today.astype("datetime64[D]")
    month = period_start(np.array([day]), Period.MONTH)
    since = int(month[0].astype("datetime64[M]").astype(np.int64))
    back = np.timedelta64(since % _MONTHS_OF_A_QUARTER, "M")
    quarter = (month.astype("datetime64[M]") - back).astype("datetime64[D]")
    after = quarter
    for _ in range(_MONTHS_OF_A_QUARTER):
        after = next_start(after, Period.MONTH)
    found = [
        _window(BudgetPeriod.MONTH, month[0], day, next_start(month, Period.MONTH)[0]),
        _window(BudgetPeriod.QUARTER, quarter[0], day, after[0]),
    ]
    if week is not None:
        end = next_start(np.array([week]), Period.WEEK)[0]
        found.insert(0, _window(BudgetPeriod.WEEK, week, end - _DAY, end))
    return tuple(found)


def spend(  # noqa: PLR0913 - whose budget, and what came
    window: Window,
    events: float,
    opportunities: float,
    *,
    tolerance_dpmo: float,
    stage: Stage | None,
    measure: str = "",
) -> Spending:
    """Answer: how much of this period's allowed defects is used up?

    The whole period is expected to bring opportunities at the pace so far.

    Raises
    ------
    InvalidSeries
        If the tolerance is not above 0.
    """
    made = None
    whole = opportunities * max(1.0, window.length / window.days.length)
    if opportunities > 0:
        made = budget(
            round(events), opportunities, tolerance_dpmo=tolerance_dpmo, expected=whole
        )
    return Spending(
        stage=stage,
        measure=measure,
        window=window,
        tolerance_dpmo=tolerance_dpmo,
        events=round(events),
        opportunities=round(opportunities),
        expected=whole,
        budget=made,
    )


def _window(
    period: BudgetPeriod,
    first: np.datetime64,
    last: np.datetime64,
    after: np.datetime64,
) -> Window:
    length = int((after - first).astype(np.int64))
    return Window(period=period, days=Days(first=first, last=last), length=length)
