"""Weekdays: by hand, laws, false alarms and power against one limit for all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import TooFewSubgroups
from qc.core.series import Counts
from qc.spc import weekday

MONDAY = np.datetime64("2024-01-01", "D")
SHAPE = np.array([1.3, 1.2, 1.1, 1.0, 0.9, 0.5, 0.4])


def _days(events: np.ndarray, of: np.ndarray | float = 1.0) -> Counts:
    at = MONDAY + np.arange(len(events))
    n = np.broadcast_to(np.asarray(of, dtype=float), events.shape)
    return Counts(at=at, events=events.astype(float), opportunities=n)


def _baseline(daily: Counts, weeks: int) -> weekday.Week:
    return weekday.estimate(daily, excluded=np.arange(len(daily)) >= 7 * weeks)


class TestTheBook:
    def test_one_more_week_by_hand(self) -> None:
        """Mondays 4 and 6 in turn: 5 expected; 10 is 5/sqrt(5), less for error."""
        weeks = np.full((11, 7), 9)
        weeks[:10, 0], weeks[10, 0] = [4, 6] * 5, 10
        daily = _days(weeks.ravel())

        days = weekday.judge(daily, _baseline(daily, 10))

        assert days.expected[70] == 5
        assert days.z[70] == pytest.approx(5 / 5**0.5)
        assert days.z_new[70] == pytest.approx(5 / 5.5**0.5)
        assert days.z_new[71] == 0


class TestAlways:
    def test_1970_began_on_a_thursday(self) -> None:
        assert weekday.weekdays(_days(np.zeros(8))).tolist() == [*range(7), 0]

    @given(st.integers(0, 1000), st.floats(0.5, 20))
    def test_the_unit_of_exposure_does_not_matter(self, seed: int, unit: float) -> None:
        rng = np.random.default_rng(seed)
        events, n = rng.poisson(20, 84), rng.integers(50, 90, 84)
        one, other = _days(events, n), _days(events, unit * n)

        found = [weekday.judge(d, _baseline(d, 10)).z_new for d in (one, other)]

        np.testing.assert_allclose(found[0], found[1], rtol=1e-9, atol=1e-9)

    def test_a_holiday_is_no_zero(self) -> None:
        n = np.ones(84)
        n[[7, 80]] = 0
        events = np.where(n > 0, np.tile(40 * SHAPE, 12).round(), 0)
        daily = _days(events, n)

        week = _baseline(daily, 10)
        days = weekday.judge(daily, week)

        assert week.days[0] == 9
        assert week.rate[0] == 52
        assert np.isnan(days.z[[7, 80]]).all()
        assert np.isnan(days.expected[80])

    def test_a_weekday_never_seen_is_not_judged(self) -> None:
        n = np.tile([1.0, 1, 1, 1, 1, 1, 0], 12)
        n[-1] = 1
        daily = _days(9 * n, n)

        days = weekday.judge(daily, _baseline(daily, 10))

        assert np.isnan(days.z_new[-1])
        assert days.z_new[-2] == 0

    def test_an_event_where_none_was_ever(self) -> None:
        events = np.zeros(77)
        events[70] = 1
        daily = _days(events)

        days = weekday.judge(daily, _baseline(daily, 10))

        assert days.z_new[70] == np.inf
        assert days.z_new[71] == 0


@pytest.mark.statistical
class TestStatistically:
    """40 a day with weekday factors, as in the methods."""

    def test_false_alarms_are_nominal_and_a_step_is_found(self) -> None:
        rng = np.random.default_rng(5)
        false, found = [], []
        for _ in range(400):
            mean = np.tile(40 * SHAPE, 12)
            mean[77:] *= 1.35
            daily = _days(rng.poisson(mean))
            z = weekday.judge(daily, _baseline(daily, 10)).z_new
            false.append(np.abs(z[70:77]) > 3)
            found.append(z[77:] > 3)

        assert np.mean(false) < 0.007
        assert np.mean(found) > 0.2

    def test_overdispersed_days_are_judged_more_mildly(self) -> None:
        rng = np.random.default_rng(6)
        daily = _days(rng.poisson(40 * rng.gamma(8, 1 / 8, 140)))
        week = _baseline(daily, 10)

        plain = weekday.judge(daily, week).z_new
        mild = weekday.judge(daily, week, overdispersed=True).z_new

        assert week.dispersion > 3
        np.testing.assert_allclose(mild * week.dispersion**0.5, plain)


class TestRefusals:
    def test_nine_weeks(self) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            weekday.estimate(_days(np.ones(63)))

        assert (refused.value.need, refused.value.got) == (70, 63)
