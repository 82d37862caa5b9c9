"""What a look at the values of a file says, and why a column is taken for a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from qc.core.fields import DIMENSIONS
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count, number
from qc.view.words.names import field_name

_CUT = 40
_MOST = 8  # words of a rating that are named
_WHY: Mapping[str, str] = {
    "own-name": "The heading is the name used here.",
    "system": "A heading of {system}, like others of this file.",
    "other-system": "A heading that {system} uses.",
    "plain": "A heading that says so in plain language.",
    "not-confirmed": "A heading of {system} that is described, but was not seen in "
    "an export yet.",
    "second-choice": "The heading says something near, and no other column is it.",
    "added-field": "A field that was added to {system}; its name says so.",
    "copy": "The copy of a column that is empty.",
    "similar": "The heading is only similar to one that is known.",
    "only-key": "There is no other id.",
    "told": "Chosen, or as last time.",
}
_SYSTEMS = {
    "freshdesk": "Freshdesk",
    "hubspot": "HubSpot",
    "intercom": "Intercom",
    "jira": "Jira Service Management",
    "salesforce": "Salesforce",
    "servicenow": "ServiceNow",
    "zendesk": "Zendesk",
}


class Remark(Protocol):
    """What a remark says: its kind, and the numbers and texts of the file."""

    @property
    def kind(self) -> str:
        """What it is about."""

    @property
    def field(self) -> str:
        """A field of the table."""

    @property
    def column(self) -> str:
        """A heading of the file."""

    @property
    def n(self) -> int:
        """Of the rows looked at, those it is about."""

    @property
    def of(self) -> int:
        """Rows looked at."""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Words, and what they are worth."""

    @property
    def medians(self) -> tuple[float, ...]:
        """Seconds."""


def system_name(system: str) -> str:
    """Return what a helpdesk system calls itself."""
    return _SYSTEMS.get(system, system)


def why_line(why: str, system: str | None) -> str:
    """Say why a column is taken for a field."""
    return _WHY[why].replace("{system}", system_name(system or "a helpdesk system"))


def remark_line(remark: Remark, locale: Locale | None = None) -> str:
    """Say what a look at the values found, with its numbers.

    Returns
    -------
    str
        Plain text that repeats texts of the file: escape it before it meets markup.
    """
    return _LINES[remark.kind](remark, locale)


def _rows(remark: Remark, locale: Locale | None) -> str:
    return f"{count(remark.n, locale)} of {count(remark.of, locale)}"


def _score(remark: Remark, locale: Locale | None) -> str:
    worth = [f'"{_cut(word)}" counts {score}' for word, score in remark.pairs if score]
    none = [f'"{_cut(word)}"' for word, score in remark.pairs if not score]
    parts = [", ".join(worth[:_MOST])]
    if none:
        parts.append(f"{', '.join(none[:_MOST])}: no rating")
    told = "; ".join(part for part in parts if part)
    rate = f" {_rows(remark, locale)} customers asked gave a rating, as far as looked."
    return f"Score: {told}.{rate if none else ''}"


def _answer_after_end(remark: Remark, locale: Locale | None) -> str:
    answer, end = (_hours(value, locale) for value in remark.medians)
    return (
        f"First response time: in {_rows(remark, locale)} rows looked at it is longer "
        f"than the resolution (typically {answer} against {end}). Check the units, and "
        "that both columns are what their headings say."
    )


def _span(remark: Remark, locale: Locale | None) -> str:
    return (
        f'{field_name(remark.field)}: "{_cut(remark.column)}" is empty in '
        f"{_rows(remark, locale)} rows looked at; there it is worked out from the "
        "times, where these are known."
    )


def _time(remark: Remark, _: Locale | None) -> str:
    return (
        f"{field_name(remark.field)}: the file has no such time. It is worked out: the "
        f'opening plus "{_cut(remark.column)}".'
    )


def _clock(remark: Remark, locale: Locale | None) -> str:
    return (
        f'"{_cut(remark.column)}" is the time left on a clock and no duration: below '
        f"zero the promise was broken ({_rows(remark, locale)} entries looked at)."
    )


def _spam(remark: Remark, locale: Locale | None) -> str:
    words = ", ".join(f'"{_cut(word)}"' for word, _ in remark.pairs)
    filtered = (
        f"filter the review by {remark.field}, or "
        if remark.field in DIMENSIONS
        else ""
    )
    return (
        f'{_rows(remark, locale)} rows looked at are {words} in "'
        f'{_cut(remark.column)}". They are loaded like all others; to leave them out, '
        f"{filtered}write into a measure card: where = [{{ field = "
        f'"{remark.field}", not_one_of = [{words}] }}].'
    )


def _order(_: Remark, __: Locale | None) -> str:
    return (
        "Dates are in another order of day and month than last time, as the file "
        "itself shows."
    )


_LINES: Mapping[str, Callable[[Remark, Locale | None], str]] = {
    "score-words": _score,
    "answer-after-end": _answer_after_end,
    "span-worked-out": _span,
    "time-worked-out": _time,
    "clock-left": _clock,
    "spam": _spam,
    "order-changed": _order,
}


def _hours(seconds: float, locale: Locale | None) -> str:
    return f"{number(seconds / 3600, 1, locale)}{SPACE}hours"


def _cut(text: str) -> str:
    return plain(text, limit=_CUT)
