"""Rows with a seal: SQLite itself does not notice a flipped bit."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any

from qc.core.errors import BrokenStore


def write(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Return a value as canonical JSON in ASCII."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def seal(*parts: object) -> str:
    """Return the checksum of some texts and numbers, in this order."""
    texts = "\0".join(str(part) for part in parts)
    return hashlib.sha256(texts.encode("utf-8", "replace")).hexdigest()


def check(what: str, sealed: str, *parts: object) -> None:
    """Refuse a row that is not the one that was sealed.

    Raises
    ------
    BrokenStore
        Naming `what` the row is about.
    """
    if seal(*parts) != sealed:
        raise BrokenStore(
            f"The record of {what} in state.sqlite is damaged. Restore the file from "
            "a backup."
        )


def read(what: str, sealed: str, *parts: object) -> Any:  # noqa: ANN401 - JSON
    """Return the value of a sealed row, whose last part is its JSON."""
    check(what, sealed, *parts)
    return json.loads(str(parts[-1]))


def check_all(connection: sqlite3.Connection) -> None:
    """Check every sealed row: a damaged key would else just not be found."""
    for query in _SEALED:
        for kind, key, *parts, sealed in connection.execute(query):
            check(f"{kind} {key}", sealed, *parts)


_SEALED = (
    "SELECT 'batch', id, id, live, document, seal FROM batches",
    "SELECT 'setting', key, key, document, seal FROM settings",
    "SELECT 'the phases of', measure, measure, document, seal FROM plans",
    "SELECT 'note', id, measure, day, text, who, at, seal FROM annotations",
    "SELECT 'action', number, number, version, at, who, document, seal FROM actions",
    "SELECT 'line of the minutes', id, week, measure, kind, text, who, at, seal "
    "FROM minutes",
    "SELECT 'what was seen in', week, week, document, seal FROM seen",
    "SELECT 'the name of', code, code, who, hex(name), seal FROM people "
    "WHERE seal <> ''",  # names kept before they had one
)
