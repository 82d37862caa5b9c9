"""The mR chart, and the charts that stand beside another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.spc import moving_range
from qc.spc.phases import beside, judge
from tests.builders import samples, values
from tests.spc.makers import at, gaps, normal


class TestTheBook:
    def test_limits(self) -> None:
        series = values([10, 12, 11, 13])
        baseline = moving_range.estimate(series)
        chart = moving_range.chart(series, baseline)

        assert baseline.centre == pytest.approx(5 / 3)
        assert chart.upper == pytest.approx(3.266531919 * 5 / 3)
        assert chart.lower.tolist() == [0] * 4
        assert chart.value[1:].tolist() == [2, 1, 2]
        assert np.isnan(chart.value[0])
        assert not chart.has_lower.any()

    def test_beside_an_individuals_chart(self) -> None:
        series = values(normal(30, 1))
        chart = judge(series, ChartKind.XMR, PhasePlan())
        (ranges,) = beside(series, chart, PhasePlan())

        assert ranges.kind is ChartKind.MR
        assert ranges.baselines[0].spread == chart.baselines[0].spread

    def test_beside_a_three_way_chart(self) -> None:
        rng = np.random.default_rng(1)
        series = samples([rng.normal(5, 1, 4).tolist() for _ in range(20)])
        chart = judge(series, ChartKind.THREE_WAY, PhasePlan())

        found = beside(series, chart, PhasePlan())

        assert [one.kind for one in found] == [ChartKind.MR, ChartKind.S]

    def test_a_range_beyond_its_limit(self) -> None:
        series = values([*normal(24, 1), 0, 9, 0])
        chart = judge(series, ChartKind.MR, PhasePlan())

        assert np.flatnonzero(chart.beyond).tolist() == [25, 26]


class TestAlways:
    @given(st.floats(-1e3, 1e3), st.floats(0.1, 10))
    def test_only_the_scale_matters(self, shift: float, scale: float) -> None:
        plain = judge(values(normal(20, 2)), ChartKind.MR, PhasePlan())
        moved = values(normal(20, 2) * scale + shift)
        chart = judge(moved, ChartKind.MR, PhasePlan())

        assert chart.upper == pytest.approx(plain.upper * scale, rel=1e-6)

    def test_no_range_crosses_a_phase_a_gap_or_an_exclusion(self) -> None:
        level = [*normal(15, 3), np.nan, *normal(15, 4), *(normal(15, 5) + 100)]
        series = values(level)
        day = series.at.astype("datetime64[D]")
        plan = PhasePlan(starts=(day[31],), excluded=(day[5],))
        chart = judge(series, ChartKind.MR, plan)

        broken = [0, 5, 6, 15, 16, 31]
        assert np.flatnonzero(np.isnan(chart.value)).tolist() == broken
        assert not chart.beyond.any()

    def test_nothing_beside_a_share_or_a_time_between_events(self) -> None:
        series = gaps(np.arange(1.0, 31.0))
        chart = judge(series, ChartKind.XMR, PhasePlan())

        assert beside(series, chart, PhasePlan()) == ()


class TestRefusals:
    def test_one_value_has_no_range(self) -> None:
        with pytest.raises(TooFewSubgroups):
            moving_range.estimate(values([1.0, 2.0]), excluded=at(0, 2))

    def test_flat_values_are_told(self) -> None:
        found = moving_range.estimate(values([3.0] * 30))

        assert found.warnings == (
            ChartWarning.NO_VARIATION,
            ChartWarning.NO_LOWER_LIMIT,
        )
