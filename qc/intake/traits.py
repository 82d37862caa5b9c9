"""Columns that look like e-mail addresses, telephone numbers or free text, by a sample.

What names people is not stored where nobody asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from qc.core.hiding import holds_mail, is_phone
from qc.core.people import Trait
from qc.intake.sample import Rows

_SOME, _MOSTLY = 0.1, 0.5  # of the texts
_TWICE = 2
_BARE = re.compile(r"0[1-9][0-9]{8,10}")  # a number of a telephone, or of anything
_TEXTS, _DIFFERENT, _WORDS, _LETTERS = 10, 0.7, 5, 25
_NOTHING = frozenset({"", "-", "?", "n/a", "N/A", "none", "None", "NULL", "null"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What the texts of a column look like.

    Attributes
    ----------
    column : str
    trait : Trait
    n, of : int
        How many of the texts looked at do; empty cells are no texts.
    different : int
        How many different texts there are.
    """

    column: str
    trait: Trait
    n: int
    of: int
    different: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """What becomes of a column that looks as if it named people.

    Attributes
    ----------
    looks : Looks
    field : str
        What it is taken for; empty where it is not used.
    coded : bool
        It is stored as pseudonyms only.
    allowed : bool
        Whoever owns the file said that it may be stored as it is, or it is the key
        of the rows.
    offered : str
        What its heading says it is, where it is not used for that reason.
    """

    looks: Looks
    field: str = ""
    coded: bool = False
    allowed: bool = False
    offered: str = ""

    @property
    def asked(self) -> bool:
        """Whether its owner has to say that it may be stored."""
        return bool(self.field) and not (self.coded or self.allowed)


def looks(columns: Sequence[str], rows: Rows) -> tuple[Looks, ...]:
    """Return what the columns look like that look as if they named people.

    Parameters
    ----------
    columns : sequence of str
        Headers in file order.
    rows : tuple of tuple of str
        A sample.
    """
    found = (
        _looks(column, [row[i] for row in rows]) for i, column in enumerate(columns)
    )
    return tuple(one for one in found if one is not None)


def _looks(column: str, cells: Sequence[str]) -> Looks | None:
    texts = [text for cell in cells if (text := cell.strip()) not in _NOTHING]
    for trait, count in _TESTS.items():
        if n := count(texts):
            different = len(set(texts))
            return Looks(
                column=column, trait=trait, n=n, of=len(texts), different=different
            )
    return None


def _mails(texts: Sequence[str]) -> int:
    """Count addresses; 0 where they are a rare exception."""
    n = sum(map(holds_mail, texts))
    often = n >= _SOME * len(texts) and n >= _TWICE
    return n if often or n > _MOSTLY * len(texts) else 0


def _phones(texts: Sequence[str]) -> int:
    n = sum(map(is_phone, texts))
    bare = [text for text in texts if _BARE.fullmatch(text)]
    if len({len(text) for text in bare}) > 1:  # codes are all of one length
        n += len(bare)
    return n if n and n >= _MOSTLY * len(texts) else 0


def _free(texts: Sequence[str]) -> int:
    """Count texts that are sentences; 0 where they repeat each other."""
    if len(texts) < _TEXTS or len(set(texts)) < _DIFFERENT * len(texts):
        return 0
    words = [len(text.split()) for text in texts]
    if median(words) < _WORDS or median(map(len, texts)) < _LETTERS:
        return 0
    return sum(n >= _WORDS for n in words)


_TESTS: dict[Trait, Callable[[Sequence[str]], int]] = {
    Trait.MAIL: _mails,
    Trait.PHONE: _phones,
    Trait.FREE_TEXT: _free,
}
