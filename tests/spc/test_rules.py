"""Signals on a chart: where they start and stop, and who takes part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import ControlChart, PhasePlan, Signal
from qc.core.kinds import ChartKind, ChartWarning, RulePattern, Side
from qc.core.rules import Rule, RuleSet
from qc.core.ruleset import read_rule_sets
from qc.spc import rules
from qc.spc.phases import judge
from qc.spc.run import run_test
from tests.builders import chart, counts, values
from tests.spc.makers import normal

FILE = Path(__file__).parents[2] / "data" / "rules.toml"
SETS = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)


def only(name: str, rule: str) -> RuleSet:
    return RuleSet(id="one", title="One", rules=(SETS[name].rule(rule),))


LIMITS = only("default", "beyond-limits")
EIGHT = only("western-electric", "eight-on-one-side")
TWO_OF_THREE = only("western-electric", "two-of-three-beyond-2-sigma")
LONG_RUN = only("default", "long-run")
CROSSINGS = only("default", "few-crossings")


def drawn(z: list[float]) -> ControlChart:
    return chart(z, centre=0.0, sigma=1.0)


def spans(found: tuple[Signal, ...]) -> list[tuple[int, int, Side | None]]:
    return [(each.start, each.stop, each.side) for each in found]


class TestTheBook:
    def test_consecutive_points_beyond_a_limit_are_one_signal(self) -> None:
        found = rules.find(drawn([0, 4, 5, 0, 4, -4]), LIMITS)

        assert spans(found) == [
            (1, 2, Side.ABOVE),
            (4, 4, Side.ABOVE),
            (5, 5, Side.BELOW),
        ]
        assert {each.rule for each in found} == {"beyond-limits"}

    def test_on_a_limit_is_not_beyond_it(self) -> None:
        assert not rules.find(drawn([3.0, -3.0]), LIMITS)

    def test_ten_on_one_side_are_one_signal_from_the_first(self) -> None:
        found = rules.find(drawn([-0.5, *[0.5] * 10, -0.5]), EIGHT)

        assert spans(found) == [(1, 10, Side.ABOVE)]

    def test_a_window_starts_at_its_first_member(self) -> None:
        found = rules.find(drawn([0.0, 0.0, 2.5, 0.0, 2.5, 0.0]), TWO_OF_THREE)

        assert spans(found) == [(2, 4, Side.ABOVE)]

    def test_signals_come_rule_by_rule_and_in_time(self) -> None:
        found = rules.find(drawn([4.0, *[0.5] * 8, 4.0]), SETS["western-electric"])

        assert [(each.rule, each.start, each.stop) for each in found] == [
            ("beyond-limits", 0, 0),
            ("beyond-limits", 9, 9),
            ("eight-on-one-side", 0, 9),
        ]


class TestPhases:
    def test_no_pattern_reaches_back_over_the_border(self) -> None:
        plain = drawn([0.5] * 12)
        phased = replace(plain, phase=np.repeat([0, 1], [6, 6]))

        assert spans(rules.find(plain, EIGHT)) == [(0, 11, Side.ABOVE)]
        assert not rules.find(phased, EIGHT)

    def test_a_signal_is_placed_in_the_whole_chart(self) -> None:
        phased = replace(
            drawn([-0.5, -0.5, *[0.5] * 8]), phase=np.repeat([0, 1], [2, 8])
        )

        assert spans(rules.find(phased, EIGHT)) == [(2, 9, Side.ABOVE)]

    def test_few_crossings_of_a_later_phase_are_its_own(self) -> None:
        calm, slow = [0.5, -0.5] * 6, [*[0.5] * 6, *[-0.5] * 6] * 2
        phased = replace(
            drawn([*calm, *slow, *calm]), phase=np.repeat([0, 1, 2], [12, 24, 12])
        )

        assert spans(rules.find(phased, CROSSINGS)) == [(12, 35, None)]

    def test_points_beyond_on_both_sides_of_a_border_are_two_signals(self) -> None:
        phased = replace(drawn([0, 4, 4, 0]), phase=np.repeat([0, 1], [2, 2]))

        assert spans(rules.find(phased, LIMITS)) == [
            (1, 1, Side.ABOVE),
            (2, 2, Side.ABOVE),
        ]


class TestExcluded:
    def _chart(self) -> ControlChart:
        plain = drawn([0.5, 0.5, 0.5, 0.5, 4.0, 0.5, 0.5, 0.5, 0.5])
        return replace(plain, excluded=np.arange(9) == 4)

    def test_they_are_judged_by_the_limits(self) -> None:
        assert spans(rules.find(self._chart(), LIMITS)) == [(4, 4, Side.ABOVE)]

    def test_they_interrupt_every_other_rule(self) -> None:
        assert not rules.find(self._chart(), EIGHT)

    def test_they_are_left_out_of_the_run_test(self) -> None:
        z = [*[-0.5, 0.5] * 6, *[0.5] * 5, 0.5, *[0.5] * 5]
        gone = np.arange(23) == 17

        found = rules.find(replace(drawn(z), excluded=gone), LONG_RUN)

        assert spans(found) == [(11, 22, Side.ABOVE)]


class TestLimitRule:
    @pytest.mark.parametrize(
        "rule",
        [
            Rule(id="r", pattern=RulePattern.BEYOND, points=2, window=3, sigma=3.0),
            Rule(id="r", pattern=RulePattern.WITHIN, points=15, sigma=3.0),
            Rule(id="r", pattern=RulePattern.BEYOND, sigma=2.0),
        ],
    )
    def test_it_asks_for_one_point_beyond_three_sigma(self, rule: Rule) -> None:
        assert rules.is_limit_rule(LIMITS.rules[0])
        assert not rules.is_limit_rule(rule)


def test_no_points_have_no_phase() -> None:
    assert rules.phase_slices(drawn([])) == ()


class TestZones:
    def test_a_chart_without_symmetry_has_none(self) -> None:
        lopsided = replace(drawn([2.5, 2.5, 4.0]), symmetric=False)

        assert spans(rules.find(drawn([2.5, 2.5, 4.0]), TWO_OF_THREE))
        assert not rules.find(lopsided, TWO_OF_THREE)
        assert rules.find(lopsided, LIMITS)

    def test_points_whose_limit_was_cut_have_none(self) -> None:
        """One small week must not silence the zones of the others."""
        cut = np.array([-3.0, -3.0, -2.0, -3.0, -3.0])
        plain = drawn([2.5, 2.5, 0.0, 2.5, 2.5])
        floored = replace(plain, floor=-2.0, lower=np.maximum(cut, -2.0))
        one_small = replace(
            plain, floor=-3.0, lower=np.array([-2.9, -2.9, -3, -2.9, -2.9])
        )

        assert not rules.find(floored, TWO_OF_THREE)
        assert spans(rules.find(one_small, TWO_OF_THREE)) == [
            (0, 1, Side.ABOVE),
            (3, 4, Side.ABOVE),
        ]

    def test_a_line_without_spread_has_none(self) -> None:
        flat = chart([5.0] * 20, centre=5.0, sigma=0.0)

        assert not rules.find(flat, SETS["nelson"])

    def test_a_band_that_starts_at_the_limit_is_not_the_rule_of_the_limits(
        self,
    ) -> None:
        rule = Rule(id="band", pattern=RulePattern.BEYOND, sigma=3.0, not_beyond=4.0)
        band = RuleSet(id="b", title="B", rules=(rule,))

        assert spans(rules.find(drawn([0, 3.5, 0, 4.5]), band)) == [(1, 1, Side.ABOVE)]

    def test_without_spread_a_trend_is_still_one(self) -> None:
        rising = chart([5.0] * 6 + [6, 7, 8, 9, 10, 11], centre=5.0, sigma=0.0)

        found = rules.find(rising, only("nelson", "six-point-trend"))

        assert spans(found) == [(5, 11, Side.ABOVE)]

    def test_a_single_point_beyond_a_nearer_line_is_a_zone_too(self) -> None:
        rule = Rule(id="warning", pattern=RulePattern.BEYOND, sigma=2.0)
        warning = RuleSet(id="w", title="W", rules=(rule,))

        assert rules.find(drawn([0, 2.5]), warning)
        assert not rules.find(replace(drawn([0, 2.5]), symmetric=False), warning)


class TestRunChart:
    def test_only_rules_without_lines_apply(self) -> None:
        x = values([1.0, 2, 3, 4, 5, 6, 7, 8])
        judged = judge(x, ChartKind.RUN, PhasePlan())

        found = rules.find(judged, SETS["nelson"])

        assert [each.rule for each in found] == ["six-point-trend"]

    def test_a_run_about_the_median(self) -> None:
        swinging = values([1.0, 3.0] * 9)
        shifted = values([1.0, 3.0] * 9 + [3.0] * 9)
        plan = PhasePlan(freeze=18)

        calm, signalled = (
            rules.find(judge(x, ChartKind.RUN, plan), SETS["default"])
            for x in (swinging, shifted)
        )

        assert calm == ()
        assert spans(signalled) == [(17, 26, Side.ABOVE)]


class TestAnhoej:
    def test_every_run_longer_than_chance_is_told(self) -> None:
        """An old longest run must not hide the one that still goes on."""
        z = [*[0.5] * 12, *[-0.5, 0.5] * 4, *[-0.5] * 10]

        found = rules.find(drawn(z), LONG_RUN)

        assert spans(found) == [(0, 11, Side.ABOVE), (20, 29, Side.BELOW)]

    def test_few_crossings_span_the_phase(self) -> None:
        z = [*[0.5] * 6, *[-0.5] * 6] * 2

        found = rules.find(drawn(z), CROSSINGS)

        assert spans(found) == [(0, 23, None)]

    def test_points_on_the_line_and_gaps_do_not_end_a_run(self) -> None:
        z = [*[-0.5, 0.5] * 5, -0.5, *[0.5] * 5, 0.0, np.nan, *[0.5] * 5]

        found = rules.find(drawn(z), LONG_RUN)

        assert spans(found) == [(11, 22, Side.ABOVE)]

    def test_too_few_useful_points_are_not_tested(self) -> None:
        assert not rules.find(drawn([0.5] * 9), LONG_RUN)
        assert rules.find(drawn([0.5] * 10), LONG_RUN)

    @given(st.integers(10, 60), st.integers(0, 500), st.floats(-0.5, 0.5))
    def test_signals_agree_with_the_test(self, k: int, seed: int, shift: float) -> None:
        z = normal(k, seed, mean=shift)
        test = run_test(z, centre=0.0)

        found = rules.find(drawn(list(z)), LONG_RUN)
        few = rules.find(drawn(list(z)), CROSSINGS)

        longest = max((s.stop - s.start + 1 for s in found), default=0)
        assert bool(found) is (test.longest_run > test.longest_run_max)
        assert longest in {0, test.longest_run}
        assert bool(few) is (test.crossings < test.crossings_min)


class TestAlways:
    @given(st.integers(1, 60), st.integers(0, 500), st.sampled_from(sorted(SETS)))
    def test_every_signal_lies_on_the_chart(self, k: int, seed: int, name: str) -> None:
        z = normal(k, seed, sigma=1.5)
        z[:: seed % 7 + 2] = np.nan

        for each in rules.find(drawn(list(z)), SETS[name]):
            assert 0 <= each.start <= each.stop < k
            assert each.rule in {rule.id for rule in SETS[name].rules}

    @given(st.lists(st.integers(0, 40), min_size=12, max_size=40))
    def test_chart_and_table_agree_on_points_beyond(self, found: list[int]) -> None:
        judged = judge(counts(found, of=40), ChartKind.P, PhasePlan(freeze=12))

        told = np.zeros(len(judged), dtype=bool)
        for each in rules.find(judged, LIMITS):
            told[each.start : each.stop + 1] = True

        np.testing.assert_array_equal(told, judged.beyond)

    def test_an_empty_chart_has_no_signals(self) -> None:
        judged = judge(values([]), ChartKind.XMR, PhasePlan())

        assert rules.find(judged, SETS["nelson"]) == ()


@pytest.mark.statistical
class TestStatistically:
    def test_zone_rules_use_the_own_n_of_every_point(self) -> None:
        """Section 9, qcc 3.0: n of 50 and 5000 in turn; any rule 2 signal in 30."""
        rng = np.random.default_rng(81)
        n = np.tile([50, 5_000], 15)

        signalled = 0
        for _ in range(1_000):
            log = counts(rng.binomial(n, 0.5), of=n)
            judged = judge(log, ChartKind.P, PhasePlan(freeze=None))
            signalled += bool(rules.find(judged, TWO_OF_THREE))

        assert signalled / 1_000 == pytest.approx(0.03, abs=0.02)


class TestWhatRunsMean:
    """Where runs come without a cause, they are no signal."""

    RULES = read_rule_sets(
        """
