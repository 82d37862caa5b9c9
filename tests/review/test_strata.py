"""The parts of a measure beside each other: surest first, small ones only counted."""

from __future__ import annotations

from qc.review.strata import strata
from qc.spc.multiplicity import Tier
from tests.review.test_tiers import judged

CALM, ODD, TINY = judged(20.0), judged(60.0), judged()


def test_the_surest_comes_first_and_the_tries_are_counted() -> None:
    found = strata(CALM, "team", [("calm", CALM), ("odd", ODD), ("other", CALM)])

    assert [one.name for one in found.parts] == ["odd", "calm", "other"]
    assert [one.name for one in found.to_act_on] == ["odd"]
    assert found.judged == 3
    assert found.parts[0].n == 3_100


def test_the_more_parts_the_less_a_signal_is_worth() -> None:
    near = judged(36.0)
    alone = strata(CALM, "team", [("near", near)])
    among = strata(
        CALM, "team", [("near", near), *((f"calm {i}", CALM) for i in range(200))]
    )

    assert alone.parts[0].verdict.q < among.parts[0].verdict.q
    assert alone.parts[0].verdict.tier is Tier.ACT
    assert among.parts[0].verdict.tier is Tier.WATCH


def test_a_part_of_few_cases_is_counted_but_not_judged() -> None:
    found = strata(CALM, "team", [("calm", CALM), ("tiny", TINY)], minimum=3_001)

    assert [one.name for one in found.parts] == ["calm"]
    assert found.few == (("tiny", 3_000),)
    assert found.judged == 1
