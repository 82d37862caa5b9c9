"""Rules in words, made from the rule itself."""

from __future__ import annotations

import pytest

from qc.view import words
from tests.view.build import ALL_RULES, only


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("outside", "Outside the limits"),
        ("near", "Two of three close to a limit"),
        ("zone", "Four of five far from average"),
        ("side", "Eight in a row on one side"),
        ("trend", "Six in a row in one direction"),
        ("alternating", "Fourteen in a row up and down in turn"),
        ("within", "Fifteen in a row unusually close to average"),
        ("both", "Eight in a row away from average on both sides"),
        ("run", "Unusually long run on one side"),
        ("crossings", "Too few crossings of the average"),
    ],
)
def test_a_rule_is_named_by_what_it_looks_for(rule: str, said: str) -> None:
    assert words.rule_name(ALL_RULES.rule(rule)) == said


def test_a_rule_is_described_with_its_numbers() -> None:
    assert words.rule_sentence(ALL_RULES.rule("near")) == (
        "Two of three points lie beyond two thirds of the way to one limit. "
        "Early warning of a change."
    )


def test_the_rule_set_is_told_in_one_line() -> None:
    assert words.rule_set_line(only("outside", "run")) == (
        "Rules: All patterns (Outside the limits; Unusually long run on one side)"
    )
