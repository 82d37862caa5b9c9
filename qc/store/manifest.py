"""The rows of the manifest: sealed, in the order of loading."""

from __future__ import annotations

import sqlite3

from qc.core.errors import UnknownName
from qc.store import documents
from qc.store.batch import Batch, from_json, to_json


def every(connection: sqlite3.Connection) -> tuple[Batch, ...]:
    """Return all batches, removed ones included, in the order of loading."""
    return tuple(_batch(*row) for row in connection.execute(_ALL))


def known(connection: sqlite3.Connection, source: str, mapping: str) -> Batch | None:
    """Return the live batch made of a file by a mapping, if there is one."""
    same = (
        batch
        for batch in every(connection)
        if batch.live and (batch.source, batch.mapping) == (source, mapping)
    )
    return next(same, None)


def find(connection: sqlite3.Connection, key: str) -> Batch:
    """Return the batch of an id, or say which ones there are."""
    batches = {batch.id: batch for batch in every(connection)}
    if key not in batches:
        raise UnknownName("batch", key, batches)
    return batches[key]


def enter(connection: sqlite3.Connection, batch: Batch) -> str:
    """Add a batch at the end; return its document."""
    document = to_json(batch)
    connection.execute(_ADD, (batch.id, document, _seal(batch.id, True, document)))
    return document


def turn(connection: sqlite3.Connection, key: str, *, live: bool) -> None:
    """Let a batch count, or no longer; what is on record of it stays as it is."""
    (document,) = connection.execute(_DOCUMENT, (key,)).fetchone()
    connection.execute(_TURN, (int(live), _seal(key, live, document), key))


def put(connection: sqlite3.Connection, old: Batch, new: Batch) -> None:
    """Put a batch in the place of another one."""
    document = to_json(new)
    sealed = _seal(new.id, new.live, document)
    connection.execute(_SWAP, (new.id, document, sealed, old.id))


def texts(batches: tuple[Batch, ...]) -> list[tuple[bool, str]]:
    """Return all that is on record of some batches, to be compared."""
    return [(batch.live, to_json(batch)) for batch in batches]


_ALL = "SELECT number, id, live, document, seal FROM batches ORDER BY number"
_ADD = "INSERT INTO batches VALUES (NULL, ?, 1, ?, ?)"
_DOCUMENT = "SELECT document FROM batches WHERE id = ?"
_SWAP = "UPDATE batches SET id = ?, document = ?, seal = ? WHERE id = ?"
_TURN = "UPDATE batches SET live = ?, seal = ? WHERE id = ?"


def _batch(number: int, key: str, live: int, document: str, seal: str) -> Batch:
    parts = documents.read(f"batch {key}", seal, key, live, document)
    return from_json(parts, number=number, live=bool(live))


def _seal(key: str, live: bool, document: str) -> str:
    return documents.seal(key, int(live), document)
