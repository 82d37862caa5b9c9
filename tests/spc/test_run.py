"""The run chart and Anhoej's test of runs about its median."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartWarning, Side
from qc.spc import run
from qc.spc.run import crossings_min, longest_run_max, run_test, runs, side_of
from tests.builders import values
from tests.spc.makers import at, normal

series = st.lists(st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0, np.nan]), max_size=40)


class TestTheBook:
    """Anhoej and Olesen 2014, table of critical values."""

    @pytest.mark.parametrize(
        ("n", "longest", "fewest"),
        [(10, 6, 2), (11, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8), (30, 8, 10)],
    )
    def test_critical_values(self, n: int, longest: int, fewest: int) -> None:
        assert longest_run_max(n) == longest
        assert crossings_min(n) == fewest

    def test_ten_points_by_hand(self) -> None:
        found = run_test(np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10]))

        assert found.centre == 5.5
        assert (found.useful, found.longest_run, found.crossings) == (10, 5, 1)
        assert found.tested


class TestAlways:
    @given(series)
    def test_points_on_the_line_and_gaps_are_left_out(self, drawn: list[float]) -> None:
        gap = np.array(drawn, dtype=float)
        off = gap[~np.isnan(gap) & (gap != 0)]

        bare, full = run_test(off, centre=0.0), run_test(gap, centre=0.0)

        assert (bare.useful, bare.longest_run, bare.crossings) == (
            full.useful,
            full.longest_run,
            full.crossings,
        )

    @given(series)
    def test_runs_cover_all_useful_points_side_by_side(
        self, drawn: list[float]
    ) -> None:
        gap = np.array(drawn, dtype=float)

        found = runs(gap)

        assert sum(count for _, _, count in found) == np.sum(np.nan_to_num(gap) != 0)
        sides = [side_of(gap, each) for each in found]
        assert all(a is not b for a, b in pairwise(sides))
        for first, last, _ in found:
            assert gap[first] * gap[last] > 0

    @given(st.integers(1, 300))
    def test_the_fewest_crossings_are_the_exact_quantile(self, n: int) -> None:
        law = [math.comb(n - 1, k) for k in range(n)]
        at_most = np.cumsum([ways / 2 ** (n - 1) for ways in law])

        found = crossings_min(n)

        assert at_most[found] >= 0.05 - 1e-12
        assert found == 0 or at_most[found - 1] < 0.05

    def test_critical_values_of_every_short_chart(self) -> None:
        """The quantile in whole numbers: 20 times the ways are at least all ways."""
        for n in range(1, 50):
            ways = np.cumsum([math.comb(n - 1, k) for k in range(n)])
            assert crossings_min(n) == np.argmax(20 * ways >= 2 ** (n - 1))
            assert longest_run_max(n) == round(math.log2(n)) + 3

        assert (crossings_min(0), longest_run_max(0)) == (0, 0)

    @pytest.mark.parametrize(
        ("on_the_line", "warned"), [(1, False), (3, False), (4, True)]
    )
    def test_ties_are_more_than_a_fifth_on_the_line(
        self, on_the_line: int, warned: bool
    ) -> None:
        below = (16 - on_the_line) // 2
        x = [*range(below), *[50.0] * on_the_line, *range(100, 115)][:15]

        found = run.estimate(values(x))

        assert found.centre == 50
        assert (ChartWarning.TIES in found.warnings) is warned

    @pytest.mark.parametrize("x", [np.array([]), np.full(5, np.nan), np.full(5, 3.0)])
    def test_nothing_useful_is_not_tested(self, x: Floats) -> None:
        found = run_test(x)

        assert (found.useful, found.longest_run, found.crossings) == (0, 0, 0)
        assert not found.tested

    def test_ten_useful_points_are_tested_nine_are_not(self) -> None:
        x = np.array([1.0, -1.0] * 5)

        assert run_test(x, centre=0.0).tested
        assert not run_test(x[:9], centre=0.0).tested

    def test_more_than_a_fifth_on_the_line_is_not_tested(self) -> None:
        x = np.array([1.0, -1.0] * 8 + [0.0] * 4)

        assert run_test(x, centre=0.0).tested
        assert not run_test(np.append(x, 0.0), centre=0.0).tested

    def test_a_run_chart_has_a_median_and_no_limits(self) -> None:
        x = values([1.0, 9.0, np.nan, 2.0, 3.0, 4.0])

        chart = run.chart(x, run.estimate(x))

        assert chart.centre.tolist() == [3.0] * 6
        assert chart.baselines[0].subgroups == 5
        assert not chart.beyond.any()
        assert not (chart.has_lower | chart.has_upper).any()
        assert np.isnan(chart.sigma).all()

    def test_no_value_is_too_low_or_too_high_for_it(self) -> None:
        x = values([-1e9, -4.0, 0.0, 4.0, 1e9])

        chart = run.chart(x, run.estimate(x))

        assert not chart.beyond.any()
        assert (chart.lower[0], chart.upper[0]) == (-np.inf, np.inf)

    def test_warnings(self) -> None:
        x = normal(12, 9)
        tied = np.array([1.0, 2, 3, 2] * 3)

        assert run.estimate(values(x[:11])).warnings == (ChartWarning.TOO_FEW,)
        assert run.estimate(values(x)).warnings == ()
        assert run.estimate(values(tied)).warnings == (ChartWarning.TIES,)
        assert run.estimate(values(np.ones(12))).warnings == (
            ChartWarning.NO_VARIATION,
        )

    def test_the_side_of_a_run(self) -> None:
        gap = np.array([1.0, 2.0, -1.0])

        assert [side_of(gap, each) for each in runs(gap)] == [Side.ABOVE, Side.BELOW]


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize(("n", "rate"), [(10, 0.007), (24, 0.032), (36, 0.045)])
    def test_false_signals_about_the_median_of_the_same_points(
        self, n: int, rate: float
    ) -> None:
        """Section 5."""
        drawn = np.random.default_rng(61).normal(size=(4_000, n))

        broken = 0
        for x in drawn:
            found = run_test(x)
            longest = found.longest_run > found.longest_run_max
            broken += longest or found.crossings < found.crossings_min

        assert broken / len(drawn) == pytest.approx(rate, abs=0.012)


class TestRefusals:
    def test_no_point_at_all(self) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            run.estimate(values([1.0]), excluded=at(0, 1))

        assert str(refused.value) == (
            "A baseline needs at least 1 subgroups; got 0. "
            "Take a longer period, or a finer subgroup (day instead of week)."
        )
