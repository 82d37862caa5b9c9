"""Months in other languages: known by all their words, written in English."""

from __future__ import annotations

import pytest

from qc.core.months import ENGLISH, MONTHS, language_of, to_english

WORDS = {
    "de": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
}
LONG = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober "
    "November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre "
    "novembre décembre",
}


@pytest.mark.parametrize("language", MONTHS)
@pytest.mark.parametrize("words", [WORDS, LONG], ids=["short", "long"])
class TestEveryMonth:
    def test_is_written_in_english(self, language: str, words: dict[str, str]) -> None:
        for word, english in zip(words[language].split(), ENGLISH, strict=True):
            assert to_english(f"03/{word}/26", language) == f"03/{english}/26"
            assert to_english(f"3 {word.upper()} 2026", language) == (
                f"3 {english} 2026"
            )

    def test_tells_its_language(self, language: str, words: dict[str, str]) -> None:
        assert language_of(words[language].split()) == language


class TestOthers:
    def test_a_text_without_a_month_stays(self) -> None:
        assert to_english("03/04/2026", "de") == "03/04/2026"

    def test_words_of_two_languages_are_none(self) -> None:
        assert language_of(["ene", "déc"]) == ""
        assert language_of([]) == ""
