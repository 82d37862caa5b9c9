"""The EWMA chart: the book's data, its laws, its promise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import ControlChart, PhasePlan
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.spc import ewma, proportion
from qc.spc.phases import judge
from tests.builders import chart, counts, values
from tests.spc.makers import any_counts, at, normal

# Montgomery, table 9.1: ten points from N(11, 1) after twenty from N(10, 1).
SHIFTED = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34]
SHIFTED += [9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84]
SHIFTED += [10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52]


def _known(x: list[float]) -> ControlChart:
    return chart(x, centre=10, sigma=1)


class TestTheBook:
    def test_montgomery_example_9_2(self) -> None:
        found = ewma.chart(_known(SHIFTED), weight=0.1, width=2.7)

        np.testing.assert_allclose(found.value[:3], [9.945, 9.7495, 9.70355], atol=1e-5)
        assert found.upper[0] == pytest.approx(10.27)
        assert found.upper[1] == pytest.approx(10.36, abs=5e-3)
        assert found.upper[-1] == pytest.approx(10.62, abs=5e-3)
        assert not found.beyond[:20].any()
        assert found.beyond[29]


class TestAlways:
    @given(st.lists(st.floats(-5, 5), min_size=1, max_size=30))
    def test_a_weight_of_one_gives_the_chart_back(self, x: list[float]) -> None:
        judged = _known(x)

        found = ewma.chart(judged, weight=1, width=3)

        np.testing.assert_allclose(found.value, judged.value, atol=1e-12)
        np.testing.assert_allclose(found.upper, judged.upper)

    @given(st.floats(0.05, 0.95))
    def test_exact_limits_grow_into_those_of_a_full_memory(self, weight: float) -> None:
        judged = _known(SHIFTED * 10)

        exact = ewma.chart(judged, weight=weight).upper
        settled = ewma.chart(judged, weight=weight, exact=False).upper

        assert np.all(np.diff(exact) >= 0)
        assert np.all(exact <= settled + 1e-12)
        assert exact[-1] == pytest.approx(settled[-1])

    def test_a_missing_or_excluded_point_changes_nothing(self) -> None:
        full = ewma.chart(_known([11, 12, 9]))
        gappy = ewma.chart(_known([11, np.nan, 12, 9]))
        excluded = ewma.chart(replace(_known([11, 99, 12, 9]), excluded=at(1, 4)))

        np.testing.assert_allclose(gappy.value[[0, 2, 3]], full.value)
        np.testing.assert_array_equal(excluded.value, gappy.value)
        assert not gappy.beyond[1]

    def test_a_phase_starts_on_its_centre_line(self) -> None:
        x = values(np.r_[normal(15, 1), normal(15, 2) + 20])
        judged = judge(x, ChartKind.XMR, PhasePlan(starts=(x.at[15],)))

        found = ewma.chart(judged, weight=0.2)

        own = 0.2 * (judged.value[15] - judged.centre[15])
        assert found.value[15] == pytest.approx(judged.centre[15] + own)
        assert found.upper[15] - found.centre[15] == pytest.approx(
            2.962 * 0.2 * judged.sigma[15]
        )

    @given(st.lists(st.integers(1, 500), min_size=3, max_size=30), st.integers(0, 99))
    def test_shares_stay_between_zero_and_one(
        self, sizes: list[int], seed: int
    ) -> None:
        log = any_counts(sizes, seed)

        found = ewma.chart(proportion.chart(log, proportion.estimate(log)))

        assert np.all((found.value >= 0) & (found.value <= 1))
        assert np.all((found.lower >= 0) & (found.upper <= 1))

    def test_larger_subgroups_have_narrower_limits(self) -> None:
        log = counts([5, 5, 50, 5], of=[50, 50, 500, 50])
        judged = proportion.chart(log, proportion.estimate(log))

        found = ewma.chart(judged, weight=0.5)

        assert found.sigma[2] < found.sigma[1]
        assert not found.symmetric


@pytest.mark.statistical
class TestStatistically:
    def test_half_a_sigma_is_found_sooner_than_by_single_points(self) -> None:
        x = normal(20_000, 11, mean=0.5).reshape(200, 100)
        judged = [chart(row, centre=0, sigma=1) for row in x]

        plain = np.mean([each.beyond.any() for each in judged])
        averaged = np.mean([ewma.chart(each).beyond.any() for each in judged])

        assert averaged > 0.9
        assert plain < 0.6


class TestRefusals:
    @pytest.mark.parametrize("weight", [0, -1, 1.01, np.nan])
    def test_a_weight_that_is_none(self, weight: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            ewma.chart(_known([1]), weight=weight)

        assert str(refused.value) == (
            "The weight of the newest point must lie above 0 and up to 1; got "
            f"{weight:g}. Take 0.1 for small shifts, 0.4 for larger ones."
        )

    def test_a_run_chart_has_no_sigma_to_follow(self) -> None:
        run = judge(values([1, 2, 3]), ChartKind.RUN, PhasePlan())

        with pytest.raises(InvalidSeries) as refused:
            ewma.chart(run)

        assert str(refused.value) == (
            "A run chart without limits cannot be followed. "
            "Take a longer period, or a finer subgroup (day instead of week)."
        )
