"""Weeks start on Monday, and a cut period is not a period."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Dates
from qc.core.calendar import all_starts, complete, iso_week, next_start, period_start
from qc.core.kinds import Period

dates = st.dates(min_value=date(1975, 1, 1), max_value=date(2060, 12, 31))


def _days(first: str, last: str, *, skip: tuple[int, ...] = ()) -> Dates:
    """Every day from first to last, but for some weekdays (Monday is 0)."""
    days = np.arange(np.datetime64(first), np.datetime64(last) + np.timedelta64(1, "D"))
    weekday = (days - np.datetime64("1970-01-05")).astype(int) % 7
    return days[~np.isin(weekday, skip)]


class TestTheBook:
    def test_a_week_is_named_as_iso_8601_names_it(self) -> None:
        assert iso_week(np.datetime64("2021-01-03")) == "2020-W53"
        assert iso_week(np.datetime64("2026-11-16")) == "2026-W47"

    def test_a_week_starts_on_monday_and_a_month_on_the_first(self) -> None:
        day = np.array(["2026-11-21"], dtype="datetime64[D]")

        assert str(period_start(day, Period.WEEK)[0]) == "2026-11-16"
        assert str(period_start(day, Period.MONTH)[0]) == "2026-11-01"
        assert str(period_start(day, Period.DAY)[0]) == "2026-11-21"

    def test_february_has_a_next_month(self) -> None:
        start = np.array(["2024-02-01"], dtype="datetime64[D]")

        assert str(next_start(start, Period.MONTH)[0]) == "2024-03-01"


class TestAlways:
    @given(dates, st.sampled_from(Period))
    def test_a_day_lies_in_its_own_period(self, day: date, period: Period) -> None:
        days = np.array([day], dtype="datetime64[D]")
        start = period_start(days, period)

        assert (start <= days).all()
        assert (days < next_start(start, period)).all()

    @given(dates, dates, st.sampled_from(Period))
    def test_starts_follow_each_other_without_a_hole(
        self, one: date, other: date, period: Period
    ) -> None:
        first, last = sorted((np.datetime64(one), np.datetime64(other)))
        starts = all_starts(first, last, period)

        assert (next_start(starts[:-1], period) == starts[1:]).all()
        assert starts[-1] <= last

    @given(dates)
    def test_the_iso_week_agrees_with_the_calendar(self, day: date) -> None:
        year, week, _ = day.isocalendar()

        assert iso_week(np.datetime64(day)) == f"{year}-W{week:02d}"


class TestComplete:
    """Cut periods are left out, quiet weekends are not taken for cuts."""

    later = np.datetime64("2030-01-01")

    def test_a_log_cut_midweek_loses_its_first_and_last_week(self) -> None:
        days = _days("2026-01-07", "2026-03-11")

        whole = complete(days, Period.WEEK, self.later)

        assert whole.tolist() == [False] + [True] * 8 + [False]

    def test_a_company_that_rests_at_weekends_keeps_its_last_week(self) -> None:
        days = _days("2026-01-05", "2026-03-13", skip=(5, 6))

        assert complete(days, Period.WEEK, self.later).all()

    def test_the_running_week_is_not_yet_data(self) -> None:
        days = _days("2026-01-05", "2026-03-13", skip=(5, 6))

        whole = complete(days, Period.WEEK, np.datetime64("2026-03-13"))

        assert whole.tolist() == [True] * 9 + [False]

    def test_one_day_says_nothing_of_a_cut(self) -> None:
        days = np.array(["2026-03-11"], dtype="datetime64[D]")

        assert complete(days, Period.WEEK, self.later).tolist() == [True]

    def test_a_month_that_stops_on_the_tenth_is_cut(self) -> None:
        days = _days("2026-01-01", "2026-04-10")

        whole = complete(days, Period.MONTH, self.later)

        assert whole.tolist() == [True, True, True, False]

    def test_a_month_that_ends_on_its_28th_is_whole_for_february(self) -> None:
        days = _days("2026-01-01", "2026-02-28")

        assert complete(days, Period.MONTH, self.later).tolist() == [True, True]
