"""Decimal and thousands marks."""

from __future__ import annotations

import pytest

from qc.intake.numbers import guess_numbers


class TestMarks:
    @pytest.mark.parametrize(
        ("texts", "marks"),
        [
            (["1", "2"], (".", "")),
            (["1.5", "-2", "+3.25"], (".", "")),
            (["1,5", "2"], (",", "")),
            (["0,5"], (",", "")),
            (["1.100,50", "17,25"], (",", ".")),
            (["1,100.50", "17.25"], (".", ",")),
            (["1,234,567", "12"], (".", ",")),
            (["1 234,50", "5,5"], (",", " ")),
            (["1'234.50"], (".", "'")),
            (["1.234", "1.5"], (".", "")),
            (["1e5", "2.5E-3"], (".", "")),
            ([], (".", "")),
        ],
    )
    def test_follow_from_the_texts(
        self, texts: list[str], marks: tuple[str, str]
    ) -> None:
        assert guess_numbers(texts).options == (marks,)
        assert guess_numbers(texts).fit == 1.0

    @pytest.mark.parametrize(
        ("texts", "options"),
        [
            (["1,234", "2"], ((".", ","), (",", ""))),
            (["1.234", "17"], ((".", ""), (",", "."))),
        ],
    )
    def test_can_be_open(
        self, texts: list[str], options: tuple[tuple[str, str], ...]
    ) -> None:
        assert guess_numbers(texts).options == options

    def test_a_rare_thousands_mark_is_reported_and_not_taken(self) -> None:
        guessed = guess_numbers(["1,234.50"] + ["1.50"] * 49)

        assert guessed.options == ((".", ""),)
        assert guessed.rare_thousands
        assert guessed.fit == 0.98

    def test_words_lower_the_fit(self) -> None:
        assert guess_numbers(["good", "5", "bad", "4"]).fit == 0.5

    def test_clocks_are_counted_apart(self) -> None:
        guessed = guess_numbers(["1:02:03", "0:30", "12", "1:99:00"])

        assert guessed.clocks == 0.5
        assert guessed.fit == 0.25
