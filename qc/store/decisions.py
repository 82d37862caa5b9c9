"""Decisions about charts: made, taken back and made again, each on record.

Whoever decides says what they saw. Where that is not what is kept any more, somebody
else decided meanwhile, and nothing is changed.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qc.core.errors import QcError
from qc.store import audit, documents
from qc.store.audit import Change, Deed
from qc.store.database import Database

CHART = "chart "
"""Settings that keep the chart of a measure begin so; its id follows."""

_NOTES = (Deed.ANNOTATION_ADDED, Deed.ANNOTATION_CHANGED, Deed.ANNOTATION_REMOVED)
MADE = (Deed.PLAN_SET, Deed.SETTING_SET, *_NOTES)
TURNED = (Deed.UNDONE, Deed.REDONE)


class ChangedMeanwhile(QcError):
    """Somebody else decided since this was looked at."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be decided: the plan or chart of a measure, or a note by its number."""

    deed: Deed
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who does it, when and why."""

    who: str
    when: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What whoever decides saw; the text that is kept, or None for nothing."""

    document: str | None


def entries(database: Database) -> tuple[audit.Entry, ...]:
    """Return all entries about charts, oldest first."""
    with database.reading() as connection:
        return audit.about(connection, (*MADE, *TURNED))


def of_chart(entry: audit.Entry) -> bool:
    """Say whether an entry is about a chart: most settings are not."""
    return entry.what != Deed.SETTING_SET or entry.subject.startswith(CHART)


def charts(database: Database) -> dict[str, str]:
    """Return the charts decided on, by the id of their measure."""
    with database.reading() as connection:
        rows = connection.execute(_CHARTS, (len(CHART), CHART)).fetchall()
    found = {
        key.removeprefix(CHART): documents.read(f"setting {key}", sealed, key, text)
        for key, text, sealed in rows
    }
    return {measure: kind for measure, kind in found.items() if isinstance(kind, str)}


def decide(
    database: Database,
    thing: Thing,
    new: str | None,
    hand: Hand,
    seen: Seen | None = None,
) -> str:
    """Decide, and return the subject: a note that is new gets its number here.

    Raises
    ------
    ChangedMeanwhile
        If it is not what was `seen`; nothing is changed then.
    """
    with database.writing() as connection:
        return decide_within(connection, thing, new, hand, seen)


def decide_within(
    connection: sqlite3.Connection,
    thing: Thing,
    new: str | None,
    hand: Hand,
    seen: Seen | None = None,
) -> str:
    """Decide as a part of what else the connection writes; see `decide`."""
    old = _current(connection, thing) if thing.subject else None
    if seen is not None and old != seen.document:
        raise _changed(connection, thing)
    subject = _put(connection, thing, new, hand)
    change = Change(
        what=thing.deed,
        subject=subject,
        old=old,
        new=new,
        reason=hand.reason,
        who=hand.who,
        when=hand.when,
    )
    audit.append(connection, change)
    return subject


def turn(database: Database, entry: audit.Entry, hand: Hand, *, back: bool) -> None:
    """Take a decision back, or (not `back`) take it once more, as a new entry.

    Raises
    ------
    ChangedMeanwhile
        If something else was decided of the same thing since; nothing is changed.
    """
    thing = Thing(Deed(entry.what), entry.subject)
    expected, wanted = (entry.new, entry.old) if back else (entry.old, entry.new)
    with database.writing() as connection:
        if not _same(_current(connection, thing), expected):
            raise _changed(connection, thing)
        if _is_turned(connection, entry.number) == back:
            raise _changed(connection, thing)
        _put(connection, thing, wanted, hand)
        change = Change(
            what=Deed.UNDONE if back else Deed.REDONE,
            subject=str(entry.number),
            old=expected,
            new=wanted,
            reason=hand.reason,
            who=hand.who,
            when=hand.when,
        )
        audit.append(connection, change)


def _same(now: str | None, then: str | None) -> bool:
    """A setting of null is none."""
    return (now or "null") == (then or "null")


def _is_turned(connection: sqlite3.Connection, number: int) -> bool:
    turned = audit.about(connection, TURNED)
    mine = [entry for entry in turned if entry.subject == str(number)]
    return bool(mine) and mine[-1].what == Deed.UNDONE


def _current(connection: sqlite3.Connection, thing: Thing) -> str | None:
    if thing.deed in _NOTES:
        row = connection.execute(_NOTE, (int(thing.subject),)).fetchone()
        return None if row is None else documents.write(list(row))
    query = _PLAN if thing.deed is Deed.PLAN_SET else _SETTING
    row = connection.execute(query, (thing.subject,)).fetchone()
    return None if row is None else str(row[0])


def _put(
    connection: sqlite3.Connection, thing: Thing, new: str | None, hand: Hand
) -> str:
    if thing.deed in _NOTES:
        return _put_note(connection, thing.subject, new, hand)
    plans = thing.deed is Deed.PLAN_SET
    if new is None:
        connection.execute(_DROP_PLAN if plans else _DROP_SETTING, (thing.subject,))
    else:
        row = (thing.subject, new, documents.seal(thing.subject, new))
        connection.execute(_PUT_PLAN if plans else _PUT_SETTING, row)
    return thing.subject


def _put_note(
    connection: sqlite3.Connection, subject: str, new: str | None, hand: Hand
) -> str:
    number = int(subject) if subject else None
    if new is None:
        connection.execute("DELETE FROM annotations WHERE id = ?", (number,))
        return subject
    row = (*_fields(new), audit.clean(hand.who), audit.stamp(hand.when))
    found = connection.execute(_PUT_NOTE, (number, *row, documents.seal(*row)))
    return str(found.lastrowid if number is None else number)


def _fields(text: str) -> list[Any]:
    fields: list[Any] = json.loads(text)
    return fields


def _changed(connection: sqlite3.Connection, thing: Thing) -> ChangedMeanwhile:
    newest = [
        entry
        for entry in audit.about(connection, (*MADE, *TURNED))
        if _thing(connection, entry) == thing.subject
    ]
    by = f" by {newest[-1].who} at {newest[-1].at[:16]} UTC" if newest else ""
    return ChangedMeanwhile(
        f"This was changed meanwhile{by}. Nothing was overwritten: look at it as it is "
        "now, then decide again."
    )


def _thing(connection: sqlite3.Connection, entry: audit.Entry) -> str:
    if entry.what not in TURNED:
        return entry.subject
    first = audit.entry(connection, int(entry.subject))
    return "" if first is None else first.subject


_CHARTS = "SELECT key, document, seal FROM settings WHERE substr(key, 1, ?) = ?"
_PLAN = "SELECT document FROM plans WHERE measure = ?"
_SETTING = "SELECT document FROM settings WHERE key = ?"
_NOTE = "SELECT measure, day, text FROM annotations WHERE id = ?"
_PUT_PLAN = "INSERT OR REPLACE INTO plans VALUES (?, ?, ?)"
_PUT_SETTING = "INSERT OR REPLACE INTO settings VALUES (?, ?, ?)"
_DROP_PLAN = "DELETE FROM plans WHERE measure = ?"
_DROP_SETTING = "DELETE FROM settings WHERE key = ?"
_PUT_NOTE = "INSERT OR REPLACE INTO annotations VALUES (?, ?, ?, ?, ?, ?, ?)"
