"""Tolerance budgets: the days they are for, and what of them is used up."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.errors import InvalidSeries
from qc.core.kinds import Stage
from qc.review.stage_budgets import BudgetPeriod, Spending, spend, windows

TODAY = np.datetime64("2026-11-18")
MONDAY = np.datetime64("2026-11-09")
WEEK, MONTH, QUARTER = windows(TODAY, MONDAY)


def spent(events: int, n: int, tolerance: float = 100_000) -> Spending:
    return spend(MONTH, events, n, tolerance_dpmo=tolerance, stage=Stage.SALE)


class TestWindows:
    def test_are_the_last_week_and_the_running_month_and_quarter(self) -> None:
        days = [
            (str(w.days.first), str(w.days.last), w.length)
            for w in (WEEK, MONTH, QUARTER)
        ]

        assert days == [
            ("2026-11-09", "2026-11-15", 7),
            ("2026-11-01", "2026-11-18", 30),
            ("2026-10-01", "2026-11-18", 92),
        ]
        assert [w.over for w in (WEEK, MONTH, QUARTER)] == [True, False, False]

    @pytest.mark.parametrize(
        ("today", "first", "length"),
        [
            ("2026-01-01", "2026-01-01", 90),
            ("2024-03-31", "2024-01-01", 91),
            ("2026-06-30", "2026-04-01", 91),
            ("2026-12-31", "2026-10-01", 92),
        ],
    )
    def test_quarters_begin_in_their_months(
        self, today: str, first: str, length: int
    ) -> None:
        *_, quarter = windows(np.datetime64(today), None)

        assert quarter.period is BudgetPeriod.QUARTER
        assert (str(quarter.days.first), quarter.length) == (first, length)

    def test_without_a_whole_week_there_is_none(self) -> None:
        assert [w.period for w in windows(TODAY, None)] == ["month", "quarter"]


class TestSpend:
    def test_allows_for_the_whole_period_at_the_pace_so_far(self) -> None:
        one = spent(9, 180)

        assert one.expected == pytest.approx(300)
        assert one.budget is not None
        assert one.budget.allowed == pytest.approx(30)
        assert one.budget.used == pytest.approx(0.3)
        assert one.budget.pace == pytest.approx(0.5)
        assert (one.broken, one.at_risk) == (False, False)

    def test_is_at_risk_before_it_is_broken(self) -> None:
        assert (spent(20, 180).broken, spent(20, 180).at_risk) == (False, True)
        assert (spent(31, 180).broken, spent(31, 180).at_risk) == (True, False)

    def test_a_week_that_is_over_expects_no_more(self) -> None:
        one = spend(WEEK, 1, 50, tolerance_dpmo=20_000, stage=None)

        assert one.expected == 50
        assert one.budget is not None
        assert one.budget.used == one.budget.pace == pytest.approx(1)

    def test_without_interactions_there_is_no_budget(self) -> None:
        one = spent(0, 0)

        assert (one.budget, one.broken, one.at_risk) == (None, False, False)

    def test_refuses_a_tolerance_of_nothing(self) -> None:
        with pytest.raises(InvalidSeries, match="a tolerance above 0"):
            spent(1, 10, tolerance=0)
