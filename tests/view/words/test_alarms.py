"""How often a rule set cries wolf, as Champ and Woodall print it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.ruleset import read_rule_sets
from qc.view.words.alarms import alarm_line

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")


def test_western_electric_as_printed() -> None:
    assert alarm_line(RULES["western-electric"]) == (
        "A steady process sets off a false alarm every 92 points; a shift of a third "
        "of the way to the limit is found after 9."
    )


def test_rules_without_an_exact_figure_are_said_to_come_on_top() -> None:
    line = alarm_line(RULES["default"])

    assert line.startswith("Counting only outside the limits: a steady process")
    assert "every 370 points" in line
    assert line.endswith("The other rules come on top: more of both.")


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_set_has_its_line(name: str) -> None:
    assert "false alarm every" in alarm_line(RULES[name])
