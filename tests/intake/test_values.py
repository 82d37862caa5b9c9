"""Single texts of a sample as values, for a look."""

from __future__ import annotations

from typing import ClassVar

import pytest

from qc.core.plan import FieldPlan
from qc.intake.rating_words import words_of
from qc.intake.values import seconds, span

TOOK = FieldPlan(
    field="handle_time", column="x", seconds=60, decimal=",", thousands="."
)
ISO = FieldPlan(field="opened_at", column="a")
GERMAN = FieldPlan(
    field="opened_at", column="a", formats=("%d.%m.%Y %H:%M", "%d/%b/%y"), months="de"
)


class TestSeconds:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            *((" 1,5 ", 90.0), ("1.000", 60_000.0), ("01:30", 5400.0)),
            *(("26:14:09", 94_449.0), ("", None), ("soon", None), ("1:75", None)),
        ],
    )
    def test_by_the_plan(self, text: str, expected: float | None) -> None:
        assert seconds(text, TOOK) == expected


class TestSpan:
    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            ("2026-03-05T10:00", "2026-03-05T10:01", 60.0),
            ("2026-03-05T10:00+01:00", "2026-03-05T10:00Z", 3600.0),
            ("2026-03-05T10:00", "", None),
            ("2026-03-05T10:00", "never", None),
        ],
    )
    def test_of_iso_times(self, first: str, last: str, expected: float | None) -> None:
        assert span(first, ISO, last, ISO) == expected

    def test_of_named_months(self) -> None:
        assert span("05.03.2026 00:00", GERMAN, "06/Mär/26", GERMAN) == 86_400


class TestRatingWords:
    TABLES: ClassVar = {
        "plain": {"Good": "1"},
        "ours": {"Very_good": "2", "Bad": "0", "?": ""},
    }

    def test_are_those_of_the_system(self) -> None:
        found = dict(words_of(["very good", "3"], self.TABLES, "ours"))

        assert found["very good"] == "2"
        assert found["Bad"] == "0"
        assert found["?"] == ""
        assert "3" not in found

    def test_of_an_unknown_system_are_plain_language(self) -> None:
        assert dict(words_of(["Good"], self.TABLES, "other"))["Good"] == "1"

    @pytest.mark.parametrize("texts", [[], ["3", "4"], ["Good", "Superb"]])
    def test_nothing_is_guessed(self, texts: list[str]) -> None:
        assert words_of(texts, self.TABLES, None) == ()
