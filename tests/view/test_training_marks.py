"""Training days on charts: condensed, lettered apart from events, nobody named."""

from __future__ import annotations

import numpy as np
import pytest

from qc.core.kinds import Period
from qc.review.training_marks import MOST, Trained, condensed
from qc.view.training_marks import training_frame, training_notes
from qc.view.words import training_marks as say

HOSTILE = "<script>alert(1)</script> =cmd() [x](javascript:1)"
FIRST = np.datetime64("2026-01-05", "D")


def trained(*days: int, course: str = "tone", agent: str = "") -> list[Trained]:
    return [
        Trained(
            day=FIRST + np.timedelta64(day, "D"),
            agent=agent or f"a{day}",
            course=course,
        )
        for day in days
    ]


def simple(text: str) -> str:
    return text.replace("\u00a0", " ")


class TestCondensed:
    def test_few_days_are_marked_each(self) -> None:
        marks = condensed([*trained(0, 0, 3), *trained(0, course="core")])

        assert [str(mark.day) for mark in marks] == ["2026-01-05", "2026-01-08"]
        assert marks[0].courses == (("tone", 2), ("core", 1))
        assert marks[0].agents == ("a0",)
        assert {mark.period for mark in marks} == {Period.DAY}

    @pytest.mark.parametrize(
        ("days", "period"),
        [(40, Period.WEEK), (200, Period.MONTH), (900, Period.MONTH)],
    )
    def test_many_are_marked_by_week_or_month(self, days: int, period: Period) -> None:
        found = trained(*range(days))

        marks = condensed(found)

        assert {mark.period for mark in marks} == {period}
        assert sum(mark.records for mark in marks) == days
        assert len(marks) <= MOST or period is Period.MONTH

    def test_of_none(self) -> None:
        assert condensed([]) == ()


class TestWords:
    def test_name_nobody_without_labels(self) -> None:
        (mark,) = condensed([*trained(0, agent="ann"), *trained(0, agent="bob")])

        (note,) = training_notes([mark])

        assert note.key == "T1"
        assert note.text == "Training: tone; 2 agents"
        assert "ann" not in training_frame([mark]).to_string()

    def test_call_people_as_the_page_does(self) -> None:
        (mark,) = condensed([*trained(0, agent="ann"), *trained(0, agent="bob")])

        assert say.who(mark, {"ann": "Agent B"}) == "Agent B, 1 without interactions"
        assert simple(say.when(mark)) == "5 Jan 2026"

    def test_of_a_week_say_so(self) -> None:
        mark = condensed(trained(*range(40)))[0]

        assert simple(say.when(mark)) == "week from 5 Jan 2026"
        assert say.who(mark, {}) == "7 agents"

    def test_hostile_and_missing_courses(self) -> None:
        (mark,) = condensed([*trained(0, course=HOSTILE), *trained(0, course="")])

        assert say.UNNAMED in say.courses(mark)
        assert len(say.courses(mark)) < 60
