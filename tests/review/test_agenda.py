"""The agenda of a meeting: what comes, in which order, and how one moves through it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.core.kinds import Assurance
from qc.review.agenda import Move, Part, agenda, stepped
from qc.review.assessment import Assured
from tests.review.test_tiers import NEAR, STILL, judged, review

MANY = [judged(20.0, name=f"still-{i}") for i in range(80)]


class TestAgenda:
    def test_signals_come_surest_first_then_what_to_watch(self) -> None:
        jump = judged(60.0, name="jump")

        items = agenda(review(NEAR, *MANY, jump))

        assert [(i.part, i.assessment.measure.id) for i in items] == [
            (Part.ACT, "jump"),
            (Part.WATCH, "m"),
        ]
        assert all(item.verdict is not None for item in items)

    def test_a_steady_measure_that_misses_its_target_comes_last(self) -> None:
        failing = replace(STILL, assured=Assured(kind=Assurance.FAIL))

        items = agenda(review(failing, judged(60.0, name="jump")))

        assert [item.part for item in items] == [Part.ACT, Part.TARGET]
        assert items[-1].verdict is None

    def test_no_news_no_item(self) -> None:
        assert agenda(review(*MANY)) == ()


class TestMoves:
    STOPS = ("a", "b", "end")

    @pytest.mark.parametrize(
        ("now", "move", "then"),
        [
            ("a", Move.NEXT, "b"),
            ("b", Move.BACK, "a"),
            ("a", Move.BACK, "a"),
            ("end", Move.NEXT, "end"),
            ("b", Move.FIRST, "a"),
            ("a", Move.LAST, "end"),
            ("gone", Move.NEXT, "b"),
        ],
    )
    def test_the_ends_are_held(self, now: str, move: Move, then: str) -> None:
        assert stepped(self.STOPS, now, move) == then

    def test_a_meeting_without_news_stays_at_its_end(self) -> None:
        assert {stepped(("end",), "end", move) for move in Move} == {"end"}
