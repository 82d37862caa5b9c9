"""How much a level has changed, with an interval that keeps its promise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qc.core.arrays import Bools
from qc.core.charts import ControlChart, PhasePlan
from qc.core.kinds import ChartKind
from qc.spc.phases import judge
from qc.spc.sizes import change, student_quantile
from tests.builders import counts, values
from tests.spc.makers import gaps, normal


def last(chart: ControlChart, k: int) -> Bools:
    """A mask of the newest k points."""
    mask: Bools = np.arange(len(chart)) >= len(chart) - k
    return mask


class TestTheBook:
    def test_two_shares_by_the_normal_law(self) -> None:
        series = counts([10] * 24 + [20] * 4, of=100)
        chart = judge(series, ChartKind.P, PhasePlan())

        found = change(chart, last(chart, 4), pooled=True)

        error = math.sqrt(0.1 * 0.9 / 400 + 0.1 * 0.9 / 2400)
        reach = stats.norm.ppf(0.975) * error
        assert (found.before, found.after) == pytest.approx((0.1, 0.2))
        assert found.interval == pytest.approx((0.1 - reach, 0.1 + reach))

    def test_single_values_by_student(self) -> None:
        series = values([*normal(24, 1), 5.0])
        chart = judge(series, ChartKind.XMR, PhasePlan())
        sigma = chart.baselines[0].spread

        low, high = change(chart, last(chart, 1), pooled=False).interval

        reach = stats.t.ppf(0.975, 0.605 * 23) * sigma * math.sqrt(1 + 1 / 24)
        assert (high - low) / 2 == pytest.approx(reach, rel=1e-6)

    @pytest.mark.parametrize("nu", [1.0, 6.655, 13.915, 200.0])
    def test_the_quantile_of_student(self, nu: float) -> None:
        assert student_quantile(nu) == pytest.approx(stats.t.ppf(0.975, nu), rel=1e-8)

    def test_shares_are_pooled_by_their_cases(self) -> None:
        series = counts([1] * 12 + [0, 18], of=[10] * 12 + [10, 90])
        chart = judge(series, ChartKind.P, PhasePlan(freeze=12))

        assert change(chart, last(chart, 2), pooled=True).after == pytest.approx(0.18)
        assert change(chart, last(chart, 2), pooled=False).after == pytest.approx(0.1)


class TestAlways:
    @given(st.integers(1, 8), st.floats(-5, 5))
    def test_the_interval_holds_the_difference(self, k: int, shift: float) -> None:
        series = values([*normal(24, 2), *(normal(8, 3) + shift)])
        chart = judge(series, ChartKind.XMR, PhasePlan())
        found = change(chart, last(chart, k), pooled=False)

        low, high = found.interval
        assert low < found.after - found.before < high

    def test_a_level_stays_within_what_is_possible(self) -> None:
        series = counts([1] * 24 + [0], of=20)
        chart = judge(series, ChartKind.P, PhasePlan())
        found = change(chart, last(chart, 1), pooled=True)

        assert found.interval[0] == pytest.approx(-found.before)

    def test_no_law_no_interval(self) -> None:
        waits = judge(gaps(np.arange(1.0, 31.0)), ChartKind.T, PhasePlan())
        few = judge(values([1.0, 2.0, 3.0]), ChartKind.XMR, PhasePlan())
        flat = judge(values([4.0] * 24 + [5.0]), ChartKind.XMR, PhasePlan())

        for chart in (waits, few, flat):
            interval = change(chart, last(chart, 1), pooled=False).interval
            assert all(math.isnan(end) for end in interval)


class TestStatistically:
    @pytest.mark.parametrize("size", [0.0, 2.0])
    def test_the_interval_of_a_fixed_window_covers_the_change(
        self, size: float
    ) -> None:
        rng = np.random.default_rng(5)
        hits = 0
        for _ in range(1500):
            series = values([*rng.normal(0, 1, 24), *rng.normal(size, 1, 4)])
            chart = judge(series, ChartKind.XMR, PhasePlan())
            low, high = change(chart, last(chart, 4), pooled=False).interval
            hits += low <= size <= high

        assert 0.93 <= hits / 1500 <= 0.975
