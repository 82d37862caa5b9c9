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
        *(r"j[a\u00e4]n(?:uar|ner)?", r"feb(?:r|ruar)?", r"m(?:\u00e4rz?|rz|aerz)"),
        *(r"apr(?:il)?", r"mai", r"juni?", r"juli?", r"aug(?:ust)?"),
        *(r"sept?(?:ember)?", r"okt(?:ober)?", r"nov(?:ember)?", r"dez(?:ember)?"),
    ),
    "es": (
        *(r"ene(?:ro)?", r"feb(?:rero)?", r"mar(?:zo)?", r"abr(?:il)?", r"may(?:o)?"),
        *(r"jun(?:io)?", r"jul(?:io)?", r"ago(?:sto)?", r"sept?(?:iembre)?"),
        *(r"oct(?:ubre)?", r"nov(?:iembre)?", r"dic(?:iembre)?"),
    ),
    "fr": (
        *(r"janv?(?:ier)?", r"f[e\u00e9]vr?(?:ier)?", r"mars?", r"avr(?:il)?", r"mai"),
        *(r"juin", r"juil?(?:let)?", r"ao[u\u00fb]t?", r"sept?(?:embre)?"),
        *(r"oct(?:obre)?", r"nov(?:embre)?", r"d[e\u00e9]c(?:embre)?"),
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