[rule.beyond]
pattern = "beyond"
sigma = 3.0
[rule.eight]
pattern = "side"
points = 8
[rule.run]
pattern = "longest-run"
[rule.few]
pattern = "crossings"
[set.s]
title = "S"
rules = ["beyond", "eight", "run", "few"]
""",
        "rules",
    )["s"]

    def test_of_a_process_that_carries_over_only_the_limits_count(self) -> None:
        drawn = chart([1.0] * 12 + [9.0] + [-1.0] * 12, centre=0.0, sigma=2.0)
        (baseline,) = drawn.baselines
        carried = replace(baseline, kind=ChartKind.XMR_CORRECTED, memory=0.5)
        told = replace(baseline, kind=ChartKind.RESIDUALS, memory=0.5)

        plain = {s.rule for s in rules.find(drawn, self.RULES)}
        corrected = rules.find(replace(drawn, baselines=(carried,)), self.RULES)
        residuals = {
            s.rule for s in rules.find(replace(drawn, baselines=(told,)), self.RULES)
        }

        assert plain == residuals == {"beyond", "eight", "run", "few"}
        assert {s.rule for s in corrected} == {"beyond"}

    def test_runs_of_small_counts_are_about_their_median(self) -> None:
        values = [0.0, 1.0, 0.0, 2.0, 1.0, 0.0, 3.0, 0.0, 1.0, 0.0, 0.0, 2.0] * 3
        drawn = chart(values, centre=2.5, sigma=1.0)
        (baseline,) = drawn.baselines
        small = replace(baseline, warnings=(ChartWarning.SMALL_COUNTS,))

        about_mean = {s.rule for s in rules.find(drawn, self.RULES)}
        about_median = rules.find(replace(drawn, baselines=(small,)), self.RULES)

        assert {"run"} <= about_mean
        assert not {s.rule for s in about_median} & {"run", "few"}
