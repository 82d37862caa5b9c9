"""Run lengths of rules: the printed table, their laws, and simulated charts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.core.kinds import RulePattern
from qc.core.rules import Rule, RuleSet
from qc.spc import arl
from qc.spc.patterns import hits
from tests.golden.adapters_evidence import SETS

WE = SETS["western-electric"].rules


def _mean_run_length(rules: tuple[Rule, ...], shift: float, seed: int) -> float:
    """Points to the first signal, averaged over simulated charts side by side."""
    z = np.random.default_rng(seed).normal(shift, 1, (400, 4_000))
    fires = np.any(
        [each.fires for rule in rules for each in hits(rule, z).values()], axis=0
    )
    assert fires.any(axis=0).all()
    return float((fires.argmax(axis=0) + 1).mean())


class TestTheBook:
    """Champ and Woodall (1987), table 1, by their numbers of the rules."""

    @pytest.mark.parametrize(
        ("numbers", "in_control", "one_sigma"),
        [
            ((1,), 370.40, 43.89),
            ((1, 2), 225.44, 20.01),
            ((1, 3), 166.05, 12.66),
            ((1, 4), 152.73, 14.58),
            ((1, 2, 3, 4), 91.75, 9.22),
        ],
    )
    def test_western_electric(
        self, numbers: tuple[int, ...], in_control: float, one_sigma: float
    ) -> None:
        found = arl.average(tuple(WE[i - 1] for i in numbers), (0.0, 1.0))

        assert found == pytest.approx([in_control, one_sigma], abs=0.005)

    @pytest.mark.parametrize(("points", "length"), [(7, 95.73), (9, 216.70)])
    def test_rule_one_with_a_run(self, points: int, length: float) -> None:
        run = Rule(id="run", pattern=RulePattern.SIDE, points=points)

        assert arl.average((WE[0], run), (0.0,))[0] == pytest.approx(length, abs=0.005)

    def test_a_run_alone_by_hand(self) -> None:
        """Two in a row on one side: 1 + 2 points, as each next one is even odds."""
        pair = Rule(id="pair", pattern=RulePattern.SIDE, points=2)

        assert arl.average((pair,), (0.0,))[0] == pytest.approx(3.0)


class TestAlways:
    @settings(max_examples=25)  # each solves for whole run lengths
    @given(st.floats(-4, 4), st.sampled_from(["western-electric", "wheeler", "nhs"]))
    def test_both_directions_are_found_alike(self, shift: float, name: str) -> None:
        found = arl.run_lengths(SETS[name], (shift, -shift)).part

        assert found is not None
        assert found[0] == pytest.approx(found[1], rel=1e-9)

    @settings(max_examples=25)  # each solves for whole run lengths
    @given(st.floats(0, 4), st.sets(st.integers(0, 3), min_size=1, max_size=3))
    def test_a_further_rule_signals_no_later(
        self, shift: float, chosen: set[int]
    ) -> None:
        some = tuple(WE[i] for i in sorted(chosen))

        few, all_four = (arl.average(rules, (shift,))[0] for rules in (some, WE))

        assert 1 <= all_four <= few * (1 + 1e-9)

    def test_the_order_of_the_rules_does_not_matter(self) -> None:
        one, other = arl.average(WE, (0.0, 1.0)), arl.average(WE[::-1], (0.0, 1.0))

        np.testing.assert_allclose(one, other, rtol=1e-9)

    def test_rules_without_a_chain_are_named_and_never_guessed(self) -> None:
        found = arl.run_lengths(SETS["default"], (0.0,))

        assert found.whole is None
        assert found.left_out == ("long-run", "few-crossings")
        assert found.exact == ("beyond-limits",)
        assert found.part == pytest.approx([370.398347], rel=1e-6)

    def test_a_set_of_such_rules_only_has_no_number_at_all(self) -> None:
        trend = Rule(id="trend", pattern=RulePattern.TREND, points=6)
        found = arl.run_lengths(RuleSet(id="x", title="x", rules=(trend,)))

        assert found.part is None
        assert found.whole is None
        assert found.shifts.tolist() == list(arl.SHIFTS)


@pytest.mark.statistical
class TestStatistically:
    """The chain and the rules as they run on charts say the same."""

    @pytest.mark.parametrize("name", ["western-electric", "wheeler"])
    def test_whole_sets_found_on_simulated_charts(self, name: str) -> None:
        rules = SETS[name].rules

        simulated = _mean_run_length(rules, 1.0, seed=5)

        assert simulated == pytest.approx(arl.average(rules, (1.0,))[0], rel=0.05)

    @pytest.mark.parametrize(
        "rule",
        [
            SETS["nhs"].rule("two-of-three-near-limit"),
            Rule(id="within", pattern=RulePattern.WITHIN, points=4, sigma=1.0),
            Rule(id="outside", pattern=RulePattern.OUTSIDE, points=3, sigma=0.8),
        ],
        ids=lambda rule: rule.id,
    )
    def test_single_rules_found_on_simulated_charts(self, rule: Rule) -> None:
        shift = 1.5 if rule.pattern is RulePattern.BEYOND else 0.2

        simulated = _mean_run_length((rule,), shift, seed=6)

        assert simulated == pytest.approx(arl.average((rule,), (shift,))[0], rel=0.05)


class TestRefusals:
    @pytest.mark.parametrize("shift", [float("nan"), float("inf"), -11.0])
    def test_a_shift_out_of_reach(self, shift: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            arl.run_lengths(SETS["wheeler"], (shift,))

        assert str(refused.value) == (
            f"A shift must be a number of sigmas from -10 to 10; got {shift}."
        )
