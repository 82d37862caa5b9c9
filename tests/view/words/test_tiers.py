"""What the review says of chance."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from qc.review.tiers import Verdict
from qc.spc.multiplicity import Tier
from qc.view.words import tiers as say
from tests.review.test_tiers import JUMP, NEAR, STILL, review


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


class TestTheLists:
    def test_how_many_charts_and_how_often_chance(self) -> None:
        assert plain(say.to_act_on_line(review(*[STILL] * 17))) == (
            "17 charts were judged together: chance alone puts any of them here in at "
            "most 1 week in 10."
        )

    def test_one_chart(self) -> None:
        assert plain(say.to_act_on_line(review(STILL))) == (
            "1 chart was judged: chance alone puts it here in at most 1 week in 10."
        )

    def test_none(self) -> None:
        assert say.to_act_on_line(review()) == ""

    def test_what_to_watch_is(self) -> None:
        assert plain(say.to_watch_line(review(NEAR, *[STILL] * 60))) == (
            "Signals by the rules of their own chart that chance could have made among "
            "61 charts. Wait for the next point before you act."
        )

    def test_nothing_to_act_on(self) -> None:
        assert say.nothing_line(review(STILL)) == say.NOTHING
        assert plain(say.nothing_line(review(NEAR, *[STILL] * 60))) == (
            "Nothing to act on this week: chance could have made every signal among 61 "
            "charts."
        )

    def test_a_signal_that_cannot_be_judged(self) -> None:
        alone = review(replace(JUMP, evidence=math.nan))

        assert "among" not in say.to_watch_line(alone)

    def test_a_long_list_is_folded(self) -> None:
        assert say.more_line(3) == "3 more to act on"


class TestTheChance:
    @pytest.mark.parametrize(
        ("q", "judged", "told"),
        [
            (0.0123, 17, "Chance of this or more, all 17 charts considered: 1.2 %"),
            (0.31, 2, "Chance of this or more, all 2 charts considered: 31 %"),
            (1e-9, 1, "Chance of this or more: under 0.1 %"),
            (math.nan, 1, "Too few points to say how likely chance alone is."),
        ],
    )
    def test_in_numbers(self, q: float, judged: int, told: str) -> None:
        verdict = Verdict(tier=Tier.ACT, q=q)

        assert plain(say.chance_line(verdict, judged)) == told
