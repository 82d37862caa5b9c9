"""What a look at the values of a file says, with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RemarkKind(StrEnum):
    """What a remark is about."""

    SPAM = "spam"
    SCORE_WORDS = "score-words"
    ANSWER_AFTER_END = "answer-after-end"
    SPAN_WORKED_OUT = "span-worked-out"
    TIME_WORKED_OUT = "time-worked-out"
    CLOCK_LEFT = "clock-left"
    ORDER_CHANGED = "order-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to know of a file.

    Attributes
    ----------
    kind : RemarkKind
    field, column : str
        What it is about; the column may be empty.
    n, of : int
        How many of the rows looked at; of SCORE_WORDS, ratings of those asked for.
    pairs : tuple of (text, value)
        SCORE_WORDS: what each answer is worth, "" is no rating. SPAM: the words.
    medians : tuple of float
        ANSWER_AFTER_END: median seconds to the answer and to the end, in those rows.
    """

    kind: RemarkKind
    field: str
    column: str = ""
    n: int = 0
    of: int = 0
    pairs: tuple[tuple[str, str], ...] = ()
    medians: tuple[float, ...] = ()
