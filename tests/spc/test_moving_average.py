"""The moving average chart: the book's limits, its laws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.spc import moving_average
from qc.spc.phases import judge
from tests.builders import chart, values
from tests.spc.makers import at, normal
from tests.spc.test_ewma import SHIFTED


class TestTheBook:
    def test_montgomery_example_9_3(self) -> None:
        found = moving_average.chart(chart(SHIFTED, centre=10, sigma=1), span=5)

        np.testing.assert_allclose(found.value[:2], [9.45, 8.72])
        assert found.upper[0] == pytest.approx(13)
        assert found.upper[1] == pytest.approx(12.12, abs=5e-3)
        assert found.upper[-1] == pytest.approx(11.34, abs=5e-3)
        assert found.lower[-1] == pytest.approx(8.66, abs=5e-3)
        assert not found.beyond.any()


class TestAlways:
    @given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.integers(1, 9))
    def test_it_is_the_mean_of_the_last_points(self, x: list[float], span: int) -> None:
        found = moving_average.chart(chart(x, centre=1, sigma=2), span=span)

        wanted = [np.mean(x[max(0, i - span + 1) : i + 1]) for i in range(len(x))]
        np.testing.assert_allclose(found.value, wanted, atol=1e-12)

    def test_a_span_of_one_gives_the_chart_back(self) -> None:
        judged = chart([1.0, 2.0, 9.0], centre=1, sigma=2)

        found = moving_average.chart(judged, span=1)

        np.testing.assert_allclose(found.value, judged.value)
        np.testing.assert_allclose(found.upper, judged.upper)

    def test_missing_and_excluded_points_are_left_out(self) -> None:
        gappy = chart([1.0, np.nan, 3.0, 99.0, 7.0], centre=0, sigma=1)
        gappy = replace(gappy, excluded=at(3, 5))

        found = moving_average.chart(gappy, span=3)

        np.testing.assert_allclose(found.value, [1, np.nan, 2, np.nan, 5])
        assert found.sigma[2] == pytest.approx(1 / np.sqrt(2))
        assert not found.beyond[[1, 3]].any()

    def test_no_average_reaches_back_across_a_phase(self) -> None:
        x = values(np.r_[normal(15, 1), normal(15, 2) + 20])
        judged = judge(x, ChartKind.XMR, PhasePlan(starts=(x.at[15],)))

        found = moving_average.chart(judged, span=4)

        assert found.value[15] == pytest.approx(x.value[15])
        assert found.value[16] == pytest.approx(x.value[15:17].mean())


@pytest.mark.statistical
class TestStatistically:
    def test_one_sigma_is_found_sooner_than_by_single_points(self) -> None:
        x = normal(8_000, 12, mean=1.0).reshape(200, 40)
        judged = [chart(row, centre=0, sigma=1) for row in x]

        plain = np.mean([each.beyond.any() for each in judged])
        averaged = np.mean([moving_average.chart(j).beyond.any() for j in judged])

        assert averaged > 0.9
        assert plain < 0.75


class TestRefusals:
    def test_a_span_of_nothing(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            moving_average.chart(chart([1.0], centre=1, sigma=1), span=0)

        assert str(refused.value) == "An average needs at least 1 period; got 0."

    def test_a_chart_without_limits(self) -> None:
        run = judge(values([1, 2, 3]), ChartKind.RUN, PhasePlan())

        with pytest.raises(InvalidSeries, match="without limits cannot be followed"):
            moving_average.chart(run)
