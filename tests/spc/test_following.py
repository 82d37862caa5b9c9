"""Charts that follow another chart, through the one way from a series to a chart."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind, PlotUnit
from qc.core.rules import RuleSet
from qc.core.ruleset import read_rule_sets
from qc.spc import cusum, ewma, rare_cusum
from qc.spc.charts import base_for
from qc.spc.following import FOLLOWERS
from qc.spc.phases import judge
from qc.spc.rules import find
from tests.builders import counts, values
from tests.spc.makers import gaps, normal

RULES = """
[rule.beyond-limits]
pattern = "beyond"
sigma = 3.0
[rule.eight]
pattern = "side"
points = 8
[rule.few]
pattern = "crossings"
[set.all]
title = "All"
rules = ["beyond-limits", "eight", "few"]
"""
SHIFTED = values(np.concatenate((normal(24, 1), normal(26, 2, mean=1.0))))


def rules() -> RuleSet:
    return read_rule_sets(RULES, "rules")["all"]


class TestTheBook:
    @pytest.mark.parametrize("kind", [ChartKind.EWMA, ChartKind.MOVING_AVERAGE])
    def test_an_average_follows_the_chart_that_suits(self, kind: ChartKind) -> None:
        series = counts([5, 6, 4, 7] * 8, of=50)
        chart = judge(series, kind, PhasePlan(), base=ChartKind.P)

        assert chart.kind is kind
        assert chart.remembers
        assert chart.unit is PlotUnit.MEASURE
        assert chart.baselines[0].kind is ChartKind.P

    def test_an_ewma_is_the_average_of_its_base(self) -> None:
        base = judge(SHIFTED, ChartKind.XMR, PhasePlan())
        chart = judge(SHIFTED, ChartKind.EWMA, PhasePlan())

        assert np.array_equal(chart.value, ewma.chart(base).value)

    def test_a_cusum_draws_the_larger_sum(self) -> None:
        base = judge(SHIFTED, ChartKind.XMR, PhasePlan())
        sums = cusum.chart(base)
        chart = judge(SHIFTED, ChartKind.CUSUM, PhasePlan())

        assert chart.unit is PlotUnit.SIGMA
        assert np.array_equal(np.abs(chart.value), np.maximum(sums.upper, sums.lower))
        assert np.array_equal(chart.beyond, sums.above | sums.below)
        assert chart.beyond[-1]

    def test_a_head_start_begins_half_way(self) -> None:
        steady = values(normal(30, 3))
        plain = judge(steady, ChartKind.CUSUM, PhasePlan())
        fast = judge(steady, ChartKind.CUSUM_FAST, PhasePlan())

        assert np.abs(fast.value[0]) > np.abs(plain.value[0])

    def test_rare_defects_are_counted_phase_by_phase(self) -> None:
        rng = np.random.default_rng(4)
        series = counts(rng.binomial(200, np.repeat([0.01, 0.03], 30)), of=200)
        second = np.datetime64(series.at[30], "D")
        whole = judge(series, ChartKind.RARE_CUSUM, PhasePlan())
        parts = judge(series, ChartKind.RARE_CUSUM, PhasePlan(starts=(second,)))
        base = judge(series, ChartKind.P, PhasePlan())
        direct = rare_cusum.chart(series, base.baselines[0])

        assert np.array_equal(whole.beyond, direct.above | direct.below)
        assert whole.beyond[-1]
        assert not parts.beyond.any()
        assert parts.unit is PlotUnit.NUMBER


class TestAlways:
    def test_only_the_limits_are_a_rule_of_points_that_remember(self) -> None:
        chart = judge(SHIFTED, ChartKind.EWMA, PhasePlan())

        assert {signal.rule for signal in find(chart, rules())} == {"beyond-limits"}

    @pytest.mark.parametrize("kind", FOLLOWERS)
    def test_too_few_points_are_a_run_chart(self, kind: ChartKind) -> None:
        chart = judge(counts([1, 2, 1], of=9), kind, PhasePlan())

        assert chart.kind is ChartKind.RUN

    @pytest.mark.parametrize("kind", FOLLOWERS)
    def test_a_gap_stays_a_gap(self, kind: ChartKind) -> None:
        series = counts([5, 6, 4, 7, 0, 5, 6] * 4, of=[50, 50, 50, 50, 0, 50, 50] * 4)
        chart = judge(series, kind, PhasePlan())

        assert np.array_equal(np.isnan(chart.value), series.missing)

    def test_what_is_followed(self) -> None:
        shares, rates = counts([1, 2], of=9), counts([10, 2], of=9)
        follow = ChartKind.RARE_CUSUM

        assert base_for(ChartKind.EWMA, shares, None) is ChartKind.P
        assert base_for(ChartKind.EWMA, rates, None) is ChartKind.U
        assert base_for(ChartKind.EWMA, SHIFTED, None) is ChartKind.XMR
        assert base_for(ChartKind.EWMA, shares, ChartKind.WEEKDAY) is ChartKind.WEEKDAY
        assert base_for(ChartKind.EWMA, shares, ChartKind.CUSUM) is ChartKind.P
        assert base_for(follow, shares, ChartKind.P_PRIME) is ChartKind.P
        assert base_for(follow, rates, ChartKind.WEEKDAY) is ChartKind.U
        assert base_for(follow, shares, None) is ChartKind.P


class TestRefusals:
    def test_gaps_cannot_be_followed(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            judge(gaps([1.0, 2.0, 3.0]), ChartKind.EWMA, PhasePlan())

        assert str(refused.value) == (
            "An EWMA chart needs counts of events and opportunities or one value per "
            "period or means and spreads of samples; this measure gives times between "
            "events. Remove `chart` from its card, or choose xmr or run."
        )

    def test_values_hold_no_rare_defects(self) -> None:
        with pytest.raises(InvalidSeries, match="A CUSUM of rare defects needs"):
            judge(SHIFTED, ChartKind.RARE_CUSUM, PhasePlan())

    def test_charts_across_measures(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            judge(SHIFTED, ChartKind.T2, PhasePlan())

        assert str(refused.value) == (
            "A T\u00b2 chart is drawn of several measures at once (together), not of "
            "one measure. Choose another chart for it."
        )
