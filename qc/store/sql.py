"""Turning names and texts into SQL safely; queries elsewhere use only these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from qc.core.errors import QcError
from qc.core.fields import FIELDS

EXTRAS = ("opened_local", "line", "row_hash")
"""Columns of a batch after the fields: local opening time, line, content hash."""

_CLOSED = frozenset(FIELDS) | frozenset(EXTRAS)
_GENERATED = re.compile(r"[a-z][a-z_]{0,30}[0-9]{0,9}")


class UnsafeName(QcError):
    """A name that was not made by this program reached a query."""

    def __init__(self, identifier: str) -> None:
        super().__init__(
            f"{identifier!r} cannot name a column in a query. Use a field of the "
            "log, or a generated name such as c0."
        )


def name(identifier: str) -> str:
    """Quote a column name: a field of the log, or a plain generated name.

    Raises
    ------
    UnsafeName
        If it holds anything but a-z, underscores and a final number: headers
        of an uploaded file must never come here.
    """
    if identifier not in _CLOSED and not _GENERATED.fullmatch(identifier):
        raise UnsafeName(identifier)
    return f'"{identifier}"'


def names(identifiers: Iterable[str]) -> str:
    """Quote several column names, separated by commas."""
    return ", ".join(name(identifier) for identifier in identifiers)


def text(literal: str) -> str:
    """Quote a text where a query cannot take a parameter.

    DuckDB knows no escape but the doubled quote. It refuses a zero byte, so
    that one is written as a function call.
    """
    quoted = literal.replace("'", "''").replace("\0", "' || chr(0) || '")
    return f"('{quoted}')" if "\0" in literal else f"'{quoted}'"


def source(path: Path) -> str:
    """Quote a path to read: its own `*`, `?` and `[` match only themselves."""
    return text(escaped(path))


def target(path: Path) -> str:
    """Quote a path to write; DuckDB takes it as it stands."""
    return text(str(path.resolve()))


def escaped(path: Path) -> str:
    """Return the pattern that only this path matches."""
    return re.sub(r"([*?\[])", r"[\1]", str(path.resolve()))
