"""Recent points that no rule signals, and chance would hardly make."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.kinds import ChartKind, Direction, Meaning, MeasureKind, Side, Variation
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.core.series import Series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.recent import CHANCE, RULE
from qc.view import words
from qc.view.words.findings import finding_row
from tests.builders import counts

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")
QUIET = np.random.default_rng(8).binomial(400, 0.1, 40)
NEAR = counts([*QUIET, 57, 57, 57, 57], of=400)


def judged(
    series: Series,
    direction: Direction = Direction.LOWER,
    chart: ChartKind | None = None,
    rules: str = "default",
) -> Assessment:
    card = Measure(
        id="m",
        title="M",
        question="?",
        kind=MeasureKind.SHARE,
        direction=direction,
        chart=chart,
    )
    return assess(card, series, rule_set=RULES[rules], plan=PhasePlan(freeze=40))


class TestRecentPoints:
    def test_four_points_near_the_limit_are_a_finding(self) -> None:
        one = judged(NEAR)
        (finding, *_) = one.current

        assert one.chart is not None
        assert not one.chart.beyond[-4:].any()
        assert one.evidence <= CHANCE
        assert (finding.signal.rule, finding.signal.side) == (RULE, Side.ABOVE)
        assert (finding.signal.start, finding.signal.stop) == (40, 43)
        assert finding.meaning is Meaning.CONCERN
        assert one.variation is Variation.CONCERN_HIGH
        assert words.sentence(one) == (
            "The last 4 weeks together are worse than chance explains, though no rule "
            "signals. Early warning."
        )
        assert finding_row(one, finding)[0] == "Recent points together"

    def test_a_rule_that_signals_speaks_alone(self) -> None:
        one = judged(NEAR, rules="western-electric")

        assert one.evidence <= CHANCE
        assert RULE not in {finding.signal.rule for finding in one.findings}

    def test_what_chance_can_make_is_none(self) -> None:
        one = judged(counts(QUIET, of=400))

        assert one.evidence > CHANCE
        assert RULE not in {finding.signal.rule for finding in one.findings}

    @pytest.mark.parametrize(
        ("direction", "meaning"),
        [
            (Direction.HIGHER, Meaning.IMPROVEMENT),
            (Direction.NEITHER, Meaning.NEUTRAL),
        ],
    )
    def test_it_is_read_as_wished(self, direction: Direction, meaning: Meaning) -> None:
        assert judged(NEAR, direction).current[0].meaning is meaning
