"""Names of months in the languages that exports come in, and English for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

ENGLISH = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

MONTHS: dict[str, tuple[str, ...]] = {
    "de": (
        *("j[a\u00e4]n(?:uar|ner)?", "feb(?:r|ruar)?", "m(?:\u00e4rz?|rz|aerz)"),
        *("apr(?:il)?", "mai", "juni?", "juli?", "aug(?:ust)?"),
        *("sept?(?:ember)?", "okt(?:ober)?", "nov(?:ember)?", "dez(?:ember)?"),
    ),
    "es": (
        *("ene(?:ro)?", "feb(?:rero)?", "mar(?:zo)?", "abr(?:il)?", "may(?:o)?"),
        *("jun(?:io)?", "jul(?:io)?", "ago(?:sto)?", "sept?(?:iembre)?"),
        *("oct(?:ubre)?", "nov(?:iembre)?", "dic(?:iembre)?"),
    ),
    "fr": (
        *("janv?(?:ier)?", "f[e\u00e9]vr?(?:ier)?", "mars?", "avr(?:il)?", "mai"),
        *("juin", "juil?(?:let)?", "ao[u\u00fb]t?", "sept?(?:embre)?"),
        *("oct(?:obre)?", "nov(?:embre)?", "d[e\u00e9]c(?:embre)?"),
    ),
}
"""Language -> a pattern for each month, in lower case."""


def patterns(language: str) -> tuple[tuple[str, str], ...]:
    """Return pairs (pattern of a month and its full stop, English short name)."""
    names = zip(MONTHS[language], ENGLISH, strict=True)
    return tuple((rf"(?i)\b(?:{name})\b\.?", english) for name, english in names)


def to_english(text: str, language: str) -> str:
    """Write the month of a date in English; without one, nothing changes."""
    for pattern, english in _compiled(language):
        text, times = pattern.subn(english, text, count=1)
        if times:
            return text
    return text


def language_of(words: Iterable[str]) -> str:
    """Return the first language that knows all the words; "" where none does."""
    seen = {word.lower().rstrip(".") for word in words}
    for language, months in MONTHS.items():
        if seen and all(_is_month(word, months) for word in seen):
            return language
    return ""


def _is_month(word: str, months: tuple[str, ...]) -> bool:
    return any(re.fullmatch(month, word) for month in months)


@cache
def _compiled(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(p), english) for p, english in patterns(language))
