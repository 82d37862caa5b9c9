"""Names behind pseudonyms: apart from the log, sealed, and only those to be kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from qc.core.people import Keep, Person
from qc.store import audit, documents
from qc.store.audit import Change, Deed
from qc.store.ingest_people import Found
from qc.store.pseudonyms import Pseudonyms
from qc.store.sealed import opened, sealed
from qc.store.state import State

SETTING = "privacy.names"
Sealed = tuple[str, str, bytes]
"""A pseudonym, who it stands for, and the sealed name: a row of the table."""


def rows_of(pseudonyms: Pseudonyms, people: Iterable[Found]) -> tuple[Sealed, ...]:
    """Return the names to keep as rows of the table."""
    kept = pseudonyms.keep.persons
    return tuple(
        (code, who.value, sealed(pseudonyms.key, name))
        for who, code, name in people
        if who in kept
    )


def add(connection: sqlite3.Connection, rows: Iterable[Sealed]) -> None:
    """Keep names within the transaction that makes their batch visible."""
    every = (
        (*row, documents.seal(*row[:2], row[2].hex().upper()))  # as SQLite writes it
        for row in rows
    )
    connection.executemany("INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)", every)


def names(state: State, pseudonyms: Pseudonyms, codes: Iterable[str]) -> dict[str, str]:
    """Return the names of those pseudonyms whose name is kept and can be read."""
    with state.database.reading() as connection:
        found = connection.execute(_NAMES, (json.dumps(sorted(set(codes))),)).fetchall()
    read = {code: opened(pseudonyms.key, name) for code, name in found}
    return {code: name for code, name in read.items() if name is not None}


def kept(state: State) -> dict[Person, int]:
    """Return how many names are kept, by whose they are."""
    query = "SELECT who, count(*) FROM people GROUP BY who"
    with state.database.reading() as connection:
        return {Person(who): n for who, n in connection.execute(query)}


def whose(state: State) -> Keep:
    """Return whose names the workspace keeps."""
    return Keep(state.setting(SETTING, Keep.AGENTS))


def keep(state: State, what: Keep, *, who: str, when: datetime) -> None:
    """Say whose names are kept; names of all others are deleted at once."""
    new = documents.write(what.value)
    with state.database.writing() as connection:
        old = connection.execute(_SETTING, (SETTING,)).fetchone()
        connection.execute(_SET, (SETTING, new, documents.seal(SETTING, new)))
        let_go(connection, what)
        change = Change(
            what=Deed.SETTING_SET,
            subject=SETTING,
            old=old and old[0],
            new=new,
            who=who,
            when=when,
        )
        audit.append(connection, change)
    state.database.compact()


def let_go(connection: sqlite3.Connection, what: Keep) -> None:
    """Delete the names of all who are not to be kept."""
    others = [person.value for person in Person if person not in what.persons]
    connection.execute(_FORGET, (json.dumps(others),))


def settle(state: State, key: str, value: str, *, who: str, when: datetime) -> str:
    """Set what may be set once only; return what stands, who ever came first."""
    with state.database.writing() as connection:
        if row := connection.execute(_SETTING, (key,)).fetchone():
            return str(documents.read(f"setting {key}", row[1], key, row[0]))
        new = documents.write(value)
        sealed_row = (key, new, documents.seal(key, new))
        connection.execute(_SET, sealed_row)
        change = Change(what=Deed.SETTING_SET, subject=key, new=new, who=who, when=when)
        audit.append(connection, change)
    return value


_SETTING = "SELECT document, seal FROM settings WHERE key = ?"
_SET = "INSERT OR REPLACE INTO settings VALUES (?, ?, ?)"
_NAMES = "SELECT code, name FROM people WHERE code IN (SELECT value FROM json_each(?))"
_FORGET = "DELETE FROM people WHERE who IN (SELECT value FROM json_each(?))"
