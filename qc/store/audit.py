"""The audit trail: who changed what, when and why, in a chain that shows tampering.

Each entry carries ``SHA-256(hash of the entry before + canonical JSON of the
entry)``. Whoever can write the file can also rebuild the whole chain: print the
`Head` on reports, so that an old paper proves a new past wrong.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from qc.core.errors import BrokenStore, QcError

SCHEMA = """
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    old TEXT,
    new TEXT,
    reason TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE audit_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head VALUES (1, 0, '');
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_at_the_end BEFORE INSERT ON audit
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
"""


class Deed(StrEnum):
    """What an entry of the audit trail is about."""

    BATCH_ADDED = "batch-added"
    BATCH_REMOVED = "batch-removed"
    BATCH_RESTORED = "batch-restored"
    PLAN_SET = "plan-set"
    ANNOTATION_ADDED = "annotation-added"
    ANNOTATION_CHANGED = "annotation-changed"
    ANNOTATION_REMOVED = "annotation-removed"
    UNDONE = "undone"
    REDONE = "redone"
    SETTING_SET = "setting-set"
    SETTINGS_IMPORTED = "settings-imported"
    ACTION_SAVED = "action-saved"
    MINUTE_WRITTEN = "minute-written"
    MINUTE_REMOVED = "minute-removed"
    REVIEW_SEEN = "review-seen"
    EXPORTED = "exported"
    PEOPLE_CODED = "people-coded"
    CUSTOMER_FORGOTTEN = "customer-forgotten"


BESIDE = frozenset(
    {
        Deed.ANNOTATION_ADDED,
        Deed.ANNOTATION_CHANGED,
        Deed.ANNOTATION_REMOVED,
        Deed.ACTION_SAVED,
        Deed.MINUTE_WRITTEN,
        Deed.MINUTE_REMOVED,
        Deed.REVIEW_SEEN,
        Deed.EXPORTED,
    }
)
"""Deeds that stand beside the results: no figure rests on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One deed to put on record; `old` and `new` are JSON texts."""

    what: Deed
    subject: str
    who: str
    when: datetime
    old: str | None = None
    new: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recorded deed; `at` is ISO 8601 in UTC, `old` and `new` are JSON texts."""

    number: int
    at: str
    who: str
    what: str
    subject: str
    old: str | None
    new: str | None
    reason: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the trail: it stands for all entries before it."""

    entries: int
    hash: str


_EMPTY = Head(entries=0, hash="")
_INSERT = "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OLDEST_FIRST = "SELECT * FROM audit ORDER BY number"
_ABOUT = (
    "SELECT * FROM audit WHERE what IN (SELECT value FROM json_each(?)) ORDER BY number"
)
_ONE = "SELECT * FROM audit WHERE number = ?"
_LAST_CHANGE = (
    "SELECT hash FROM audit WHERE what NOT IN (SELECT value FROM json_each(?)) "
    "AND NOT (what = ? AND subject IN (SELECT value FROM json_each(?))) "
    "ORDER BY number DESC LIMIT 1"
)
_NEWEST_FIRST = "SELECT * FROM audit ORDER BY number DESC LIMIT ?"


def append(connection: sqlite3.Connection, change: Change) -> None:
    """Record a deed within the transaction that does it."""
    last = head(connection)
    row = (
        last.entries + 1,
        stamp(change.when),
        clean(change.who),
        change.what.value,
        clean(change.subject),
        change.old,
        change.new,
        clean(change.reason),
    )
    sealed = _link(last.hash, row)
    connection.execute(_INSERT, (*row, sealed))
    connection.execute("UPDATE audit_head SET entries = ?, hash = ?", (row[0], sealed))


def newest(connection: sqlite3.Connection, limit: int) -> tuple[Entry, ...]:
    """Return the newest entries, newest first."""
    return _entries(connection.execute(_NEWEST_FIRST, (limit,)))


def about(connection: sqlite3.Connection, deeds: Sequence[Deed]) -> tuple[Entry, ...]:
    """Return the entries of some deeds, oldest first."""
    asked = json.dumps([deed.value for deed in deeds])
    return _entries(connection.execute(_ABOUT, (asked,)))


def entry(connection: sqlite3.Connection, number: int) -> Entry | None:
    """Return one entry, or None where there is none of this number."""
    found = _entries(connection.execute(_ONE, (number,)))
    return found[0] if found else None


def _entries(rows: Iterable[tuple[Any, ...]]) -> tuple[Entry, ...]:
    names = [column.name for column in dataclasses.fields(Entry)]
    return tuple(Entry(**dict(zip(names, row, strict=True))) for row in rows)


def verify(connection: sqlite3.Connection, anchor: Head | None = None) -> Head:
    """Check the whole trail, and that `anchor` (from an old report) is part of it.

    Returns
    -------
    Head
        To be printed on reports.

    Raises
    ------
    BrokenStore
        Naming the first entry that was changed, removed, moved or put in.
    """
    last = _EMPTY
    for *row, sealed in connection.execute(_OLDEST_FIRST):
        number = last.entries + 1
        if row[0] != number or sealed != _link(last.hash, tuple(row)):
            raise _broken(number)
        last = Head(entries=number, hash=sealed)
        if anchor is not None and anchor.entries == number and anchor != last:
            raise _broken(number)
    if head(connection) != last or (anchor and anchor.entries > last.entries):
        raise _broken(last.entries + 1)
    return last


def stamp(when: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, with microseconds."""
    if when.tzinfo is None:
        raise QcError(f"{when} has no time zone and cannot be recorded. Add one.")
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def clean(text: str) -> str:
    """Return text without the half characters that odd file names can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _link(before: str, row: tuple[object, ...]) -> str:
    canonical = json.dumps(row, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256((before + canonical).encode("ascii")).hexdigest()


def head(connection: sqlite3.Connection) -> Head:
    """Return where the trail stands, unchecked."""
    row = connection.execute("SELECT entries, hash FROM audit_head").fetchone()
    return Head(entries=row[0], hash=row[1]) if row else _EMPTY


def last_change(connection: sqlite3.Connection, beside: Sequence[str] = ()) -> str:
    """Return the hash of the newest entry that changed what a result rests on.

    Deeds of `BESIDE` leave every figure as it was; so do the settings `beside`.
    """
    asked = (json.dumps(sorted(BESIDE)), Deed.SETTING_SET, json.dumps(list(beside)))
    row = connection.execute(_LAST_CHANGE, asked).fetchone()
    return str(row[0]) if row else ""


def _broken(number: int) -> BrokenStore:
    return BrokenStore(
        f"The audit trail was tampered with at entry {number}: it is not what was "
        "recorded there. Restore state.sqlite from a backup, and compare its head "
        "with the one printed on older reports."
    )
