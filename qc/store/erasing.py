"""Forgetting one customer: rows, names and lists, in batches that are written anew."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import duckdb

from qc.core.kinds import TableName
from qc.core.people import Person, person_of
from qc.core.tables import TABLES
from qc.store import documents
from qc.store.audit import Change, Deed
from qc.store.batch import Batch
from qc.store.query import select
from qc.store.rewriting import Also, Anew, connected, list_of, rewrite
from qc.store.sql import name, source, text
from qc.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was erased of one customer, and what is left for people to do.

    Attributes
    ----------
    rows : int
        Rows of all tables, older versions and removed batches included.
    batches : int
        Batches written anew.
    listed : int
        Entries of the lists of what loads set aside.
    names : int
        Names kept beside the log.
    mentions : int
        Notes, actions and settings that hold the id as it was given; the audit trail
        holds those of the past, and nothing can be taken out of it.
    """

    rows: int
    batches: int
    listed: int
    names: int
    mentions: int = 0


def forget_customer(
    warehouse: Warehouse,
    ids: Iterable[str],
    *,
    who: str,
    when: datetime,
    reason: str = "",
) -> Forgotten:
    """Erase every row of one customer from the workspace.

    Parameters
    ----------
    ids : iterable of str
        All the customer goes by: the pseudonym, and the id at the source.
    reason : str
        Kept in the audit trail, which never names the customer.

    Raises
    ------
    BrokenStore
        If a batch is damaged; then nothing is erased.
    CannotWrite
        If there is no room for the new files beside the old.
    """
    known = sorted({one for one in ids if one})
    with connected(warehouse) as connection:
        batches = warehouse.manifest.all()
        tests = _tests(warehouse, batches, known)
        found = [
            _Found.of(warehouse, connection, one, tests[one.id], known)
            for one in batches
        ]
        touched = [one for one in found if one.rows or one.listed]
        names = _names(warehouse, known)
        told = Forgotten(
            rows=sum(one.rows for one in touched),
            batches=len(touched),
            listed=sum(one.listed for one in touched),
            names=names,
            mentions=_mentions(warehouse, known),
        )
        if touched or names:
            change = Change(
                what=Deed.CUSTOMER_FORGOTTEN,
                subject="",
                new=documents.write(asdict(told)),
                reason=reason,
                who=who,
                when=when,
            )
            each = [
                _anew(warehouse, one, tests[one.batch.id], known) for one in touched
            ]
            rewrite(warehouse, connection, each, change, _without_names(known))
    warehouse.state.database.compact()
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """How much of a customer one batch holds."""

    batch: Batch
    rows: int
    listed: int

    @classmethod
    def of(
        cls,
        warehouse: Warehouse,
        connection: duckdb.DuckDBPyConnection,
        batch: Batch,
        theirs: str,
        ids: list[str],
    ) -> _Found:
        file = f"read_parquet({source(warehouse.manifest.verified(batch))})"
        rows, listed = _count(connection, file, theirs), 0
        if (aside := list_of(warehouse.manifest, batch)) is not None:
            listed = _count(connection, f"read_parquet({source(aside)})", _named(ids))
        return cls(batch=batch, rows=rows, listed=listed)


def _anew(warehouse: Warehouse, found: _Found, theirs: str, ids: list[str]) -> Anew:
    batch = found.batch
    file = f"read_parquet({source(warehouse.manifest.path(batch))})"
    others = f"NOT ({theirs})"
    return Anew(
        batch=batch,
        query=select(["*"], file, where=[others]),
        aside=f"NOT ({_named(ids)})",
        key=batch.key,
    )


def _tests(
    warehouse: Warehouse, batches: Sequence[Batch], ids: list[str]
) -> dict[str, str]:
    """Return the test of each batch whether a row is of the customer.

    What was only added to an interaction names nobody: it goes with the interaction.
    """
    tests = {batch.id: _theirs(batch, ids) for batch in batches}
    named = [
        select(
            [_KEY],
            f"read_parquet({source(warehouse.manifest.verified(one))})",
            where=[tests[one.id]],
        )
        for one in batches
        if one.table is TableName.INTERACTIONS and tests[one.id] != _NOBODY
    ]
    theirs = f"{_KEY} IN ({' UNION ALL '.join(named)})" if named else _NOBODY
    added = {one.id: f"{tests[one.id]} OR {theirs}" for one in batches if one.adds}
    return tests | added


def _theirs(batch: Batch, ids: list[str]) -> str:
    """Return a test whether a row is of the customer; never NULL."""
    table = TABLES[batch.table]
    fields = (
        field
        for field in batch.columns
        if person_of(field, table.joins(field)) is Person.CUSTOMER
    )
    listed = ", ".join(map(text, ids))
    tests = [f"coalesce({name(field)} IN ({listed}), false)" for field in fields]
    return " OR ".join(tests) or _NOBODY


def _named(ids: list[str]) -> str:
    """Return a test whether a text of a list of faults holds an id."""
    whole = (rf"(^|[^0-9A-Za-z]){re.escape(one)}([^0-9A-Za-z]|$)" for one in ids)
    tests = (f'regexp_matches("value", {text(pattern)})' for pattern in whole)
    return " OR ".join(f"coalesce({test}, false)" for test in tests) or "false"


def _count(connection: duckdb.DuckDBPyConnection, rows: str, test: str) -> int:
    query = select([f"count(*) FILTER ({test})"], rows)
    return int(connection.execute(query).fetchall()[0][0])


def _without_names(ids: list[str]) -> Also:
    def drop(state: sqlite3.Connection) -> None:
        state.executemany(_DROP, [(one,) for one in ids])

    return drop


def _names(warehouse: Warehouse, ids: list[str]) -> int:
    with warehouse.state.database.reading() as connection:
        found = (connection.execute(_HAS, (one,)).fetchone()[0] for one in ids)
        return sum(found)


def _mentions(warehouse: Warehouse, ids: list[str]) -> int:
    with warehouse.state.database.reading() as connection:
        return sum(
            connection.execute(query, {"id": one}).fetchone()[0]
            for one in ids
            for query in _MENTIONS
        )


_KEY = name(TABLES[TableName.INTERACTIONS].key)
_NOBODY = "false"
_DROP = "DELETE FROM people WHERE code = ?"
_HAS = "SELECT count(*) FROM people WHERE code = ?"
_MENTIONS = (
    "SELECT count(*) FROM annotations WHERE instr(text, :id)",
    "SELECT count(*) FROM settings WHERE instr(document, :id)",
    "SELECT count(*) FROM actions WHERE instr(document, :id)",
)
