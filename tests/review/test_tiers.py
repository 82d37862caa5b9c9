"""To act on, or only to watch: all charts of a review are judged together."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.ruleset import read_rule_sets
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.review.tiers import verdicts
from qc.review.weekly import Review
from qc.spc.multiplicity import Tier
from tests.builders import counts

RULES = read_rule_sets(Path("data/rules.toml").read_text(encoding="utf-8"), "rules")
STEADY = [20.0, 22, 19, 21, 18, 20, 23, 20, 19, 21] * 3


def judged(
    *newest: float, name: str = "m", direction: Direction = Direction.LOWER
) -> Assessment:
    card = Measure(
        id=name,
        title=name,
        question="?",
        kind=MeasureKind.SHARE,
        direction=direction,
    )
    return assess(card, counts([*STEADY, *newest], of=100), rule_set=RULES["default"])


def review(*assessments: Assessment) -> Review:
    return Review(
        week=np.datetime64("2026-11-09"),
        period=Period.WEEK,
        assessments=assessments,
        rules=RULES["default"],
        rows=1,
        week_rows=1,
        digest="",
    )


STILL, JUMP, NEAR = judged(20.0), judged(60.0), judged(34.0)


class TestTiers:
    def test_one_measure_is_judged_by_itself(self) -> None:
        (only,) = verdicts([NEAR])

        assert only.tier is Tier.ACT
        assert only.q == pytest.approx(NEAR.evidence)

    def test_the_same_signal_among_many_is_only_to_watch(self) -> None:
        found = verdicts([NEAR, *[STILL] * 60])

        assert found[0].tier is Tier.WATCH
        assert found[0].q > 0.10
        assert {one.tier for one in found[1:]} == {Tier.NONE}

    def test_a_jump_stands_among_many(self) -> None:
        assert verdicts([JUMP, *[STILL] * 299])[0].tier is Tier.ACT

    def test_company_of_true_signals_lifts_a_weak_one(self) -> None:
        alone = verdicts([NEAR, *[STILL] * 60])[0].q

        assert verdicts([NEAR, *[JUMP] * 20, *[STILL] * 40])[0].q < alone

    def test_evidence_without_a_signal_asks_for_nothing(self) -> None:
        quiet = replace(JUMP, findings=())

        assert verdicts([quiet])[0].tier is Tier.NONE

    def test_a_signal_without_evidence_is_to_watch(self) -> None:
        unknown = replace(JUMP, evidence=math.nan)

        (found,) = verdicts([unknown])

        assert found.tier is Tier.WATCH
        assert math.isnan(found.q)

    def test_no_measure_at_all(self) -> None:
        assert verdicts([]) == ()


class TestTheQueue:
    def test_what_to_act_on_comes_first_the_surest_before(self) -> None:
        weak, sure = judged(40.0, name="weak"), judged(60.0, name="sure")
        watch = replace(NEAR, evidence=math.nan)
        held = review(watch, weak, *[STILL] * 10, sure)

        assert [one.measure.id for one, _ in held.to_act_on] == ["sure", "weak"]
        assert [one for one, _ in held.to_watch] == [watch]
        assert held.signals[-1] is watch
        assert len(held.signals) == 3

    def test_of_equal_evidence_a_concern_comes_first(self) -> None:
        better = judged(60.0, name="better", direction=Direction.HIGHER)
        worse = judged(60.0, name="worse")

        held = review(better, worse)

        assert [one.measure.id for one in held.signals] == ["worse", "better"]
        assert held.concerns == (worse,)
        assert held.improvements == (better,)

    def test_the_judged_are_those_with_evidence(self) -> None:
        assert review(STILL, replace(STILL, evidence=math.nan)).judged == 1
