"""p' and u' by probability: limits by hand, laws, and what they promise."""

from __future__ import annotations

import math
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from qc.core.charts import Baseline, PhasePlan
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Counts
from qc.spc import proportion, rate
from qc.spc.chances import p_values
from qc.spc.evidence import evidence
from qc.spc.limits import Limits
from qc.spc.phases import judge
from tests.builders import counts
from tests.spc.makers import any_counts, at

BOTH = pytest.mark.parametrize("module", [proportion, rate], ids=["share", "rate"])
ALL = PhasePlan(freeze=None)

logs = st.builds(
    any_counts,
    st.lists(st.integers(1, 500), min_size=2, max_size=30),
    st.integers(0, 2**32 - 1),
)


def _baseline(kind: ChartKind, centre: float, spread: float, n: float) -> Baseline:
    return Baseline(
        kind=kind, centre=centre, spread=spread, subgroups=24, exposure=(n,)
    )


def _weeks(k: int, seed: int, n: float = 107) -> Counts:
    """Shares about 0.12 whose log odds vary from week to week with a sigma of 0.5."""
    rng = np.random.default_rng(seed)
    return counts(rng.binomial(int(n), expit(-2 + 0.5 * rng.normal(size=k))), of=n)


class TestTheBook:
    def test_a_share_that_can_be_anything_makes_all_counts_alike(self) -> None:
        """A mean of 1/2 and a variance of 1/12: each of 0 to 999 has 1 in 1000."""
        spread = math.sqrt(1 + 998 / 12 / 0.25)
        learned = _baseline(ChartKind.P_PRIME_PROBABILITY, 0.5, spread, 999)

        drawn = proportion.chart(counts([0, 1, 998, 999], of=999), learned)

        assert proportion.LAW.mixed.between(learned) == pytest.approx(1 / 12)
        assert drawn.lower * 999 == pytest.approx(1)
        assert drawn.upper * 999 == pytest.approx(998)
        assert drawn.beyond.tolist() == [True, False, False, True]

    def test_an_exponential_rate_has_the_limit_of_a_g_chart(self) -> None:
        """Mean and sigma 20: counts are geometric, 135 the limit by probability."""
        learned = _baseline(ChartKind.U_PRIME_PROBABILITY, 20.0, math.sqrt(21), 1)

        drawn = rate.chart(counts([135, 136], of=1), learned)

        assert drawn.upper == pytest.approx(135)
        assert drawn.beyond.tolist() == [False, True]

    @BOTH
    def test_centre_and_sigma_z_are_those_of_laney(self, module: ModuleType) -> None:
        log = _weeks(40, 1)

        prime = module.estimate(log, overdispersed=True)
        found = module.estimate_probable(log)

        assert (found.centre, found.spread) == (prime.centre, prime.spread)
        assert found.exposure == pytest.approx((107.0,))
        assert module.chart(log, found).sigma == pytest.approx(
            module.chart(log, prime).sigma
        )

    @BOTH
    def test_with_memory_the_law_is_wider(self, module: ModuleType) -> None:
        log = counts(100 + 9 * np.sin(np.arange(48) / 3), of=1000)

        found = module.estimate_corrected(log)
        wider = replace(module.estimate_probable(log), spread=found.spread)
        drawn = module.chart(log, found)

        assert found.memory > 0.5
        assert drawn.upper == pytest.approx(module.chart(log, wider).upper)
        assert not drawn.symmetric

    def test_own_ups_and_downs_do_not_shrink_as_subgroups_grow(self) -> None:
        log = counts([9, 30, 8, 41, 12, 28, 6, 35] * 3, of=100)
        many = counts([3_000.0], of=10_000)

        prime, own = (
            proportion.chart(many, learned)
            for learned in (
                proportion.estimate(log, overdispersed=True),
                proportion.estimate_probable(log),
            )
        )

        assert (prime.beyond[0], own.beyond[0]) == (True, False)
        assert own.sigma[0] > 5 * prime.sigma[0]


