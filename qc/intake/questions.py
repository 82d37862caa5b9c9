"""What only the owner of a file can know, and what the whole file says about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc.core.errors import NeedsAnswer

Formats = tuple[str, ...]
Probe = Callable[[str, Formats], int]
"""Counts the values of a column that none of the strptime formats can read.

Missing texts do not count.
"""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY_OR_MONTH = "Answer day first or month first."


class QuestionKind(StrEnum):
    """What a question is about."""

    DATE_ORDER = "date-order"
    DECIMAL = "decimal"
    ZONE = "zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that a sample of a column does not decide.

    Attributes
    ----------
    field, column : str
    kind : QuestionKind
    options : tuple of tuple of str
        DATE_ORDER: the strptime formats read day first, then those month first.
        DECIMAL: (decimal mark, thousands mark) pairs. ZONE: none, any IANA zone.
    first, last : str
        First and last value of the sample.
    """

    field: str
    column: str
    kind: QuestionKind
    options: tuple[Formats, ...] = ()
    first: str = ""
    last: str = ""

    @property
    def probes(self) -> tuple[Formats, ...]:
        """The format lists to try on the whole file: each option, then all together."""
        if self.kind is not QuestionKind.DATE_ORDER:
            return ()
        together = tuple(fmt for option in self.options for fmt in option)
        return (*self.options, together)


def settle(question: Question, failures: Sequence[int]) -> Formats | None:
    """Choose by evidence from the whole file; None where it does not decide.

    Parameters
    ----------
    question : Question
        Of kind DATE_ORDER.
    failures : sequence of int
        For each of `question.probes`, the values that could not be read.

    Returns
    -------
    tuple of str or None
        The option that reads all that can be read at all, if it is the only one:
        a single date with day 25 decides. None if both do, or if neither does
        because the file mixes both orders.
    """
    *each, unreadable = failures
    perfect = [i for i, failed in enumerate(each) if failed <= unreadable]
    return question.options[perfect[0]] if len(perfect) == 1 else None


def ask(question: Question, failures: Sequence[int] = ()) -> NeedsAnswer:
    """Put an open question into words, with the first and last value read both ways."""
    if question.kind is QuestionKind.DECIMAL:
        return _ask_decimal(question)
    if question.kind is QuestionKind.ZONE:
        return NeedsAnswer(
            f"The times in column {question.column!r} do not say their time zone.",
            option="Answer with an IANA zone such as Europe/Berlin.",
        )
    if failures and min(failures[:-1]) > failures[-1]:
        return _ask_mixed(question, failures)
    values = dict.fromkeys(value for value in (question.first, question.last) if value)
    shown = "; ".join(_both_ways(value, question.options) for value in values)
    return NeedsAnswer(
        f"The dates in column {question.column!r} can be read day first or month "
        f"first{': ' + shown if shown else ''}.",
        option=_DAY_OR_MONTH,
    )


def _ask_mixed(question: Question, failures: Sequence[int]) -> NeedsAnswer:
    day_first, month_first, unreadable = failures
    return NeedsAnswer(
        f"Column {question.column!r} mixes two orders of dates: "
        f"{month_first - unreadable:,} can only be read day first, "
        f"{day_first - unreadable:,} only month first.",
        option=f"{_DAY_OR_MONTH} What does not fit will be set aside.",
    )


def _ask_decimal(question: Question) -> NeedsAnswer:
    values = dict.fromkeys((question.first, question.last))
    shown = " and ".join(repr(value) for value in values)
    return NeedsAnswer(
        f"The numbers in column {question.column!r}, such as {shown}, can be read "
        "with a decimal mark or with a thousands mark.",
        option="Answer with the decimal mark, '.' or ','.",
    )


def _both_ways(value: str, options: Sequence[Formats]) -> str:
    days = [_day(value, formats) for formats in options]
    return f"{value!r} is {' or '.join(dict.fromkeys(days))}"


def _day(value: str, formats: Formats) -> str:
    for fmt in formats:
        try:
            at = datetime.strptime(value.strip(), fmt)  # noqa: DTZ007 - only its day
        except ValueError:
            continue
        return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
    return "no date"
