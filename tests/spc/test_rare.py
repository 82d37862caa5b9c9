"""The t chart: times between rare events, on the scale on which they are normal."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.spc import rare
from qc.spc.limits import Limits
from tests.spc.makers import at, gaps

days = st.lists(st.floats(0.01, 400), min_size=3, max_size=40)


class TestTheBook:
    def test_by_hand(self) -> None:
        """Transformed values 1, 2, 1: mean 4/3, ranges 1 and 1, sigma 1/1.128."""
        data = gaps([1.0, 2**3.6, 1.0])

        chart = rare.chart(data, rare.estimate(data))

        assert chart.centre[0] == pytest.approx((4 / 3) ** 3.6)
        assert chart.upper[0] == pytest.approx((4 / 3 + 3 / 1.1283791671) ** 3.6)
        assert chart.lower[0] == 0.0


class TestAlways:
    @given(days, st.floats(0.1, 30))
    def test_the_unit_of_time_does_not_matter(
        self, found: list[float], unit: float
    ) -> None:
        one, other = gaps(found), gaps(np.array(found) * unit)

        chart = rare.chart(one, rare.estimate(one))
        scaled = rare.chart(other, rare.estimate(other))

        np.testing.assert_allclose(scaled.upper, chart.upper * unit, rtol=1e-9)
        np.testing.assert_allclose(
            scaled.lower, chart.lower * unit, rtol=1e-6, atol=1e-9
        )

    @given(days)
    def test_limits_bracket_the_centre_and_know_no_zones(
        self, found: list[float]
    ) -> None:
        data = gaps(found)

        chart = rare.chart(data, rare.estimate(data))

        assert not chart.symmetric
        assert np.all(chart.lower >= 0)
        assert np.all(chart.lower <= chart.centre)
        assert np.all(chart.centre <= chart.upper)

    @given(st.floats(0.01, 400), st.integers(2, 20))
    def test_a_clockwork_never_signals(self, gap: float, k: int) -> None:
        data = gaps([gap] * k)

        baseline = rare.estimate(data)
        chart = rare.chart(data, baseline)

        assert ChartWarning.NO_VARIATION in baseline.warnings
        assert not chart.beyond.any()

    def test_an_excluded_gap_sets_nothing(self) -> None:
        data = gaps([5, 6, 5, 300, 6, 5, 6, 5])

        baseline = rare.estimate(data, excluded=at(3, 8))

        assert baseline.kind is ChartKind.T
        assert baseline.subgroups == 7
        assert baseline.centre == pytest.approx(5.4, abs=0.1)

    def test_two_events_on_one_day_are_two_points(self) -> None:
        data = gaps([5, 0.1, 5, 0.2, 7])

        assert rare.chart(data, rare.estimate(data)).in_baseline.all()

    def test_a_wide_spread_leaves_no_lower_limit_and_says_so(self) -> None:
        wide, narrow = gaps([1, 300, 2, 250, 1, 90]), gaps([50, 60, 50, 70, 60, 50])

        assert ChartWarning.NO_LOWER_LIMIT in rare.estimate(wide).warnings
        assert ChartWarning.NO_LOWER_LIMIT not in rare.estimate(narrow).warnings

    def test_exponential_limits_rest_on_the_mean(self) -> None:
        data = gaps([10.0, 20.0, 30.0])

        baseline = rare.estimate(data, limits=Limits.EXACT)
        chart = rare.chart(data, baseline, limits=Limits.EXACT)

        assert baseline.centre == pytest.approx(20 * math.log(2))
        assert chart.upper[0] == pytest.approx(-20 * math.log(0.00134990), rel=1e-6)


@pytest.mark.statistical
class TestStatistically:
    def test_false_alarms_on_exponential_times(self) -> None:
        """Section 4: .00067 above, .00005 below."""
        rng = np.random.default_rng(41)
        learned = gaps(rng.exponential(10, 20_000))
        new = gaps(rng.exponential(10, 100_000))

        chart = rare.chart(new, rare.estimate(learned))

        assert np.mean(chart.value > chart.upper) == pytest.approx(0.00067, abs=0.0003)
        assert np.mean(chart.value < chart.lower) < 0.0003


class TestRefusals:
    def test_a_single_gap(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 1"):
            rare.estimate(gaps([3.0]))
