"""Rule sets from TOML: the house's own, and every fault of a bad file at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.errors import InvalidCard
from qc.core.kinds import RulePattern
from qc.core.rules import Rule
from qc.core.ruleset import read_rule_sets

FILE = Path(__file__).parents[2] / "data" / "rules.toml"


def refusal(text: str) -> str:
    with pytest.raises(InvalidCard) as refused:
        read_rule_sets(text, "my.toml")
    return str(refused.value)


class TestTheHouseRules:
    def test_their_names(self) -> None:
        sets = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)

        assert list(sets) == [
            "default",
            "nhs",
            "western-electric",
            "nelson",
            "aiag",
            "wheeler",
        ]
        assert [rule.id for rule in sets["default"].rules] == [
            "beyond-limits",
            "long-run",
            "few-crossings",
        ]
        assert all(each.id == name and each.title for name, each in sets.items())

    def test_every_set_begins_with_the_limits(self) -> None:
        sets = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)

        assert {each.rules[0].id for each in sets.values()} == {"beyond-limits"}

    def test_nelson_has_eight_and_the_nhs_looks_at_the_whole_window(self) -> None:
        sets = read_rule_sets(FILE.read_text(encoding="utf-8"), FILE.name)

        assert len(sets["nelson"].rules) == 8
        assert sets["nhs"].rule("two-of-three-near-limit") == Rule(
            id="two-of-three-near-limit",
            pattern=RulePattern.BEYOND,
            points=2,
            window=3,
            sigma=2.0,
            not_beyond=3.0,
            whole_window_on_side=True,
        )


class TestReading:
    def test_a_set_of_ones_own(self) -> None:
        sets = read_rule_sets(
            """
            [rule.five]
            pattern = "side"
            points = 5
            [rule.pair]
            pattern = "beyond"
            points = 2
            sigma = 2
            [set.mine]
            title = "Mine"
            rules = ["pair", "five"]
            """,
            "my.toml",
        )

        assert [rule.id for rule in sets["mine"].rules] == ["pair", "five"]
        assert sets["mine"].rule("pair").window == 2

    def test_an_empty_file_has_no_sets(self) -> None:
        assert read_rule_sets("", "my.toml") == {}


class TestRefusals:
    def test_all_faults_at_once(self) -> None:
        text = """
            [rules.x]
            [rule.a]
            pattern = "sid"
            [rule.b]
            pattern = "side"
            points = 1
            window = 3
            [rule.c]
            pattern = "beyond"
            points = "two"
            sigma = "far"
            whole_window_on_side = 1
            [rule.d]
            pattern = "beyond"
            points = 3
            window = 2
            sigma = 2.0
            not_beyond = 1.0
            [rule.e]
            pattern = "within"
            points = 15
            [set.s]
            rules = ["bb", "b", "b"]
            [set.t]
            title = "T"
            colour = "red"
            """

        assert refusal(text) == (
            "my.toml has 15 fault(s); nothing was used:\n"
            "- the file: unknown key 'rules'. Did you mean 'rule'?\n"
            "- rule a: no pattern is called 'sid'. Did you mean 'side'?\n"
            "- rule b: unknown key 'window'.\n"
            "- rule b: points must be at least 2; got 1.\n"
            "- rule c: points must be a whole number.\n"
            "- rule c: sigma must be a number.\n"
            "- rule c: whole_window_on_side must be true or false.\n"
            "- rule d: window must not be smaller than points (3).\n"
            "- rule d: not_beyond must lie beyond sigma (2.0).\n"
            "- rule e: needs a sigma above 0.\n"
            "- set s: needs a title.\n"
            "- set s: no rule is called 'bb'. Did you mean 'b'?\n"
            "- set s: lists 'b' twice.\n"
            "- set t: unknown key 'colour'.\n"
            "- set t: needs a list of rules."
        )

    def test_no_pattern_comes_near(self) -> None:
        assert refusal("[rule.a]\nwindow = 3") == (
            "my.toml has 1 fault(s); nothing was used:\n"
            "- rule a: no pattern is called None. Known: beyond, side, trend, "
            "alternating, within, outside, longest-run, crossings."
        )

    def test_tables_that_are_none(self) -> None:
        assert refusal("rule = 3\n[set]\nx = 1") == (
            "my.toml has 2 fault(s); nothing was used:\n"
            "- rule must be tables, like [rule.NAME].\n"
            "- set x: must be a table, [set.x]."
        )

    def test_no_toml(self) -> None:
        assert refusal("rule = [").startswith(
            "my.toml has 1 fault(s); nothing was used:\n- not valid TOML: "
        )
