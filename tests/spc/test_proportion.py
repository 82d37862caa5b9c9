"""The p chart: the book's numbers, what must always hold, how it fails."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Counts
from qc.spc import proportion
from qc.spc.limits import Limits
from tests.builders import counts
from tests.spc.makers import any_counts, at

# Montgomery: defective orange-juice cans, 30 samples of n = 50.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22]
CANS += [8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]

sizes = st.lists(st.integers(1, 500), min_size=2, max_size=60)
logs = st.builds(any_counts, sizes, st.integers(0, 2**32 - 1))


class TestTheBook:
    """Numbers printed in the source, to the digits printed there."""

    def test_montgomery_orange_juice_cans(self) -> None:
        cans = counts(CANS, of=50)
        chart = proportion.chart(cans, proportion.estimate(cans))

        assert chart.centre[0] == pytest.approx(0.2313, abs=5e-5)
        assert chart.upper[0] == pytest.approx(0.4102, abs=5e-5)
        assert chart.lower[0] == pytest.approx(0.0524, abs=5e-5)
        assert np.flatnonzero(chart.beyond).tolist() == [14, 22]

    def test_revised_without_the_two_assignable_causes(self) -> None:
        cans = counts(CANS, of=50)
        left_out = at(14, 30) | at(22, 30)

        chart = proportion.chart(cans, proportion.estimate(cans, excluded=left_out))

        assert chart.centre[0] == pytest.approx(0.2150, abs=5e-5)
        assert chart.upper[0] == pytest.approx(0.3893, abs=5e-5)
        assert chart.lower[0] == pytest.approx(0.0407, abs=5e-5)


class TestAlways:
    """Laws that hold for every log."""

    @given(logs, st.sampled_from(Limits))
    def test_limits_bracket_the_centre_inside_zero_and_one(
        self, log: Counts, limits: Limits
    ) -> None:
        chart = proportion.chart(log, proportion.estimate(log), limits=limits)

        assert np.all((chart.lower >= 0) & (chart.upper <= 1))
        if limits is Limits.SIGMA:
            assert np.all((chart.lower <= chart.centre) & (chart.upper >= chart.centre))

    @given(logs)
    def test_the_complement_mirrors_the_chart(self, log: Counts) -> None:
        good = counts(log.opportunities - log.events, of=log.opportunities)
        bad_chart, good_chart = (
            proportion.chart(each, proportion.estimate(each), limits=Limits.SIGMA)
            for each in (log, good)
        )

        np.testing.assert_allclose(good_chart.upper, 1 - bad_chart.lower, atol=1e-9)

    @given(logs)
    def test_four_times_the_interactions_halve_sigma(self, log: Counts) -> None:
        big = counts(4 * log.events, of=4 * log.opportunities)
        chart = proportion.chart(log, proportion.estimate(log))
        big_chart = proportion.chart(big, proportion.estimate(big))

        np.testing.assert_allclose(big_chart.sigma, chart.sigma / 2, rtol=1e-12)

    @given(logs, st.randoms(use_true_random=False))
    def test_the_order_of_subgroups_does_not_matter(
        self, log: Counts, random: Random
    ) -> None:
        order = list(range(len(log)))
        random.shuffle(order)
        mixed = counts(log.events[order], of=log.opportunities[order])

        chart = proportion.chart(log, proportion.estimate(log))
        mixed_chart = proportion.chart(mixed, proportion.estimate(mixed))

        np.testing.assert_allclose(mixed_chart.upper, chart.upper[order], rtol=1e-12)
        np.testing.assert_allclose(mixed_chart.lower, chart.lower[order], rtol=1e-12)

    @given(logs, st.integers(0, 60))
    def test_a_period_without_interactions_is_a_gap_and_never_a_zero(
        self, log: Counts, place: int
    ) -> None:
        i = min(place, len(log))
        gappy = counts(np.insert(log.events, i, 0), of=np.insert(log.n, i, 0))

        chart = proportion.chart(log, proportion.estimate(log))
        gappy_chart = proportion.chart(gappy, proportion.estimate(gappy))

        assert gappy_chart.baselines[0].subgroups == len(log)
        for name in ("value", "sigma", "lower", "upper"):
            line = getattr(gappy_chart, name)
            assert np.isnan(line[i])
            np.testing.assert_allclose(np.delete(line, i), getattr(chart, name))
        assert not gappy_chart.beyond[i]

    @given(logs)
    def test_sigma_z_only_widens_unless_told_otherwise(self, log: Counts) -> None:
        wide = proportion.estimate(log, overdispersed=True)
        as_is = proportion.estimate(log, overdispersed=True, widen_only=False)

        assert wide.kind is ChartKind.P_PRIME
        assert wide.spread == max(1.0, as_is.spread)

    def test_an_excluded_subgroup_is_judged_all_the_same(self) -> None:
        log = counts([5, 6, 5, 40, 4, 6, 5, 5], of=100)
        left_out = at(3, 8)

        baseline = proportion.estimate(log, excluded=left_out)
        chart = proportion.chart(log, baseline, excluded=left_out)

        assert baseline.subgroups == 7
        assert np.flatnonzero(chart.beyond).tolist() == [3]
        assert chart.in_baseline.tolist() == [True] * 3 + [False] + [True] * 4

    def test_new_subgroups_are_not_of_the_baseline(self) -> None:
        baseline = proportion.estimate(counts([5] * 10 + [6] * 4, of=100))
        new = counts([5, 7, 30], of=100, start="2025-01-06")

        chart = proportion.chart(new, baseline)

        assert not chart.in_baseline.any()
        assert np.flatnonzero(chart.beyond).tolist() == [2]


class TestWarnings:
    def _warnings(self, log: Counts) -> tuple[ChartWarning, ...]:
        return proportion.estimate(log).warnings

    def test_few_subgroups_then_trial_limits_then_firm_ones(self) -> None:
        drawn = np.random.default_rng(1).binomial(400, 0.2, 24)

        assert self._warnings(counts(drawn[:11], of=400)) == (ChartWarning.TOO_FEW,)
        for k in (12, 23):
            found = self._warnings(counts(drawn[:k], of=400))
            assert found == (ChartWarning.TRIAL_LIMITS,)
        assert self._warnings(counts(drawn, of=400)) == ()

    @pytest.mark.parametrize(("all_or_none", "other"), [(0, 1), (50, 49)])
    def test_no_variation_and_then_a_difference(
        self, all_or_none: int, other: int
    ) -> None:
        log = counts([all_or_none] * 12 + [other], of=50)
        baseline = proportion.estimate(log, excluded=at(12, 13))

        chart = proportion.chart(log, baseline)

        assert ChartWarning.NO_VARIATION in baseline.warnings
        np.testing.assert_array_equal(chart.lower, chart.centre)
        np.testing.assert_array_equal(chart.upper, chart.centre)
        assert np.flatnonzero(chart.beyond).tolist() == [12]
        assert np.isinf(chart.z[12])

    def test_small_counts_get_exact_limits_without_zones(self) -> None:
        log = counts(np.random.default_rng(2).binomial(50, 0.02, 30), of=50)
        baseline = proportion.estimate(log)

        by_itself = proportion.chart(log, baseline)
        by_sigma = proportion.chart(log, baseline, limits=Limits.SIGMA)

        assert ChartWarning.SMALL_COUNTS in baseline.warnings
        assert ChartWarning.NO_LOWER_LIMIT in baseline.warnings
        assert not by_itself.symmetric
        assert by_sigma.symmetric
        assert by_itself.upper[0] > by_sigma.upper[0]
        assert not by_itself.has_lower.any()

    def test_a_share_that_drifts_by_nature(self) -> None:
        rng = np.random.default_rng(3)
        share = rng.normal(0.1, 0.02, 30)
        log = counts(rng.binomial(5_000, share), of=5_000)

        assert ChartWarning.OVERDISPERSED in self._warnings(log)
        prime = proportion.estimate(log, overdispersed=True)
        assert ChartWarning.OVERDISPERSED not in prime.warnings


@pytest.mark.statistical
class TestStatistically:
    """What the numbers promise, on simulated processes with a fixed seed."""

    def test_prime_chart_recovers_a_known_overdispersion(self) -> None:
        rng = np.random.default_rng(20240521)
        n = np.full(400, 5_000)
        share = rng.normal(0.10, 2 * np.sqrt(0.10 * 0.90 / 5_000), 400)
        log = counts(rng.binomial(n, share.clip(0, 1)), of=n)

        spread = proportion.estimate(log, overdispersed=True).spread

        assert spread == pytest.approx(np.sqrt(1 + 2**2), rel=0.08)

    def test_false_alarms_of_a_large_subgroup_are_near_nominal(self) -> None:
        rng = np.random.default_rng(5)
        learned = counts(rng.binomial(1_000, 0.2, 2_000), of=1_000)
        new = counts(rng.binomial(1_000, 0.2, 40_000), of=1_000)

        chart = proportion.chart(new, proportion.estimate(learned))

        assert chart.beyond.mean() == pytest.approx(0.0027, abs=0.0009)

    @pytest.mark.parametrize(
        ("n", "p", "rate"), [(50, 0.02, 0.0178), (100, 0.05, 0.0043)]
    )
    def test_exact_limits_keep_the_promise_that_three_sigmas_break(
        self, n: int, p: float, rate: float
    ) -> None:
        """Section 6: how often 3-sigma limits of small counts signal above."""
        learned = counts([p * n] * 11 + [p * n + 1, p * n - 1], of=n)
        baseline = proportion.estimate(learned)
        law = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
        every = counts(np.arange(n + 1), of=n)

        above = {
            limits: float(np.dot(law, chart.value > chart.upper))
            for limits in (Limits.SIGMA, Limits.EXACT)
            for chart in [proportion.chart(every, baseline, limits=limits)]
        }

        assert above[Limits.SIGMA] == pytest.approx(rate, abs=5e-5)
        assert above[Limits.EXACT] <= 0.00135


class TestRefusals:
    """Errors say what is wrong and what to do."""

    def test_too_little_history(self) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            proportion.estimate(counts([1, 2, 3], of=50), excluded=~at(1, 3))

        assert str(refused.value) == (
            "A baseline needs at least 2 subgroups; got 1. "
            "Take a longer period, or a finer subgroup (day instead of week)."
        )

    def test_more_defectives_than_interactions(self) -> None:
        log = counts([1, 12, 3, 11], of=10)

        with pytest.raises(InvalidSeries) as refused:
            proportion.estimate(log)

        assert str(refused.value) == (
            "2 subgroup(s) have more defectives than interactions, the first on "
            "2024-01-08: 12 of 10. "
            "Count each interaction once, or count defects on a u chart."
        )

    def test_new_subgroups_are_checked_too(self) -> None:
        baseline = proportion.estimate(counts([1, 2, 3], of=10))

        with pytest.raises(InvalidSeries, match="1 subgroup"):
            proportion.chart(counts([11], of=10), baseline)
