"""The tabular CUSUM: the book's table, its laws, its run length."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import ControlChart, PhasePlan
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.spc import cusum
from qc.spc.cusum import Scheme
from qc.spc.phases import judge
from tests.builders import chart, values
from tests.spc.makers import at, normal
from tests.spc.test_ewma import SHIFTED

points = st.lists(st.floats(-5, 5), min_size=1, max_size=40)


def _known(x: list[float]) -> ControlChart:
    return chart(x, centre=10, sigma=1)


class TestTheBook:
    def test_montgomery_table_9_2(self) -> None:
        found = cusum.chart(_known(SHIFTED))

        assert found.upper[28] == pytest.approx(5.28)
        assert found.upper[27] < 5
        assert np.flatnonzero(found.above).tolist() == [28, 29]
        assert found.run_upper[28] == 7
        assert 10 + cusum.shift(found)[28] == pytest.approx(11.25, abs=0.01)

    def test_lucas_and_crosier_head_start_finds_a_bad_start_sooner(self) -> None:
        bad = [12.0, 11.5, 12.0, 11.5, 12.0, 11.5]

        plain = cusum.chart(_known(bad)).above
        headed = cusum.chart(_known(bad), Scheme(head_start=2.5)).above

        assert np.flatnonzero(plain)[0] == 4
        assert np.flatnonzero(headed)[0] == 2


class TestAlways:
    @given(points)
    def test_the_mirror_image_swaps_the_sums(self, x: list[float]) -> None:
        one = cusum.chart(chart(x, centre=0, sigma=1))
        other = cusum.chart(chart(-np.array(x), centre=0, sigma=1))

        np.testing.assert_array_equal(one.upper, other.lower)
        np.testing.assert_array_equal(one.run_lower, other.run_upper)
        np.testing.assert_allclose(cusum.shift(one), -cusum.shift(other))

    @given(points)
    def test_a_run_counts_points_since_zero(self, x: list[float]) -> None:
        found = cusum.chart(chart(x, centre=0, sigma=1))

        assert np.all(found.upper >= 0)
        np.testing.assert_array_equal(found.run_upper == 0, found.upper == 0)

    def test_a_missing_or_excluded_point_changes_nothing(self) -> None:
        full = cusum.chart(_known([12, 12, 9]))
        gappy = cusum.chart(_known([12, np.nan, 12, 9]))
        excluded = cusum.chart(replace(_known([12, 99, 12, 9]), excluded=at(1, 4)))

        np.testing.assert_array_equal(gappy.upper[[0, 2, 3]], full.upper)
        np.testing.assert_array_equal(excluded.upper, gappy.upper)
        assert gappy.run_upper.tolist() == [1, 1, 2, 3]
        assert not gappy.above[1]

    def test_a_phase_starts_anew(self) -> None:
        x = values(np.r_[normal(15, 1), 30.0, normal(15, 2) + 20])
        judged = judge(x, ChartKind.XMR, PhasePlan(starts=(x.at[16],)))

        found = cusum.chart(judged, Scheme(head_start=1))

        step = max(0.0, 1 + judged.z[16] - 0.5)
        assert found.upper[16] == pytest.approx(step)

    def test_after_a_signal_it_runs_on_or_starts_anew_as_asked(self) -> None:
        bad = [13.0] * 6

        on = cusum.chart(_known(bad))
        anew = cusum.chart(_known(bad), Scheme(restart=True))

        assert on.above.tolist() == [False, False, True, True, True, True]
        assert anew.above.tolist() == [False, False, True, False, False, True]

    def test_off_a_constant_baseline_the_sums_stay_numbers(self) -> None:
        flat = chart([5, 6, 4, 4], centre=5, sigma=0)

        found = cusum.chart(flat)

        assert np.isfinite(found.upper).all()
        assert found.above.tolist() == [False, True, False, False]
        assert found.below.tolist() == [False, False, True, True]


@pytest.mark.statistical
class TestStatistically:
    def test_one_sigma_is_found_in_about_ten_points(self) -> None:
        """Montgomery, table 9.4: k = 1/2, h = 5 finds one sigma after 10.4 points."""
        x = normal(400 * 80, 21, mean=1.0).reshape(400, 80)
        found = [cusum.chart(chart(row, centre=0, sigma=1)).above for row in x]

        lengths = [np.flatnonzero(each)[0] + 1 for each in found]

        assert np.mean(lengths) == pytest.approx(10.4, abs=0.8)


class TestRefusals:
    @pytest.mark.parametrize(
        "given", [{"reference": -1}, {"decision": 0}, {"head_start": 5}]
    )
    def test_a_scheme_that_cannot_work(self, given: dict[str, float]) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Scheme(**given)  # type: ignore[arg-type]

        told = {"reference": 0.5, "decision": 5, "head_start": 0, **given}
        k, h, start = told.values()
        assert str(refused.value) == (
            "A CUSUM needs reference >= 0 and decision > head start >= 0; got "
            f"{k:g}, {h:g} and {start:g}."
        )

    def test_a_chart_without_limits(self) -> None:
        run = judge(values([1, 2, 3]), ChartKind.RUN, PhasePlan())

        with pytest.raises(InvalidSeries, match="without limits cannot be followed"):
            cusum.chart(run)
