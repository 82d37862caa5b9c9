"""Improvement actions as they were kept: every version stays, with its moment."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import numpy as np

from qc.core.actions import Action, Kind, Status, Verdict
from qc.core.errors import QcError
from qc.core.kinds import Stage
from qc.store import audit, documents
from qc.store.audit import Change, Deed
from qc.store.state import State

_DAYS = frozenset({"signal", "due", "done", "check", "resolved"})
_ENUMS: dict[str, type[StrEnum]] = {
    "stage": Stage,
    "kind": Kind,
    "status": Status,
    "result": Verdict,
}
_PLACE = frozenset({"number", "version"})
_ALL = (
    "SELECT number, version, at, who, document, seal FROM actions "
    "WHERE :until IS NULL OR at < :until ORDER BY number, version"
)
_ONE = (
    "SELECT number, version, at, who, document, seal FROM actions "
    "WHERE number = ? ORDER BY version"
)
_PUT = "INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of an action; `at` is ISO 8601 in UTC."""

    action: Action
    at: str
    who: str


def actions(state: State, *, until: datetime | None = None) -> tuple[Version, ...]:
    """Return the newest version of every action, in order of their numbers.

    Parameters
    ----------
    state : State
    until : datetime, optional
        As they were at this moment: later versions and actions are not seen.
    """
    stamp = None if until is None else audit.stamp(until)
    with state.database.reading() as connection:
        rows = connection.execute(_ALL, {"until": stamp}).fetchall()
    newest = {row[0]: row for row in rows}
    return tuple(_version(row) for row in newest.values())


def versions(state: State, number: int) -> tuple[Version, ...]:
    """Return all versions of one action, oldest first; none where there is no such."""
    with state.database.reading() as connection:
        rows = connection.execute(_ONE, (number,)).fetchall()
    return tuple(_version(row) for row in rows)


def save_action(
    state: State, action: Action, *, who: str, when: datetime, reason: str = ""
) -> Action:
    """Keep an action as its next version; as a new one where its number is 0.

    Returns
    -------
    Action
        With its number and version.

    Raises
    ------
    QcError
        If no action has this number, or somebody changed it meanwhile.
    """
    document = _document(action)
    with state.database.writing() as connection:
        old = _newest(connection, action)
        number = action.number or _next(connection)
        version = action.version + 1
        row = (number, version, audit.stamp(when), audit.clean(who), document)
        connection.execute(_PUT, (*row, documents.seal(*row)))
        change = Change(
            what=Deed.ACTION_SAVED,
            subject=str(number),
            old=old,
            new=document,
            reason=reason,
            who=who,
            when=when,
        )
        audit.append(connection, change)
    return dataclasses.replace(action, number=number, version=version)


def _newest(connection: sqlite3.Connection, action: Action) -> str | None:
    """Return what is kept of an action, if the one at hand was made from it."""
    if not action.number:
        return None
    rows = connection.execute(_ONE, (action.number,)).fetchall()
    if not rows:
        raise QcError(f"There is no action {action.number} to change.")
    if rows[-1][1] != action.version:
        raise QcError(
            f"Action {action.number} was changed by somebody else meanwhile. Load the "
            "page again, then make your change once more."
        )
    return str(rows[-1][4])


def _next(connection: sqlite3.Connection) -> int:
    (last,) = connection.execute("SELECT max(number) FROM actions").fetchone()
    return int(last or 0) + 1


def _document(action: Action) -> str:
    kept = {}
    for field in dataclasses.fields(action):
        value = getattr(action, field.name)
        if field.name in _PLACE or value in (None, ""):
            continue
        if field.name in _DAYS:
            value = str(value.astype("datetime64[D]"))
        kept[field.name] = audit.clean(str(value))
    return documents.write(kept)


def _version(row: tuple[Any, ...]) -> Version:
    number, version, at, who, document, sealed = row
    documents.check(f"action {number}", sealed, *row[:-1])
    read = {name: _value(name, text) for name, text in json.loads(document).items()}
    action = Action(number=number, version=version, **read)
    return Version(action=action, at=at, who=who)


def _value(name: str, text: str) -> Any:  # noqa: ANN401 - as the field has it
    if name in _DAYS:
        return np.datetime64(text, "D")
    return _ENUMS[name](text) if name in _ENUMS else text
