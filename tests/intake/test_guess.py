"""From the texts of one column to how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from qc.core.plan import MISSING_WORDS
from qc.intake.aliases import Aliases
from qc.intake.guess import Doubt, Guess, guess
from qc.intake.questions import QuestionKind
from qc.intake.recognise import Recognised

ALIASES = Aliases(
    names={},
    second={},
    stages={"complaint": "support", "sales": "sale"},
    ratings={
        "plain": {"Good": "1", "Bad": "0", "Offered": "", "Unoffered": ""},
        "zendesk": {"Good": "1", "Good with comment": "1", "Bad": "0", "Offered": ""},
    },
)


def guessed(field: str, texts: Sequence[str], *, zone: str = "", **more: Any) -> Guess:  # noqa: ANN401
    found = Recognised(column="Column", field=field, confidence=1.0, **more)
    return guess(found, texts, aliases=ALIASES, zone=zone)


class TestTimes:
    def test_ask_for_the_order_and_the_zone(self) -> None:
        made = guessed("opened_at", ["01/03/2026 10:00", "", "02/03/2026 10:00"])

        assert [q.kind for q in made.questions] == [
            QuestionKind.DATE_ORDER,
            QuestionKind.ZONE,
        ]
        assert (made.questions[0].first, made.questions[0].last) == (
            "01/03/2026 10:00",
            "02/03/2026 10:00",
        )
        assert made.plan.formats == made.questions[0].options[0]

    def test_take_the_zone_they_are_told(self) -> None:
        made = guessed("opened_at", ["2026-03-01T10:00"], zone="Europe/Berlin")

        assert made.plan.zone == "Europe/Berlin"
        assert made.questions == ()

    def test_ask_nothing_where_every_text_has_an_offset(self) -> None:
        assert guessed("opened_at", ["2026-03-01T10:00Z"]).questions == ()

    def test_a_promise_is_kept_until_the_end_of_its_day(self) -> None:
        assert guessed("promised_by", ["2026-03-01"]).plan.end_of_day
        assert not guessed("opened_at", ["2026-03-01"]).plan.end_of_day


class TestNumbers:
    def test_words_for_no_value_are_declared_where_they_occur(self) -> None:
        made = guessed("score", ["5", "-", "n/a", "3"])

        assert made.plan.missing == (*MISSING_WORDS, "-")
        assert made.fit == 1.0

    def test_a_mark_names_nobody_but_a_word_may(self) -> None:
        made = guessed("team", ["-", "NA", "None", "?", "north"])
        assert made.plan.missing == (*MISSING_WORDS, "-", "?")

    def test_words_are_worth_what_the_table_of_their_system_says(self) -> None:
        made = guessed("score", ["good", "Bad", "Offered", "5"], system="zendesk")

        assert dict(made.plan.values) == {
            "good": "1",
            "Good": "1",
            "bad": "0",
            "Bad": "0",
            "Offered": "",
            "offered": "",
            "Good with comment": "1",
            "good with comment": "1",
            "Good With Comment": "1",
        }

    def test_words_that_no_table_declares_are_no_score(self) -> None:
        for text in ("Superb", "Good with comment"):
            made = guessed("score", ["Good", text])
            assert made.plan.values == ()
            assert made.fit == 0

    def test_a_question_shows_marked_numbers(self) -> None:
        made = guessed("amount", ["17", "1,234", "2,500", "3"])

        (question,) = made.questions
        assert question.kind is QuestionKind.DECIMAL
        assert (question.first, question.last) == ("1,234", "2,500")

    def test_a_rare_thousands_mark_is_a_doubt(self) -> None:
        made = guessed("amount", ["1,234.50"] + ["1.50"] * 49)

        assert made.doubts == (Doubt.THOUSANDS_MARK,)


class TestDurations:
    def test_the_header_says_the_unit(self) -> None:
        made = guessed("handle_time", ["1.5"], unit=3600)

        assert (made.plan.seconds, made.doubts) == (3600, ())

    def test_without_a_unit_seconds_are_assumed_and_doubted(self) -> None:
        made = guessed("handle_time", ["90"])

        assert (made.plan.seconds, made.doubts) == (1.0, (Doubt.UNIT_ASSUMED,))

    def test_a_clock_needs_no_unit(self) -> None:
        made = guessed("handle_time", ["1:02:03", "00:30:00"])

        assert (made.fit, made.doubts) == (1.0, ())


class TestFlags:
    @pytest.mark.parametrize(
        ("texts", "fit"),
        [
            (["0", "1", ""], 1.0),
            (["Yes", "NO"], 1.0),
            (["true", "False "], 1.0),
            (["0", "1", "2", "3"], 0.5),
        ],
    )
    def test_common_words_fit(self, texts: list[str], fit: float) -> None:
        assert guessed("defective", texts).fit == fit

    def test_words_of_promises_are_translated(self) -> None:
        made = guessed("sla_response_met", ["Within SLA", "SLA Violated", ""])

        assert dict(made.plan.values)["Within SLA"] == "1"
        assert dict(made.plan.values)["SLA Violated"] == "0"
        assert made.fit == 1.0

    def test_they_mean_nothing_elsewhere(self) -> None:
        assert guessed("defective", ["on time", "late"]).fit == 0.0


class TestTexts:
    def test_stages_are_translated_by_their_words(self) -> None:
        made = guessed("stage", ["Complaint", "support", "SALE", "complaint"])

        assert made.plan.values == (("Complaint", "support"), ("complaint", "support"))
        assert made.doubts == ()

    def test_a_word_that_is_no_stage_is_a_doubt(self) -> None:
        made = guessed("stage", ["support", "elsewhere"])

        assert (made.fit, made.doubts) == (0.5, (Doubt.VALUES_UNREADABLE,))

    def test_a_key_that_repeats_or_is_missing_is_a_doubt(self) -> None:
        made = guessed("interaction_id", ["1", "1", ""])

        assert made.doubts == (Doubt.KEY_REPEATS, Doubt.KEY_MISSING)
        assert guessed("interaction_id", ["1", "2"]).doubts == ()
