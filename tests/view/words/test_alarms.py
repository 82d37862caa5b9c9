"""How often a rule set cries wolf, as Champ and Woodall print it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, Direction, MeasureKind
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.view.words.alarms import alarm_line, alarms_by_size, rules_in_force
from tests.builders import values
from tests.spc.makers import normal

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


def test_by_the_size_of_the_shift() -> None:
    assert alarms_by_size(RULES["western-electric"]) == (
        "Points until a signal, by the size of a shift: none:\u00a092; "
        "0.5\u00a0\u03c3:\u00a027; 1.0\u00a0\u03c3:\u00a09.2; "
        "1.5\u00a0\u03c3:\u00a04.9; 2.0\u00a0\u03c3:\u00a03.1. Exact for "
        "independent, normal points about a known centre."
    )


def test_a_chart_with_a_memory_has_figures_of_its_own() -> None:
    one = assess(
        measure(),
        values(normal(40, 1)),
        rule_set=RULES["nelson"],
        plan=PhasePlan(),
    )
    plain = rules_in_force(one)
    average = rules_in_force(asked(ChartKind.EWMA))
    summed = rules_in_force(asked(ChartKind.CUSUM))

    assert plain[0].startswith("Rules: Nelson (")
    assert "the limits are the only rule" in average[0]
    assert "every 494 points" in average[1]
    assert "every 465 points" in summed[1]
    assert len(rules_in_force(asked(ChartKind.MOVING_AVERAGE))) == 1


def test_a_process_that_carries_over_knows_the_limits_alone() -> None:
    x = np.zeros(60)
    for i, shock in enumerate(normal(59, 3)):
        x[i + 1] = 0.5 * x[i] + shock
    card = measure(ChartKind.XMR_CORRECTED)
    one = assess(card, values(x), rule_set=RULES["nelson"], plan=PhasePlan(freeze=None))

    assert one.chart is not None
    assert one.chart.baselines[0].memory > 0
    assert rules_in_force(one) == (
        "Neighbouring points are alike by nature and make runs without a cause, so the "
        "limits, which allow for it, are the only rule.",
    )


def measure(chart: ChartKind | None = None) -> Measure:
    return Measure(
        id="m",
        title="M",
        question="?",
        kind=MeasureKind.DURATION,
        direction=Direction.LOWER,
        chart=chart,
    )


def asked(chart: ChartKind) -> Assessment:
    series = values(normal(40, 1))
    return assess(measure(chart), series, rule_set=RULES["nelson"], plan=PhasePlan())
