"""The chart of the spread beside a chart of levels, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.kinds import (
    Assurance,
    ChartKind,
    Direction,
    Meaning,
    MeasureKind,
    Variation,
)
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.core.series import Series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.spread import of_spread
from qc.view.words.spread import spread_sentence
from tests.builders import samples, values
from tests.spc.makers import normal

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")


def judged(series: Series, chart: ChartKind | None = None) -> Assessment:
    card = Measure(
        id="m",
        title="M",
        question="?",
        kind=MeasureKind.SCORE,
        direction=Direction.HIGHER,
        target=4.0,
        chart=chart,
    )
    return assess(card, series, rule_set=RULES["nelson"], plan=PhasePlan())


class TestOfSpread:
    def test_more_spread_is_a_concern_whatever_is_wished_of_the_level(self) -> None:
        one = judged(values([*normal(24, 1), 0, 9, 0]), ChartKind.XMR)
        spread = of_spread(one, one.beside[0])

        assert {signal.rule for signal in spread.signals} == {"beyond-limits"}
        assert [finding.meaning for finding in spread.current] == [Meaning.CONCERN]
        assert spread.variation is Variation.CONCERN_HIGH
        assert spread.assured.kind is Assurance.NONE
        assert spread.target is None
        assert one.target == 4.0

    def test_a_steady_spread_has_no_signal(self) -> None:
        one = judged(values([1.0, 2.0, 1.5] * 10), ChartKind.XMR)
        spread = of_spread(one, one.beside[0])

        assert spread.signals == ()
        assert spread.variation is Variation.COMMON
        assert spread_sentence(spread) == (
            "The spread is steady: how far each week lies from the one before."
        )

    def test_of_samples(self) -> None:
        rng = np.random.default_rng(3)
        groups = [rng.normal(4, 0.5, 8).tolist() for _ in range(29)]
        one = judged(samples([*groups, [1, 7, 1, 7, 1, 7]]), ChartKind.XBAR)
        spread = of_spread(one, one.beside[0])

        assert spread_sentence(spread) == (
            "The spread: how much the cases of one week differ among themselves. "
            "1 point beyond the limit, the last in the week of 22\u00a0Jul; the limits "
            "of the levels rest on a steady spread."
        )
        assert spread_sentence(one) == ""
