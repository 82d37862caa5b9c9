"""Where a customer is found, how much that is, and what it is without them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from qc.store import erasing_rows, erasing_texts, erasing_traces
from qc.store.batch import Batch
from qc.store.query import select
from qc.store.rewriting import Also, Anew, list_of
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
    texts : int
        Other rows with a text that held an id; it was taken out of them.
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
    texts: int = 0
    mentions: int = 0
    on_record: int = 0
    unfinished: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to erase."""
        return not (self.batches or self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where a customer was found.

    Attributes
    ----------
    told : Forgotten
    touched : tuple of Batch
        Those to be written anew.
    ids : frozenset of str
        All the customer goes by.
    tests : dict of batch id -> test
        Which entries of the list of a batch are about the customer.
    texts : frozenset of str
        Batches in which a text of another row holds an id.
    codes : frozenset of str
        Whose names go.
    """

    warehouse: Warehouse
    connection: duckdb.DuckDBPyConnection
    told: Forgotten
    touched: tuple[Batch, ...]
    ids: frozenset[str]
    tests: dict[str, str]
    texts: frozenset[str]
    codes: frozenset[str]

    @classmethod
    def of(
        cls,
        warehouse: Warehouse,
        connection: duckdb.DuckDBPyConnection,
        ids: Iterable[str],
        when: datetime,
    ) -> Search:
        """Look everywhere; nothing is changed but files that waited too long."""
        known = frozenset(filter(None, ids))
        rows = erasing_rows.mark(warehouse, connection, known)
        tests = _tests(warehouse, connection, known)
        entries = {key: _entries(connection, *test) for key, test in tests.items()}
        codes = known | erasing_traces.accounts(warehouse, connection)
        batches = warehouse.manifest.all()
        texts = {b.id: _in_texts(warehouse, connection, b, known) for b in batches}
        counts = (rows, entries, texts)
        touched = tuple(b for b in batches if any(n.get(b.id) for n in counts))
        with warehouse.state.database.reading() as state:
            names = erasing_traces.names(state, codes)
        told = Forgotten(
            rows=sum(rows.values()),
            batches=len(touched),
            listed=sum(entries.values()),
            names=names,
            tables=_by_table(batches, rows),
            texts=sum(texts.values()),
            mentions=erasing_traces.mentions(warehouse, known),
            on_record=erasing_traces.on_record(warehouse, known),
            unfinished=erasing_traces.unfinished(warehouse, when),
        )
        return cls(
            warehouse=warehouse,
            connection=connection,
            told=told,
            touched=touched,
            ids=known,
            texts=frozenset(key for key, n in texts.items() if n),
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
        every = (
            erasing_texts.without(batch, self.ids) if batch.id in self.texts else "*"
        )
        return Anew(
            batch=batch,
            query=select([every], erasing_rows.staying(batch, file), order="line"),
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


def _in_texts(
    warehouse: Warehouse,
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    ids: Iterable[str],
) -> int:
    """Count the rows that stay and hold an id in a text."""
    file = f"read_parquet({source(warehouse.manifest.verified(batch))})"
    rows = erasing_rows.staying(batch, file)
    return _entries(connection, rows, erasing_texts.holds(batch, ids))


def _entries(connection: duckdb.DuckDBPyConnection, rows: str, test: str) -> int:
    query = select([f"count(*) FILTER ({test})"], rows)
    return int(connection.execute(query).fetchall()[0][0])


def _by_table(batches: Iterable[Batch], rows: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in batches:
        if n := rows.get(batch.id):
            found[batch.table.value] = found.get(batch.table.value, 0) + n
    return found
