"""What is said of actions and their checks: every case, with its own numbers."""

from __future__ import annotations

import html
from dataclasses import replace

import numpy as np
import pytest

from qc.core.actions import MOVES, Action, Kind, Status, Verdict
from qc.review.check import Check, Dates, Why, check
from qc.review.check_view import split
from qc.view.a3 import A3, a3_document, a3_html
from qc.view.actions_frames import check_payload
from qc.view.difference_svg import difference_svg, reach
from qc.view.numbers import own_scale
from qc.view.words import actions as say_actions
from qc.view.words import check as say
from tests.builders import counts
from tests.pages.logs import HOSTILE
from tests.review.test_check import LATER, day, judged

TODAY = np.datetime64("2026-11-22")
WORSE = judged(counts([10] * 48 + [30] * 30, of=100))
BETTER = judged(counts([30] * 48 + [10] * 30, of=100))
DATES = Dates(done=day(BETTER, 48), due=day(BETTER, 58), today=LATER)
ONE = Action(title="A", measure="m", done=DATES.done, check=DATES.due, number=7)
FOUND = check(BETTER, DATES)


def said(why: Why) -> str:
    one = replace(FOUND, why=why)
    text = say.check_sentence(one, BETTER, ONE, own_scale(BETTER))
    return text.replace("\u00a0", " ")


class TestTheCheck:
    def test_says_levels_difference_and_points(self) -> None:
        assert said(Why.BETTER).startswith(
            "10.0 % in 10 weeks since, 30.0 % before: \u221220.0 points (\u2212"
        )
        scale = own_scale(BETTER)
        assert say.short_line(FOUND, scale).startswith("30.0 \u2192 10.0")
        assert say.rule_sentence(FOUND) == (
            "The rules in force signal an improvement since the action."
        )

    @pytest.mark.parametrize("why", Why)
    def test_has_a_sentence_for_every_reason(self, why: Why) -> None:
        assert said(why).endswith(".")
        assert "{" not in said(why)

    def test_too_early_says_how_many_are_needed(self) -> None:
        assert said(Why.FEW_AFTER) == "10 weeks since the action; the check needs 8."
        due = "The check is due on 10 Feb 2025. So far: 10.0 %"
        assert said(Why.NOT_DUE).startswith(due)

    def test_explains_itself_with_its_own_numbers(self) -> None:
        lines = say.how_lines(FOUND, BETTER)

        assert any("regression to the mean" in line for line in lines)
        assert any("Student's t with 32 degrees" in line for line in lines)
        assert not [line for line in lines if "{" in line]

    def test_says_what_the_balancing_measure_did(self) -> None:
        scale = own_scale(BETTER)
        none = say.balance_sentence(FOUND, None, scale)
        assert none.startswith("No balancing measure: nobody watches")
        for other, told in ((WORSE, "got worse"), (BETTER, "has not got worse")):
            found = check(BETTER, DATES, balancing=other)
            assert told in say.balance_sentence(found, other, scale)

    def test_as_data_has_the_numbers_it_tells(self) -> None:
        data = check_payload(ONE, FOUND, said(Why.BETTER))

        assert data["check"]["verdict"] == "kept"
        (against,) = data["check"]["against"]
        assert against["difference"] == pytest.approx(-0.2)
        assert against["low"] < -0.2 < against["high"] < 0
        assert check_payload(ONE, None)["check"] is None


class TestTheBoard:
    def test_has_words_for_every_status_kind_verdict_and_move(self) -> None:
        assert set(say_actions.STATUS) == set(Status)
        assert set(say_actions.KIND) == set(Kind)
        assert set(say_actions.VERDICT) == set(Verdict)
        moves = {(a, b) for a, ways in MOVES.items() for b in ways}
        assert set(say_actions.MOVE) == moves

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"due": TODAY + 3}, "Due 25 Nov"),
            ({"due": TODAY - 1}, "Due 21 Nov \u00b7 1 day over"),
            ({"due": TODAY - 9}, "Due 13 Nov \u00b7 9 days over"),
            ({"due": None}, "No due date yet"),
            ({"status": Status.CHECK, "check": TODAY + 3}, "Check 25 Nov"),
            ({"status": Status.CHECK, "check": TODAY}, "Verdict since 22 Nov"),
            (
                {"status": Status.STANDARDISED, "resolved": TODAY},
                "Kept \u00b7 closed in 2026-W47",
            ),
            ({"status": Status.DROPPED, "resolved": TODAY}, "Dropped in 2026-W47"),
        ],
        ids=str,
    )
    def test_says_which_day_is_waited_for(
        self, change: dict[str, object], told: str
    ) -> None:
        one = replace(ONE, **change)  # type: ignore[arg-type]

        assert say_actions.when_line(one, TODAY).replace("\u00a0", " ") == told

    def test_sums_up_what_is_open_and_late(self) -> None:
        late = replace(ONE, due=TODAY - 1)
        ready = replace(ONE, status=Status.CHECK, check=TODAY - 1)

        assert say_actions.summary_line([late, ready, ONE], TODAY) == (
            "3 open actions: 2 to do, 1 in check. 1 verdict waits for you. "
            "**1 past the due date.**"
        )
        assert say_actions.summary_line([], TODAY) == "No open action."


class TestPictures:
    def test_the_interval_lies_on_the_good_side(self) -> None:
        (against,) = FOUND.against
        far = reach(FOUND.against)

        svg = difference_svg(against, BETTER.measure.direction, title="<b>", far=far)

        assert "<title>&#60;b&#62;</title>" in svg
        assert svg.count("<path") == 5
        assert reach([]) == 0

    @pytest.mark.parametrize("text", HOSTILE)
    def test_an_a3_page_shows_hostile_text_as_text(self, text: str) -> None:
        page = _page(replace(ONE, title=text, owner=text, cause=text, expected=text))

        for shown in (a3_html(page), a3_document(page)):
            for live in ("<script", "<img src=x", "<svg", "](http", "javascript:"):
                assert live not in shown.lower()

    def test_an_a3_page_without_data_says_so(self) -> None:
        page = replace(_page(replace(ONE, done=None)), drawn=None, check=None)

        shown = html.unescape(a3_html(page))

        assert "The log has no data of this measure." in shown
        assert "Not done yet: nothing to check." in shown


def _page(one: Action, found: Check | None = FOUND) -> A3:
    return A3(
        action=one,
        drawn=split(BETTER, DATES),
        check=found,
        balancing=None,
        pareto=None,
        causes=(),
        titles={"m": "M"},
        today=TODAY,
    )
