"""What in a text can name somebody: addresses, telephone numbers, words; and hiding it.

The patterns are understood alike by Python and by RE2, which queries use.
"""

from __future__ import annotations

import re

GONE = "\u2026"
"""Stands for a text that is not shown or not kept."""

MAIL = r"""[^\s@,;:<>()\[\]"'|/]+@[^\s@,;:<>()\[\]"'|/]+\.[^\s@,;:<>()\[\]"'|/.]+"""
"""An e-mail address somewhere in a text."""

PHONE = (
    r"(?:\+|\b00)[1-9][0-9 ()/.-]{5,20}[0-9]"  # with the code of its country
    r"|\b0[1-9][0-9]{1,4}[ /-] ?[0-9][0-9 -]{3,14}[0-9]"  # within a country
    r"|\(0?[1-9][0-9]{1,4}\) ?[0-9][0-9 -]{4,14}[0-9]"
    r"|\b[2-9][0-9]{2}[ .-][0-9]{3}[.-][0-9]{4}\b"
)
"""A telephone number somewhere in a text; neither a date nor a number as such."""

_MAIL, _PHONE = re.compile(MAIL), re.compile(PHONE)
_WORD = re.compile(r"[^\W\d_]+")
_VALUES = (
    "t z am pm utc gmt h m s d min sec nan null none na n a true false yes no "
    "jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun"
)
_OF_VALUES = frozenset(_VALUES.split())


def holds_mail(text: str) -> bool:
    """Tell whether a text holds an e-mail address."""
    return "@" in text and _MAIL.search(text) is not None


def is_phone(text: str) -> bool:
    """Tell whether a text is a telephone number."""
    return _PHONE.fullmatch(text) is not None


def hidden(text: str) -> str:
    """Return a text without its e-mail addresses and telephone numbers."""
    return _PHONE.sub(GONE, _MAIL.sub(GONE, text))


def shape(text: str) -> str:
    """Return how a text is written, not what it says: figures and marks, no words.

    Short words that values are made of stay: months, "am", "UTC", "h".
    """
    return _WORD.sub(_unless_of_values, hidden(text))


def _unless_of_values(word: re.Match[str]) -> str:
    return word[0] if word[0].casefold() in _OF_VALUES else GONE
