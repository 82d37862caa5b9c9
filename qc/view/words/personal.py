"""What is said of columns that look as if they named people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from qc.core.people import Trait
from qc.view.escape import plain
from qc.view.numbers import count
from qc.view.words.names import field_name

TITLE = "These may name people"
_KINDS = {
    Trait.MAIL: "e-mail addresses",
    Trait.PHONE: "telephone numbers",
    Trait.FREE_TEXT: "free text",
}
_CUT, _MOST = 40, 12


class Looks(Protocol):
    """What the texts of a column look like."""

    @property
    def column(self) -> str:
        """Its heading."""

    @property
    def trait(self) -> Trait:
        """Like what."""

    @property
    def n(self) -> int:
        """How many texts."""

    @property
    def of(self) -> int:
        """Texts looked at."""


class Personal(Protocol):
    """What becomes of such a column."""

    @property
    def looks(self) -> Looks:
        """What it looks like."""

    @property
    def field(self) -> str:
        """What it is taken for; empty where it is not used."""

    @property
    def coded(self) -> bool:
        """It is stored as pseudonyms."""

    @property
    def allowed(self) -> bool:
        """It may be stored as it is."""

    @property
    def asked(self) -> bool:
        """Its owner has to say."""

    @property
    def offered(self) -> str:
        """What its heading says."""


def lines(found: Iterable[Personal]) -> Iterator[str]:
    """Say of each column what was seen and what becomes of it, the first dozen."""
    each = list(found)
    yield from map(line, each[:_MOST])
    if len(each) > _MOST:
        yield f"... and {count(len(each) - _MOST)} more"


def line(personal: Personal) -> str:
    """Say what was seen in a column, and what becomes of it.

    Returns
    -------
    str
        Plain text that repeats a heading of the file: escape it before it meets
        markup.
    """
    found = personal.looks
    seen = (
        f"{_heading(found)} looks like {_KINDS[found.trait]}: {count(found.n)} of "
        f"{count(found.of)} texts."
    )
    return f"{seen} {_becomes(personal)}"


def allow(personal: Personal) -> str:
    """Offer to store a column as it is."""
    return f"Store {_heading(personal.looks)} as it is, for everyone to see"


def _becomes(personal: Personal) -> str:
    field = field_name(personal.field)
    if personal.offered:
        return (
            f"It was not taken as {field_name(personal.offered)}, and is not stored; "
            "choose it if everyone may see it."
        )
    if not personal.field:
        return "It is not stored."
    if personal.coded:
        return f"As {field} it is stored as pseudonyms only."
    if personal.asked:
        return f"As {field} it would be stored as it is, for everyone to see."
    return f"It is stored as it is, as {field}."


def _heading(found: Looks) -> str:
    return f'"{plain(found.column, limit=_CUT)}"'
