"""Working time and calendar time."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.simulate.clock import demand_clock, service_clock

MONDAY = date(2024, 1, 1)
DEMAND = demand_clock(MONDAY, first=-30, last=400)
SERVICE = service_clock(MONDAY, first=-30, last=400)
DAYS = st.floats(-29, 399)


class TestAlways:
    @given(st.lists(DAYS, min_size=2, max_size=20))
    def test_events_never_change_their_order(self, days: list[float]) -> None:
        order = np.sort(DEMAND.working(np.array(days)))

        assert np.all(np.diff(DEMAND.calendar(order)) >= 0)

    @given(DAYS, st.floats(0.01, 40))
    def test_work_done_is_work_asked_for(self, day: float, hours: float) -> None:
        done = SERVICE.after(np.array([day]), np.array([hours]))

        gained = SERVICE.working(done) - SERVICE.working(np.array([day]))
        assert gained[0] == pytest.approx(hours, abs=1e-6)

    @given(st.floats(1.0, 300.0))
    def test_nothing_happens_while_the_doors_are_shut(self, work: float) -> None:
        day = DEMAND.calendar(np.array([work]))[0]

        assert 7 / 24 - 1e-9 <= day % 1 <= 22 / 24 + 1e-9


class TestTheBook:
    def test_weekdays_take_the_shares_of_the_specification(self) -> None:
        week = np.diff(DEMAND.working(np.arange(7.0, 15.0)))

        shares = np.round(week / week.sum(), 2)
        assert shares.tolist() == [0.20, 0.19, 0.18, 0.17, 0.16, 0.06, 0.03]

    def test_a_plain_week_holds_seven_days_of_work(self) -> None:
        assert np.diff(DEMAND.working(np.array([7.0, 14.0])))[0] == pytest.approx(7)

    def test_a_holiday_holds_none(self) -> None:
        assert np.diff(DEMAND.working(np.array([0.0, 1.0])))[0] == 0

    def test_the_evening_carries_over_to_the_morning(self) -> None:
        answered = SERVICE.after(np.array([10 + 21.5 / 24]), np.array([1.0]))

        assert answered[0] == pytest.approx(11 + 7.5 / 24)
