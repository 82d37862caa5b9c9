"""When a new phase is proposed: a lasting change, sure and long enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qc.core.charts import PhasePlan
from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.core.series import Series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.rebase import proposal
from qc.view.words.rebase import plan_line, proposal_sentence
from tests.builders import counts, values
from tests.spc.makers import normal

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")
BEFORE = np.random.default_rng(1).binomial(200, 0.30, 24)
AFTER = np.random.default_rng(2).binomial(200, 0.15, 20)


def judged(series: Series, plan: PhasePlan | None = None) -> Assessment:
    card = Measure(
        id="m",
        title="M",
        question="?",
        kind=MeasureKind.SHARE,
        direction=Direction.LOWER,
    )
    return assess(card, series, rule_set=RULES["default"], plan=plan)


class TestProposal:
    def test_a_lasting_change_asks_for_a_phase_of_its_own(self) -> None:
        one = judged(counts([*BEFORE, *AFTER], of=200))
        found = proposal(one)

        assert found is not None
        assert found.start == one.series.at[24]
        assert found.points == 20
        assert found.before == pytest.approx(0.30, abs=0.02)
        assert found.after == pytest.approx(0.15, abs=0.02)
        assert proposal_sentence(one, found).startswith(
            "Since the week of 17\u00a0Jun the level is "
        )

    def test_once_started_it_is_not_proposed_again(self) -> None:
        series = counts([*BEFORE, *AFTER], of=200)
        plan = PhasePlan(starts=(series.at[24],), freeze=12)

        assert proposal(judged(series, plan)) is None

    @pytest.mark.parametrize("length", [1, 4, 11])
    def test_a_few_points_are_no_phase(self, length: int) -> None:
        assert proposal(judged(counts([*BEFORE, *AFTER[:length]], of=200))) is None

    def test_what_is_over_is_no_phase(self) -> None:
        back = np.random.default_rng(3).binomial(200, 0.30, 10)

        assert proposal(judged(counts([*BEFORE, *AFTER, *back], of=200))) is None

    def test_limits_that_took_part_in_the_change_say_nothing(self) -> None:
        whole = PhasePlan(freeze=None)

        assert proposal(judged(counts([*BEFORE, *AFTER], of=200), whole)) is None

    def test_a_steady_process_or_none(self) -> None:
        assert proposal(judged(counts(BEFORE, of=200))) is None
        assert proposal(judged(counts([0], of=0))) is None
        few = replace(judged(counts(BEFORE, of=200)), evidence=float("nan"))
        assert proposal(few) is None

    def test_chance_alone_seldom_proposes(self) -> None:
        found = 0
        for seed in range(200):
            x = normal(60, seed)
            card = Measure(
                id="m",
                title="M",
                question="?",
                kind=MeasureKind.SCORE,
                direction=Direction.LOWER,
            )
            one = assess(card, values(x), rule_set=RULES["default"])
            found += proposal(one) is not None

        assert found <= 1


def test_what_is_in_force() -> None:
    day = np.datetime64("2026-01-05")

    assert plan_line(PhasePlan()) == (
        "Limits in force: first 24 points of a phase; phases start once; left out "
        "nothing."
    )
    assert plan_line(PhasePlan(freeze=None, starts=(day,), excluded=(day,))) == (
        "Limits in force: all points of a phase; phases start 2026-01-05; left out "
        "2026-01-05."
    )
