"""Minutes of review meetings, and the figures that a meeting had before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np

from qc.core.errors import QcError
from qc.core.kinds import MinuteKind
from qc.core.minutes import Minute
from qc.store import audit, documents
from qc.store.audit import Change, Deed
from qc.store.state import State


def minutes(state: State, week: np.datetime64) -> tuple[Minute, ...]:
    """Return the notes and decisions of a week, oldest first."""
    with state.database.reading() as connection:
        rows = connection.execute(_GET_WEEK, (_day(week),)).fetchall()
    return tuple(_minute(row) for row in rows)


def write_minute(
    state: State,
    minute: Mapping[str, Any],
    *,
    who: str,
    when: datetime,
) -> Minute:
    """Write down a note or a decision.

    Parameters
    ----------
    state : State
    minute : mapping
        `week` (datetime64), `measure` (str or None), `kind`, `text`.

    Raises
    ------
    QcError
        If there is nothing to write down.
    """
    text = audit.clean(minute["text"]).strip()
    if not text:
        raise QcError("There is nothing to write down: the text is empty.")
    row = (
        _day(minute["week"]),
        minute["measure"],
        MinuteKind(minute["kind"]).value,
        text,
        audit.clean(who),
        audit.stamp(when),
    )
    with state.database.writing() as connection:
        cursor = connection.execute(_ADD, (*row, documents.seal(*row)))
        number = str(cursor.lastrowid)
        new = documents.write(row[:4])
        deed = Change(
            what=Deed.MINUTE_WRITTEN, subject=number, new=new, who=who, when=when
        )
        audit.append(connection, deed)
        found = connection.execute(_GET, (cursor.lastrowid,)).fetchone()
    return _minute(found)


def remove_minute(state: State, number: int, *, who: str, when: datetime) -> None:
    """Take a line out of the minutes; the audit trail keeps it.

    Raises
    ------
    QcError
        If there is none of this number.
    """
    with state.database.writing() as connection:
        row = connection.execute(_GET, (number,)).fetchone()
        if row is None:
            raise QcError(
                f"Line {number} of the minutes is gone already. Load the page again."
            )
        connection.execute("DELETE FROM minutes WHERE id = ?", (number,))
        old = documents.write(row[1:5])
        deed = Change(
            what=Deed.MINUTE_REMOVED, subject=str(number), old=old, who=who, when=when
        )
        audit.append(connection, deed)


def seen(state: State, week: np.datetime64) -> dict[str, Any] | None:
    """Return what the meeting of a week had before it, if it was kept."""
    key = _day(week)
    with state.database.reading() as connection:
        row = connection.execute(_GET_SEEN, (key,)).fetchone()
    if row is None:
        return None
    kept: dict[str, Any] = documents.read(
        f"what was seen in {key}", row[1], key, row[0]
    )
    return kept


def keep_seen(
    state: State,
    week: np.datetime64,
    figures: Mapping[str, Any],
    *,
    who: str,
    when: datetime,
) -> None:
    """Keep what a meeting had before it; a later meeting on the week replaces it."""
    key, new = _day(week), documents.write({**figures, "at": audit.stamp(when)})
    with state.database.writing() as connection:
        old = connection.execute(_GET_SEEN, (key,)).fetchone()
        connection.execute(_PUT_SEEN, (key, new, documents.seal(key, new)))
        deed = Change(
            what=Deed.REVIEW_SEEN,
            subject=key,
            old=old and old[0],
            new=new,
            who=who,
            when=when,
        )
        audit.append(connection, deed)


_GET_WEEK = "SELECT * FROM minutes WHERE week = ? ORDER BY id"
_GET = "SELECT * FROM minutes WHERE id = ?"
_ADD = "INSERT INTO minutes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)"
_GET_SEEN = "SELECT document, seal FROM seen WHERE week = ?"
_PUT_SEEN = "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)"


def _day(day: np.datetime64) -> str:
    return str(day.astype("datetime64[D]"))


def _minute(row: tuple[Any, ...]) -> Minute:
    number, week, measure, kind, text, who, at, sealed = row
    documents.check(f"line {number} of the minutes", sealed, *row[1:-1])
    return Minute(
        id=number,
        week=np.datetime64(week, "D"),
        measure=measure,
        kind=MinuteKind(kind),
        text=text,
        who=who,
        at=at,
    )