class TestAlways:
    @given(logs, st.sampled_from(Limits))
    def test_limits_bracket_what_is_possible(self, log: Counts, limits: Limits) -> None:
        learned = proportion.estimate_probable(log)
        drawn = proportion.chart(log, learned, limits=limits)

        assert np.all((drawn.lower >= 0) & (drawn.upper <= 1))
        assert np.all(drawn.lower <= drawn.upper)
        assert not drawn.symmetric
        assert learned.spread >= 1

    @given(logs)
    def test_the_complement_mirrors_the_chart(self, log: Counts) -> None:
        good = counts(log.opportunities - log.events, of=log.opportunities)

        one, other = (
            judge(each, ChartKind.P_PRIME_PROBABILITY, ALL, minimum=2)
            for each in (log, good)
        )

        assert one.lower == pytest.approx(1 - other.upper)

    def test_without_excess_limits_are_the_exact_ones(self) -> None:
        log = counts([5] * 20, of=50)

        own = proportion.chart(log, proportion.estimate_probable(log))
        exact = proportion.chart(log, proportion.estimate(log), limits=Limits.EXACT)

        assert own.upper == pytest.approx(exact.upper)
        assert own.lower == pytest.approx(exact.lower)

    @BOTH
    @pytest.mark.parametrize("share", [0, 1])
    def test_a_level_without_variance(self, module: ModuleType, share: int) -> None:
        log = counts([50 * share] * 15, of=50)

        found = module.estimate_probable(log)
        drawn = module.chart(log, found)

        assert not drawn.beyond.any()
        assert ChartWarning.NO_VARIATION in found.warnings

    def test_a_single_interaction_each_leaves_nothing_between(self) -> None:
        log = counts([0, 1, 0, 1, 1, 0], of=1)

        drawn = proportion.chart(log, proportion.estimate_probable(log))

        assert not drawn.beyond.any()

    @BOTH
    def test_gaps_and_excluded_points(self, module: ModuleType) -> None:
        log = _weeks(30, 2)
        other = replace(log, events=np.where(at(9, 30), 0.0, log.events))
        gap = replace(log, opportunities=np.where(at(4, 30), 0.0, log.opportunities))
        gap = replace(gap, events=np.where(at(4, 30), 0.0, gap.events))

        found = [module.estimate_probable(x, excluded=at(9, 30)) for x in (log, other)]
        drawn = module.chart(gap, found[0])

        assert found[0] == found[1]
        assert np.flatnonzero(np.isnan(drawn.upper)).tolist() == [4]

    @pytest.mark.parametrize(
        "kind", [ChartKind.P_PRIME_PROBABILITY, ChartKind.U_PRIME_PROBABILITY]
    )
    def test_outside_is_what_has_a_small_chance(self, kind: ChartKind) -> None:
        log = counts(np.append(_weeks(30, 3).events, [0, 60]), of=107)
        drawn = judge(log, kind, PhasePlan())

        p = p_values(log, drawn)

        assert np.all(p[drawn.beyond] < 0.0027)
        assert np.all(p[~drawn.beyond] > 0.00135)
        assert drawn.beyond[-1]

    def test_what_a_review_acts_on_is_that_of_laneys_chart(self) -> None:
        log = counts(np.append(_weeks(30, 4).events, [45]), of=107)

        one, other = (
            evidence(log, judge(log, kind, PhasePlan()))
            for kind in (ChartKind.P_PRIME, ChartKind.P_PRIME_PROBABILITY)
        )

        assert one == other < 0.05


@pytest.mark.statistical
class TestStatistically:
    def test_a_skewed_share_is_called_out_as_seldom_as_promised(self) -> None:
        series = [_weeks(76, seed) for seed in range(200)]

        past, laney = (
            np.mean([judge(one, kind, ALL).beyond.mean() for one in series])
            for kind in (ChartKind.P_PRIME_PROBABILITY, ChartKind.P_PRIME)
        )

        assert 0.0015 < past < 0.0042
        assert laney > 0.008


@BOTH
class TestRefusals:
    def test_a_single_point(self, module: ModuleType) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            module.estimate_probable(counts([3], of=50))

        assert refused.value.need == 2
