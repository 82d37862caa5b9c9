"""Tolerance budgets: which days, what is still to come, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.series import Counts
from qc.review.budgets import Window, first_day, spent

WEDNESDAY = np.datetime64("2026-11-18")


def _days(last: np.datetime64, per_day: float = 10.0, every: int = 5) -> Counts:
    at = np.arange(first_day(last), last + np.timedelta64(1, "D"))
    events = np.where(np.arange(len(at)) % every == 0, 1.0, 0.0)
    return Counts(at=at, events=events, opportunities=np.full(len(at), per_day))


class TestTheBook:
    def test_the_days_of_both_windows(self) -> None:
        days = _days(WEDNESDAY)
        month, weeks = spent(days, days.events, WEDNESDAY, tolerance_dpmo=50_000)

        assert (month.window, weeks.window) == (Window.MONTH, Window.FOUR_WEEKS)
        assert [str(d) for d in (month.first, month.last, month.end)] == [
            "2026-11-01",
            "2026-11-18",
            "2026-11-30",
        ]
        assert [str(d) for d in (weeks.first, weeks.last, weeks.end)] == [
            "2026-10-19",
            "2026-11-15",
            "2026-11-15",
        ]
        assert str(first_day(WEDNESDAY)) == "2026-10-19"

    def test_the_month_so_far_by_hand(self) -> None:
        """18 days of 10 cases, 12 to come; 5 % of 300 are 15."""
        days = _days(WEDNESDAY)
        bad = np.where(days.at >= np.datetime64("2026-11-01"), 0.5, 0.0)
        month, _ = spent(days, bad, WEDNESDAY, tolerance_dpmo=50_000)

        assert (month.units, month.expected) == (180, 300)
        assert month.budget.allowed == pytest.approx(15)
        assert month.budget.defects == 9
        assert month.budget.used == pytest.approx(0.6)
        assert month.budget.pace == pytest.approx(1.0)

    def test_a_week_that_ends_today_is_complete(self) -> None:
        sunday = np.datetime64("2026-11-15")
        days = _days(sunday)
        _, weeks = spent(days, days.events, sunday, tolerance_dpmo=50_000)

        assert (str(weeks.first), str(weeks.end)) == ("2026-10-19", "2026-11-15")
        assert weeks.expected == weeks.units == 280

    def test_days_to_come_are_as_those_of_late(self) -> None:
        days = _days(WEDNESDAY)
        busy = np.where(days.at == WEDNESDAY, 10 + 28.0, 10.0)
        days = Counts(at=days.at, events=days.events, opportunities=busy)
        month, _ = spent(days, days.events, WEDNESDAY, tolerance_dpmo=50_000)

        assert month.expected == pytest.approx(208 + 12 * 11)


class TestAlways:
    @given(st.integers(0, 1500), st.integers(1, 9))
    def test_windows_hold_together(self, after: int, every: int) -> None:
        last = np.datetime64("2024-01-01") + np.timedelta64(after, "D")
        days = _days(last, every=every)

        for one in spent(days, days.events, last, tolerance_dpmo=10_000):
            assert days.at[0] <= one.first <= one.last <= one.end
            assert one.last <= last
            assert one.expected >= one.units > 0
            low, high = one.budget.used_interval
            assert low <= one.budget.used <= high

    def test_a_period_without_cases_has_no_budget(self) -> None:
        days = _days(WEDNESDAY)
        none = np.where(days.at >= np.datetime64("2026-11-01"), 0.0, 10.0)
        days = Counts(at=days.at, events=0 * none, opportunities=none)
        found = spent(days, days.events, WEDNESDAY, tolerance_dpmo=10_000)

        assert [one.window for one in found] == [Window.FOUR_WEEKS]
