"""X-bar, R and S charts: the book's rings, their laws, their refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Samples
from qc.spc import averages
from qc.spc.limits import tail_beyond
from qc.spc.phases import judge
from qc.spc.spreads import R, S
from qc.spc.within import NoPairs, Within
from tests.builders import samples, weeks

numbers = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
groups = st.lists(
    st.lists(numbers, min_size=2, max_size=6), min_size=2, max_size=12
).map(samples)


def _summary(mean: float, spread: float, k: int, n: int) -> Samples:
    """Equal subgroups with the book's grand mean and mean range."""
    return Samples(
        at=weeks(k),
        n=np.full(k, float(n)),
        mean=np.full(k, mean),
        m2=np.full(k, spread**2 * (n - 1)),
        ranges=np.full(k, spread),
    )


class TestTheBook:
    """Montgomery's flow widths and piston rings, from their printed averages."""

    def test_montgomery_hard_bake_ranges(self) -> None:
        wafers = _summary(1.5056, 0.32521, k=25, n=5)

        means = averages.chart(
            wafers, averages.estimate(wafers, sigma=Within.MEAN_RANGE)
        )
        spread = R.chart(wafers, R.estimate(wafers, sigma=Within.MEAN_RANGE))

        assert means.upper[0] == pytest.approx(1.69325, abs=1e-4)
        assert means.lower[0] == pytest.approx(1.31795, abs=1e-4)
        assert spread.upper[0] == pytest.approx(0.68749, abs=2e-4)
        assert spread.lower[0] == 0

    def test_montgomery_piston_rings_standard_deviations(self) -> None:
        rings = _summary(74.001, 0.0094, k=25, n=5)

        means = averages.chart(rings, averages.estimate(rings, sigma=Within.MEAN_SD))
        spread = S.chart(rings, S.estimate(rings, sigma=Within.MEAN_SD))

        assert means.upper[0] == pytest.approx(74.014, abs=1e-3)
        assert means.lower[0] == pytest.approx(73.988, abs=1e-3)
        assert spread.upper[0] == pytest.approx(0.0196, abs=1e-4)
        assert spread.centre[0] == pytest.approx(0.0094)


class TestAlways:
    @given(groups)
    def test_limits_bracket_the_centre(self, series: Samples) -> None:
        for method in (averages, R, S):
            chart = method.chart(series, method.estimate(series))

            assert np.all(chart.lower <= chart.centre)
            assert np.all(chart.upper >= chart.centre)

    @given(st.floats(-1e6, 1e6), st.integers(2, 30), st.integers(2, 5))
    def test_constant_values_never_signal(self, x: float, k: int, n: int) -> None:
        flat = samples([[x] * n] * k)
        flat = Samples(at=flat.at, n=flat.n, mean=np.full(k, x), m2=np.zeros(k))

        baseline = averages.estimate(flat)

        assert ChartWarning.NO_VARIATION in baseline.warnings
        assert not averages.chart(flat, baseline).beyond.any()

    def test_more_values_make_narrower_limits(self) -> None:
        series = samples([[1, 2], [2, 3, 1, 2], [2, 1]])

        chart = averages.chart(series, averages.estimate(series))

        reach = chart.upper - chart.centre
        assert reach[0] == pytest.approx(reach[1] * np.sqrt(2))

    def test_the_centre_weighs_every_value_alike(self) -> None:
        series = samples([[1, 1, 1, 2], [9]])

        assert averages.estimate(series).centre == pytest.approx(14 / 5)

    def test_a_missing_week_has_no_limit_and_no_signal(self) -> None:
        series = samples([[1, 2], [], [2, 3, 1]])

        for method in (averages, S):
            chart = method.chart(series, method.estimate(series))

            assert np.isnan(chart.value[1])
            assert np.isnan(chart.upper[1])
            assert not chart.beyond[1]

    def test_an_excluded_spike_does_not_widen_the_limits(self) -> None:
        calm = [[1.0, 2.0], [2.0, 3.0], [1.0, 2.0]]
        excluded = np.array([False, False, False, True])
        series = samples([*calm, [50, 90]])

        baseline = averages.estimate(series, excluded=excluded)

        assert baseline.spread == averages.estimate(samples(calm)).spread
        assert averages.chart(series, baseline).beyond.tolist() == [0, 0, 0, 1]

    def test_phases_have_limits_of_their_own(self) -> None:
        rng = np.random.default_rng(5)
        x = rng.normal(10, 1, (30, 4)) + 5 * (np.arange(30) >= 15)[:, None]
        series = samples(x.tolist())
        plan = PhasePlan(starts=(series.at[15],))

        one = judge(series, ChartKind.XBAR, plan)

        assert one.centre[0] == pytest.approx(10, abs=0.5)
        assert one.centre[-1] == pytest.approx(15, abs=0.5)
        assert len(one.baselines) == 2

    def test_too_few_spreads_are_shown_as_spreads(self) -> None:
        series = samples([[1, 4], [2], [], [2, 9], [3, 6]])

        shown = judge(series, ChartKind.R, PhasePlan())

        assert shown.kind is ChartKind.RUN
        np.testing.assert_array_equal(shown.value, [3, np.nan, np.nan, 7, 3])
        assert shown.centre[0] == 3

    def test_single_values_alone_leave_a_chart_without_limits(self) -> None:
        shown = judge(samples([[1], [2]] * 8), ChartKind.S, PhasePlan())

        assert shown.kind is ChartKind.RUN
        assert shown.baselines[0].subgroups == 0

    def test_a_small_sample_has_no_lower_limit_of_spread(self) -> None:
        few, many = samples([[1, 2, 4]] * 3), samples([[1, 2, 3, 4, 5, 6, 7]] * 3)

        assert ChartWarning.NO_LOWER_LIMIT in S.estimate(few).warnings
        assert ChartWarning.NO_LOWER_LIMIT not in S.estimate(many).warnings


@pytest.mark.statistical
class TestStatistically:
    def test_steady_means_signal_as_often_as_normal_values(self) -> None:
        rng = np.random.default_rng(20240603)
        series = samples(rng.normal(20, 4, (2_000, 5)).tolist())

        chart = averages.chart(series, averages.estimate(series))

        promised = 2 * tail_beyond(3) * 2_000
        assert chart.beyond.sum() == pytest.approx(promised, abs=3 * promised**0.5)


class TestRefusals:
    def test_one_subgroup(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 1"):
            averages.estimate(samples([[1, 2, 3]]))

    def test_no_subgroup_of_two(self) -> None:
        for method in (averages, S, R):
            with pytest.raises(NoPairs):
                method.estimate(samples([[1], [2], [3]]))
