"""What a look at the values says, in words."""

from __future__ import annotations

import pytest

from qc.intake.recognise import Why
from qc.intake.remark import Remark, RemarkKind
from qc.view.words.remarks import remark_line, why_line

HOSTILE = "<script>[x](javascript:1)</script>" + "y" * 90


def line(kind: RemarkKind, **parts: object) -> str:
    made = {"field": "score", "column": "Column", "n": 3, "of": 1200, **parts}
    return remark_line(Remark(kind=kind, **made)).replace("\xa0", " ")  # type: ignore[arg-type]


class TestRemarks:
    @pytest.mark.parametrize(
        ("kind", "parts", "expected"),
        [
            (
                RemarkKind.SCORE_WORDS,
                {"pairs": (("Good", "1"), ("Bad", "0"), ("Offered", ""))},
                'Score: "Good" counts 1, "Bad" counts 0; "Offered": no rating. '
                "3 of 1,200 customers asked gave a rating, as far as looked.",
            ),
            (
                RemarkKind.ANSWER_AFTER_END,
                {"medians": (5400.0, 3600.0)},
                "First response time: in 3 of 1,200 rows looked at it is longer than "
                "the resolution (typically 1.5 hours against 1.0 hours). Check the "
                "units, and that both columns are what their headings say.",
            ),
            (
                RemarkKind.SPAN_WORKED_OUT,
                {"field": "resolution_time"},
                'Resolution time: "Column" is empty in 3 of 1,200 rows looked at; '
                "there it is worked out from the times, where these are known.",
            ),
            (
                RemarkKind.TIME_WORKED_OUT,
                {"field": "first_response_at"},
                "First response at: the file has no such time. It is worked out: the "
                'opening plus "Column".',
            ),
            (
                RemarkKind.CLOCK_LEFT,
                {},
                '"Column" is the time left on a clock and no duration: below zero the '
                "promise was broken (3 of 1,200 entries looked at).",
            ),
            (
                RemarkKind.SPAM,
                {"field": "category", "pairs": (("Spam", ""),)},
                '3 of 1,200 rows looked at are "Spam" in "Column". They are loaded '
                "like all others; to leave them out, filter the review by category, "
                "or write into a measure card: where = [{ field = "
                '"category", not_one_of = ["Spam"] }].',
            ),
            (
                RemarkKind.ORDER_CHANGED,
                {},
                "Dates are in another order of day and month than last time, as the "
                "file itself shows.",
            ),
        ],
    )
    def test_say_their_numbers(
        self, kind: RemarkKind, parts: dict[str, object], expected: str
    ) -> None:
        assert line(kind, **parts) == expected

    def test_there_are_words_for_all(self) -> None:
        for kind in RemarkKind:
            parts = {"field": "resolution_time", "medians": (1.0, 0.5)}
            assert line(kind, **parts)

    def test_long_texts_of_a_file_are_cut(self) -> None:
        told = line(RemarkKind.CLOCK_LEFT, column=HOSTILE)

        assert "yyyyyyyyyyyyyy" not in told

    def test_a_status_cannot_be_filtered_by(self) -> None:
        told = line(RemarkKind.SPAM, field="status", pairs=(("spam", ""),))

        assert "filter the review" not in told


class TestWhy:
    def test_there_are_words_for_all(self) -> None:
        lines = {why_line(why, "zendesk") for why in Why}

        assert len(lines) == len(Why)
        assert not [line for line in lines if "{" in line]

    def test_names_the_system(self) -> None:
        assert why_line(Why.SYSTEM, "jira") == (
            "A heading of Jira Service Management, like others of this file."
        )
