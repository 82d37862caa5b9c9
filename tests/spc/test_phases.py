"""Phases: each by its own limits; freeze and exclusion combine freely."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Series, Values
from qc.spc import individuals, proportion
from qc.spc.phases import baseline_points, judge
from tests.builders import counts, values
from tests.spc.makers import gaps, normal

ALL = PhasePlan(freeze=None)


def day(week: int) -> np.datetime64:
    return np.datetime64("2024-01-01", "D") + np.timedelta64(7 * week, "D")


class TestAlways:
    def test_one_phase_of_all_points_is_estimate_and_chart(self) -> None:
        x = values(normal(30, 1))

        judged = judge(x, ChartKind.XMR, ALL)
        plain = individuals.chart(x, individuals.estimate(x))

        np.testing.assert_array_equal(judged.upper, plain.upper)
        np.testing.assert_array_equal(judged.in_baseline, plain.in_baseline)
        assert judged.in_baseline.all()

    @given(st.integers(12, 30), st.integers(12, 30), st.integers(0, 999))
    def test_phases_know_nothing_of_each_other(self, a: int, b: int, seed: int) -> None:
        x = normal(a + b, seed) + np.where(np.arange(a + b) < a, 0, 50)
        plan = PhasePlan(starts=(day(a),))

        both = judge(values(x), ChartKind.XMR, plan)
        first = judge(values(x[:a]), ChartKind.XMR, PhasePlan())
        second = judge(values(x[a:]), ChartKind.XMR, PhasePlan())

        np.testing.assert_array_equal(both.phase, [0] * a + [1] * b)
        for name in ("centre", "sigma", "lower", "upper", "in_baseline"):
            joined = np.concatenate([getattr(first, name), getattr(second, name)])
            np.testing.assert_allclose(getattr(both, name), joined)

    def test_freezing_sets_limits_from_the_first_usable_points(self) -> None:
        x = normal(40, 2)
        x[3] = np.nan
        plan = PhasePlan(freeze=20, excluded=(day(7),))

        judged = judge(values(x), ChartKind.XMR, plan)

        assert np.flatnonzero(judged.in_baseline).tolist() == [
            *range(3),
            *range(4, 7),
            *range(8, 22),
        ]
        assert judged.baselines[0].subgroups == 20
        assert np.flatnonzero(judged.excluded).tolist() == [7]

    def test_later_points_do_not_move_frozen_limits(self) -> None:
        x = normal(60, 3)
        shifted = np.where(np.arange(60) < 24, x, x + 40)

        before = judge(values(x), ChartKind.XMR, PhasePlan())
        after = judge(values(shifted), ChartKind.XMR, PhasePlan())

        np.testing.assert_array_equal(before.upper, after.upper)
        assert after.beyond[24:].all()

    def test_freeze_exclude_and_phases_together(self) -> None:
        x = normal(60, 4)
        plan = PhasePlan(starts=(day(30),), freeze=15, excluded=(day(2), day(35)))

        judged = judge(values(x), ChartKind.XMR, plan)

        first, second = baseline_points(values(x), plan)
        assert np.flatnonzero(first).tolist() == [0, 1, *range(3, 16)]
        assert np.flatnonzero(second).tolist() == [*range(30, 35), *range(36, 46)]
        for mask, baseline in zip((first, second), judged.baselines, strict=True):
            alone = individuals.estimate(values(x), excluded=~mask)
            assert baseline.centre == alone.centre
            assert baseline.spread == alone.spread

    def test_no_moving_range_crosses_the_border(self) -> None:
        x = np.array([1.0, 2] * 6 + [101.0, 102] * 6)
        plan = PhasePlan(starts=(day(12),))

        judged = judge(values(x), ChartKind.XMR, plan)

        np.testing.assert_allclose(judged.sigma, 1 / 1.1283791671)

    def test_starts_before_and_after_the_series_make_no_phase(self) -> None:
        plan = PhasePlan(
            starts=(np.datetime64("2020-01-01"), np.datetime64("2040-01-01"))
        )

        judged = judge(values(normal(12, 5)), ChartKind.XMR, plan)

        assert len(judged.baselines) == 1
        assert not judged.phase.any()

    def test_times_between_events_have_phases_too(self) -> None:
        data = gaps([5.0, 6, 7, 5] * 6)
        plan = PhasePlan(starts=(data.at[12].astype("datetime64[D]"),))

        judged = judge(data, ChartKind.T, plan)

        assert judged.phase.tolist() == [0] * 12 + [1] * 12
        assert all(each.kind is ChartKind.T for each in judged.baselines)


class TestTooFew:
    """A phase without limits is drawn like a run chart; nothing is refused."""

    def test_below_the_minimum_there_is_a_median_only(self) -> None:
        judged = judge(counts([1, 2, 3, 4, 90], of=100), ChartKind.P, PhasePlan())

        assert judged.kind is ChartKind.RUN
        assert judged.centre.tolist() == [0.03] * 5
        assert not judged.beyond.any()
        assert judged.warnings == (ChartWarning.TOO_FEW,)

    def test_a_new_phase_waits_for_its_limits(self) -> None:
        events = np.random.default_rng(6).binomial(200, 0.2, 20)
        plan = PhasePlan(starts=(day(15),))

        judged = judge(counts(events, of=200), ChartKind.P, plan)

        assert judged.kind is ChartKind.P
        assert [each.kind for each in judged.baselines] == [ChartKind.P, ChartKind.RUN]
        assert np.isfinite(judged.upper[:15]).all()
        assert np.isinf(judged.upper[15:]).all()
        assert judged.has_upper.tolist() == [True] * 15 + [False] * 5
        assert judged.floor == 0.0

    def test_a_lower_minimum_gives_limits_that_say_they_rest_on_little(self) -> None:
        judged = judge(values([8.0, 11.0]), ChartKind.XMR, ALL, minimum=2)

        assert judged.kind is ChartKind.XMR
        assert ChartWarning.TRIAL_LIMITS in judged.warnings

    @pytest.mark.parametrize(
        "series",
        [
            values([]),
            values([np.nan] * 3),
            values([1.0]),
            values([1.0, np.nan] * 20),
            counts([0, 0], of=0),
        ],
        ids=["empty", "missing", "single", "scattered", "no interactions"],
    )
    @pytest.mark.parametrize("kind", [ChartKind.XMR, ChartKind.RUN])
    def test_nothing_to_estimate_from(self, series: Series, kind: ChartKind) -> None:
        judged = judge(series, kind, PhasePlan())

        assert judged.kind is ChartKind.RUN
        assert len(judged) == len(series)
        assert not judged.beyond.any()

    def test_all_points_excluded(self) -> None:
        x = values(normal(3, 7))
        plan = PhasePlan(excluded=tuple(x.at))

        judged = judge(x, ChartKind.XMR, plan)

        assert np.isnan(judged.centre).all()
        assert judged.excluded.all()


class TestWarnings:
    def test_a_spike_in_the_baseline(self) -> None:
        x = normal(24, 8)
        x[5] = 12

        spiked = judge(values(x), ChartKind.XMR, PhasePlan())
        left_out = judge(values(x), ChartKind.XMR, PhasePlan(excluded=(day(5),)))

        assert ChartWarning.UNSTABLE_BASELINE in spiked.warnings
        assert ChartWarning.UNSTABLE_BASELINE not in left_out.warnings
        assert left_out.beyond[5]

    def test_one_phase_of_small_counts_takes_the_zones_from_the_chart(self) -> None:
        events = np.random.default_rng(11).binomial(50, 0.02, 30)
        of = np.where(np.arange(30) < 15, 50, 5_000)
        log = counts(np.where(of == 50, events, 100 + events), of=of)

        judged = judge(log, ChartKind.P, PhasePlan(starts=(day(15),)))

        assert ChartWarning.SMALL_COUNTS in judged.baselines[0].warnings
        assert ChartWarning.SMALL_COUNTS not in judged.baselines[1].warnings
        assert not judged.symmetric

    def test_a_signal_after_the_baseline_does_not_blame_it(self) -> None:
        events = [20] * 12 + [21] * 12 + [90]

        judged = judge(counts(events, of=200), ChartKind.P, PhasePlan())

        assert judged.beyond[24]
        assert ChartWarning.UNSTABLE_BASELINE not in judged.warnings

    def test_warnings_are_those_of_the_newest_phase(self) -> None:
        x = np.concatenate([np.full(14, 3.0), normal(24, 9)])
        plan = PhasePlan(starts=(day(14),))

        judged = judge(values(x), ChartKind.XMR, plan)

        assert ChartWarning.NO_VARIATION in judged.baselines[0].warnings
        assert ChartWarning.NO_VARIATION not in judged.warnings


class TestWidth:
    def test_two_sigma_limits_are_two_thirds_as_wide(self) -> None:
        x: Values = values(normal(30, 10))

        three = judge(x, ChartKind.XMR, ALL)
        two = judge(x, ChartKind.XMR, ALL, width=2.0)

        np.testing.assert_allclose(
            two.upper - two.centre, 2 / 3 * (three.upper - three.centre)
        )

    def test_width_reaches_the_attribute_charts(self) -> None:
        log = counts([20, 25, 22, 18] * 6, of=200)
        baseline = proportion.estimate(log)

        judged = judge(log, ChartKind.P, ALL, width=2.0)

        expected = proportion.chart(log, baseline, width=2.0)
        np.testing.assert_allclose(judged.upper, expected.upper)


class TestRefusals:
    @pytest.mark.parametrize("freeze", [0, -3])
    def test_limits_from_no_points(self, freeze: int) -> None:
        with pytest.raises(InvalidSeries) as refused:
            judge(values(normal(20, 1)), ChartKind.XMR, PhasePlan(freeze=freeze))

        assert str(refused.value) == (
            f"Limits cannot be set by {freeze} points. "
            "Freeze at least 1, or leave `freeze` out to use all points."
        )

    def test_a_chart_that_does_not_suit(self) -> None:
        with pytest.raises(InvalidSeries, match="A t chart needs times between events"):
            judge(values(normal(3, 1)), ChartKind.T, PhasePlan())
