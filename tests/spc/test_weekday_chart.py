"""Weekday chart: by hand, against the plain z, holidays, false alarms, refusals."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Counts
from qc.spc import individuals, proportion, rate, weekday, weekday_chart
from qc.spc.weekday_pattern import is_daily, law_of, pattern
from tests.builders import counts
from tests.spc.makers import SHAPE, at, daily

FILE = Path(__file__).parents[1] / "golden" / "spc" / "weekday.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
SHARES = np.array([0.3, 0.25, 0.2, 0.2, 0.2, 0.1, 0.1])


def _after(k: int, weeks: int = 10) -> np.ndarray:
    return np.arange(k) >= 7 * weeks


def _shares(weeks: int, rng: np.random.Generator, n: int = 200) -> Counts:
    return daily(rng.binomial(n, np.tile(SHARES, weeks)), n)


class TestTheBook:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
    def test_it_draws_what_the_goldens_compute(self, case: dict[str, Any]) -> None:
        inputs, baseline = case["inputs"], case["params"]["baseline"]
        y = np.array(inputs["y"], dtype=float)
        n = np.where(np.isnan(y), 0, inputs.get("exposure", np.ones(len(y))))
        series = daily(np.nan_to_num(y), n, shift=inputs["weekday"][0])
        later = np.arange(len(series)) >= baseline

        learned = weekday_chart.estimate(series, excluded=later, law=rate.LAW)
        drawn = weekday_chart.chart(series, learned)

        week = weekday.estimate(series, excluded=later)
        days = weekday.judge(series, week, overdispersed=True)
        np.testing.assert_allclose(drawn.z, np.where(later, days.z_new, days.z))
        expected = np.where(series.missing, np.nan, drawn.centre * series.n)
        np.testing.assert_allclose(expected, days.expected)

    def test_a_share_by_hand(self) -> None:
        """Mondays 8 of 40 over 10 weeks; sqrt(.16 / 40), more after the baseline."""
        series = daily(np.tile([8, 20, 20, 20, 20, 20, 20], 11), 40)

        learned = weekday_chart.estimate(series, excluded=_after(77))
        drawn = weekday_chart.chart(series, learned)

        assert learned.kind is drawn.kind is ChartKind.WEEKDAY
        assert learned.pattern == pytest.approx([0.2, *[0.5] * 6])
        assert set(learned.exposure) == {400}
        assert (learned.spread, learned.ceiling) == (1.0, 1.0)
        assert drawn.centre[[0, 1]].tolist() == [0.2, 0.5]
        assert drawn.sigma[0] == pytest.approx(math.sqrt(0.16 / 40))
        assert drawn.sigma[70] == pytest.approx(math.sqrt(0.16 / 40 * 1.1))
        assert drawn.upper[70] == pytest.approx(0.2 + 3 * drawn.sigma[70])


class TestAlways:
    def test_steps_of_a_week_are_no_days(self) -> None:
        assert not is_daily(counts([1, 2, 3], of=5))
        assert is_daily(daily(np.ones(9)))
        assert not is_daily(daily(np.ones(1)))

    def test_a_series_of_working_days_is_daily(self) -> None:
        full = daily(np.tile(40 * SHAPE, 12).round())
        working = weekday.weekdays(full) < 5
        series = Counts(
            at=full.at[working], events=full.events[working], opportunities=full.n[:60]
        )

        learned = weekday_chart.estimate(series)

        assert is_daily(series)
        assert np.isnan(learned.pattern[5:]).all()
        assert set(learned.exposure[5:]) == {0}
        assert np.isfinite(weekday_chart.chart(series, learned).upper).all()

    def test_counts_tell_their_law(self) -> None:
        assert law_of(daily(np.array([1, 2]), 2)) is proportion.LAW
        assert law_of(daily(np.array([1, 3]), 2)) is rate.LAW

    def test_a_rate_taken_for_a_share_is_told_by_its_dispersion(self) -> None:
        rng = np.random.default_rng(1)
        series = daily(rng.poisson(50, 350), 100)

        learned = weekday_chart.estimate(series)

        assert learned.ceiling == 1
        assert learned.spread == pytest.approx(math.sqrt(2), abs=0.1)

    @given(st.integers(0, 1000))
    def test_the_order_of_weeks_does_not_matter(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        series = _shares(12, rng)
        weeks = rng.permutation(series.events.reshape(12, 7))

        one, other = (
            weekday_chart.estimate(each) for each in (series, daily(weeks.ravel(), 200))
        )

        assert one.pattern == pytest.approx(other.pattern)
        assert one.spread == pytest.approx(other.spread)

    def test_a_missing_day_is_no_zero(self) -> None:
        n = np.full(84, 200.0)
        n[[0, 80]] = 0
        series = daily(np.where(n > 0, np.tile(200 * SHARES, 12), 0), n)

        learned = weekday_chart.estimate(series, excluded=_after(84))
        drawn = weekday_chart.chart(series, learned)

        assert learned.exposure[0] == 1800
        assert learned.pattern[0] == pytest.approx(0.3)
        assert np.isnan(drawn.sigma[[0, 80]]).all()
        assert not drawn.beyond.any()

    def test_a_weekday_without_any_event_is_not_judged(self) -> None:
        events = np.tile([20.0, 20, 20, 20, 20, 20, 0], 12)
        events[-1] = 1
        series = daily(events, 40)

        learned = weekday_chart.estimate(series, excluded=_after(84))
        drawn = weekday_chart.chart(series, learned)

        assert np.isnan(drawn.upper[-1])
        assert not drawn.beyond.any()
        assert ChartWarning.SMALL_COUNTS in learned.warnings

    @pytest.mark.parametrize("events", [0, 40])
    def test_no_variation_and_then_a_difference(self, events: int) -> None:
        series = daily(np.append(np.full(70, events), 20), 40)

        learned = weekday_chart.estimate(series, excluded=_after(71))
        drawn = weekday_chart.chart(series, learned)

        assert ChartWarning.NO_VARIATION in learned.warnings
        assert np.flatnonzero(drawn.beyond).tolist() == [70]


class TestHolidays:
    CLOSED = (7, 35, 49, 63, 77)  # Mondays, the last of them after the baseline

    def _series(self) -> Counts:
        events = np.tile(200 * SHARES, 12)
        events[list(self.CLOSED)] = 10
        return daily(events, 200)

    def test_four_are_a_class_of_their_own(self) -> None:
        series = self._series()
        days = tuple(series.at[list(self.CLOSED)])

        learned = weekday_chart.estimate(series, excluded=_after(84), holidays=days)
        drawn = weekday_chart.chart(series, learned)

        assert learned.holidays == days
        assert learned.pattern == pytest.approx([*SHARES, 0.05])
        assert learned.exposure[7] == 800
        assert drawn.centre[77] == pytest.approx(0.05)
        assert not drawn.beyond.any()

    def test_three_are_shown_and_not_judged(self) -> None:
        series = self._series()
        days = tuple(series.at[[35, 49, 77]])

        learned = weekday_chart.estimate(series, excluded=_after(84), holidays=days)
        drawn = weekday_chart.chart(series, learned)

        assert len(learned.pattern) == 7
        assert drawn.value[77] == 0.05
        assert np.isnan([drawn.centre[77], drawn.upper[77], drawn.z[77]]).all()
        assert drawn.beyond[7]  # unnamed, it is a Monday like any other

    def test_a_plan_keeps_them(self) -> None:
        days = (np.datetime64("2024-12-25", "D"),)

        assert PhasePlan(holidays=days).holidays == days
        assert PhasePlan().holidays == ()


class TestPattern:
    def test_weekdays_that_differ_are_told(self) -> None:
        series = _shares(10, np.random.default_rng(2))

        found = pattern(series, ~series.missing, holidays=(), law=proportion.LAW)

        assert found.p_value < 1e-6
        assert found.days.tolist() == [10] * 7 + [0]
        assert found.centre == pytest.approx(SHARES.mean(), abs=0.01)

    def test_nothing_seen_differs_in_nothing(self) -> None:
        series = daily(np.zeros(70), 40)
        holidays = tuple(series.at)

        for closed in ((), holidays):
            found = pattern(series, ~series.missing, holidays=closed, law=rate.LAW)
            assert (found.p_value, found.dispersion) == (1.0, 1.0)


@pytest.mark.statistical
class TestStatistically:
    """Against one limit for all days, as in the methods."""

    def test_false_alarms_are_nominal_and_a_step_is_found(self) -> None:
        rng = np.random.default_rng(5)
        false, found, plain = [], [], []
        for _ in range(300):
            mean = np.tile(40 * SHAPE, 12)
            mean[77:] *= 1.35
            series = daily(rng.poisson(mean))
            learned = weekday_chart.estimate(series, excluded=_after(84))
            beyond = weekday_chart.chart(series, learned).beyond
            false.append(beyond[70:77])
            found.append(beyond[77:])
            usual = individuals.estimate(series, excluded=_after(84))
            plain.append(individuals.chart(series, usual).beyond[77:])

        assert np.mean(false) < 0.008
        assert np.mean(found) > 0.19
        assert np.mean(found) > 1.3 * np.mean(plain)

    def test_shares_have_nominal_false_alarms(self) -> None:
        rng, false = np.random.default_rng(6), []
        for _ in range(300):
            series = _shares(20, rng)
            learned = weekday_chart.estimate(series, excluded=_after(140))
            false.append(weekday_chart.chart(series, learned).beyond[70:].mean())

        assert 0.001 < np.mean(false) < 0.006

    @pytest.mark.parametrize("drift", [0.0, 0.03])
    def test_weekdays_alike_are_seldom_said_to_differ(self, drift: float) -> None:
        rng, chances = np.random.default_rng(7), []
        for _ in range(400):
            share = np.clip(rng.normal(0.2, drift, 70), 0, 1)
            series = daily(rng.binomial(400, share), 400)
            found = pattern(series, ~series.missing, holidays=(), law=proportion.LAW)
            chances.append(found.p_value)

        assert np.mean(np.array(chances) < 0.01) < 0.03


class TestRefusals:
    def test_weeks(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            weekday_chart.estimate(counts(np.ones(90), of=5))

        assert str(refused.value) == (
            "A weekday chart needs a point a day; these are not days. "
            "Set `by` to day on the measure's card, or choose another chart."
        )

    def test_nine_weeks(self) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            weekday_chart.estimate(daily(np.ones(63)))

        assert (refused.value.need, refused.value.got) == (70, 63)

    def test_everything_left_out(self) -> None:
        series = daily(np.ones(70))

        with pytest.raises(TooFewSubgroups):
            weekday_chart.estimate(series, excluded=~at(99, 70))
