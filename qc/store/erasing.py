"""Forgetting one customer: rows, names and lists, in batches that are written anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

import duckdb

from qc.store import documents, erasing_rows, erasing_traces, leftovers
from qc.store.audit import Change, Deed
from qc.store.batch import Batch
from qc.store.query import select
from qc.store.rewriting import Also, Anew, connected, list_of, rewrite
from qc.store.sql import source
from qc.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What is erased of one customer, and what is left for people to do.

    Attributes
    ----------
    rows : int
        Rows of all tables, older versions and removed batches included.
    batches : int
        Batches written anew.
    listed : int
        Entries of the lists of what loads set aside.
    names : int
        Names kept beside the log: the customer's, and those of accounts that nobody
        else belongs to.
    tables : dict of table -> rows
    mentions : int
        Notes, actions, settings, names of files and cards that hold an id as it was
        given; people change them by hand.
    on_record : int
        Entries of the audit trail that hold one; nothing can be taken out of it.
    unfinished : int
        Files that wait to be loaded, which nobody looked into.
    """

    rows: int
    batches: int
    listed: int
    names: int
    tables: dict[str, int] = field(default_factory=dict)
    mentions: int = 0
    on_record: int = 0
    unfinished: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to erase."""
        return not (self.batches or self.names)


def find_customer(
    warehouse: Warehouse, ids: Iterable[str], *, when: datetime
) -> Forgotten:
    """Say what forgetting a customer would erase; nothing is changed.

    Parameters
    ----------
    ids : iterable of str
        All the customer goes by: the pseudonyms, and the id at the source.

    Raises
    ------
    BrokenStore
        If a batch is damaged.
    """
    with connected(warehouse) as connection:
        return _Search.of(warehouse, connection, ids, when).told


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
        All the customer goes by: the pseudonyms, and the id at the source.
    reason : str
        Kept in the audit trail, which never names the customer.

    Raises
    ------
    BrokenStore
        If a batch is damaged; then nothing is erased.
    CannotWrite
        If there is no room for the new files beside the old.
    """
    leftovers.clear_strays(warehouse.manifest)
    with connected(warehouse) as connection:
        search = _Search.of(warehouse, connection, ids, when)
        if not search.told.nothing:
            change = Change(
                what=Deed.CUSTOMER_FORGOTTEN,
                subject="",
                new=documents.write(asdict(search.told)),
                reason=reason,
                who=who,
                when=when,
            )
            rewrite(warehouse, connection, search.anew(), change, search.dropped())
    warehouse.state.database.compact()
    return search.told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """Where a customer was found.

    Attributes
    ----------
    tests : dict of batch id -> test
        Which entries of the list of a batch are about the customer.
    codes : frozenset of str
        Whose names go.
    """

    warehouse: Warehouse
    connection: duckdb.DuckDBPyConnection
    told: Forgotten
    touched: tuple[Batch, ...]
    tests: dict[str, str]
    codes: frozenset[str]

    @classmethod
    def of(
        cls,
        warehouse: Warehouse,
        connection: duckdb.DuckDBPyConnection,
        ids: Iterable[str],
        when: datetime,
    ) -> _Search:
        known = frozenset(filter(None, ids))
        rows = erasing_rows.mark(warehouse, connection, known)
        tests = _tests(warehouse, connection, known)
        entries = {key: _entries(connection, *test) for key, test in tests.items()}
        codes = known | erasing_traces.accounts(warehouse, connection)
        batches = warehouse.manifest.all()
        touched = tuple(b for b in batches if rows.get(b.id) or entries.get(b.id))
        with warehouse.state.database.reading() as state:
            names = erasing_traces.names(state, codes)
        told = Forgotten(
            rows=sum(rows.values()),
            batches=len(touched),
            listed=sum(entries.values()),
            names=names,
            tables=_by_table(batches, rows),
            mentions=erasing_traces.mentions(warehouse, known),
            on_record=erasing_traces.on_record(warehouse, known),
            unfinished=erasing_traces.unfinished(warehouse, when),
        )
        return cls(
            warehouse=warehouse,
            connection=connection,
            told=told,
            touched=touched,
            tests={key: test for key, (_, test) in tests.items()},
            codes=codes,
        )

    def anew(self) -> list[Anew]:
        """Return the batches as they will be."""
        return [self._without(batch) for batch in self.touched]

    def dropped(self) -> Also:
        """Return what drops the names in the same transaction."""

        def drop(state: sqlite3.Connection) -> None:
            erasing_traces.drop_names(state, self.codes)

        return drop

    def _without(self, batch: Batch) -> Anew:
        file = f"read_parquet({source(self.warehouse.manifest.path(batch))})"
        test = self.tests.get(batch.id)
        return Anew(
            batch=batch,
            query=erasing_rows.kept(batch, file),
            aside=f"NOT ({test})" if test else "",
            key=batch.key,
        )


def _tests(
    warehouse: Warehouse, connection: duckdb.DuckDBPyConnection, ids: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """Return the list of faults of each batch, and the test for its entries."""
    found: dict[str, tuple[str, str]] = {}
    for batch in warehouse.manifest.all():
        if (file := list_of(warehouse.manifest, batch)) is not None:
            test = erasing_traces.listed(connection, file, ids)
            found[batch.id] = f"read_parquet({source(file)})", test
    return found


def _entries(connection: duckdb.DuckDBPyConnection, rows: str, test: str) -> int:
    query = select([f"count(*) FILTER ({test})"], rows)
    return int(connection.execute(query).fetchall()[0][0])


def _by_table(batches: Iterable[Batch], rows: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in batches:
        if n := rows.get(batch.id):
            found[batch.table.value] = found.get(batch.table.value, 0) + n
    return found
