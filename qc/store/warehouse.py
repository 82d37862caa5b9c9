"""A workspace folder as one thing: its memory, its batches, and questions to them."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import duckdb
import numpy as np
from numpy.typing import NDArray

from qc.core.errors import BrokenStore, InvalidLog, QcError
from qc.core.kinds import TableName
from qc.core.tables import TABLES
from qc.store import files, leftovers
from qc.store.arrivals import compare, read_facts
from qc.store.batch import Arrival, Batch
from qc.store.batches import Batches
from qc.store.business import HoursTables
from qc.store.engine import connect
from qc.store.log import Log
from qc.store.moved import Moved, is_gone
from qc.store.query import select
from qc.store.sql import name
from qc.store.state import State
from qc.store.superseded import ReplacedTables


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What became of an arrival; `known` if the very file was live already."""

    batch: Batch
    known: bool


class Warehouse:
    """The log of a workspace.

    May be shared between threads: every question gets a cursor of its own. What
    other processes load is seen at the next question.

    Parameters
    ----------
    state : State
    memory_mb : int
        Memory for questions; larger ones use the disk.
    """

    def __init__(self, state: State, *, memory_mb: int = 400) -> None:
        self.state = state
        self.manifest = Batches(state)
        self.cells = files.folder(state.folder / "cells")
        self.building = threading.Lock()
        self.memory_mb = memory_mb
        self._extents: dict[str, tuple[np.datetime64, np.datetime64] | None] = {}
        folders = (self.manifest.folder, self.manifest.staging, self.cells)
        spill = files.folder(state.folder / "spill")
        self._hours = HoursTables(self.fetch)
        self._replaced = ReplacedTables(self.fetch)
        self._kept = itertools.count()
        self._connection = connect(folders=folders, temp=spill, memory_mb=memory_mb)

    @classmethod
    def open(
        cls, folder: Path, *, create: bool, now: datetime | None = None
    ) -> Warehouse:
        """Open the workspace in a folder.

        Parameters
        ----------
        folder : Path
        create : bool
            Start a workspace where there is none.
        now : datetime or None
            If given, files that a crash left are deleted.

        Raises
        ------
        BrokenStore
            If there is no workspace, or it is damaged.
        CannotWrite
            If the folder cannot be written.
        """
        warehouse = cls(State(folder, create=create))
        if now is not None:
            leftovers.clear(warehouse.manifest, warehouse.cells)
            warehouse.manifest.sweep(now)
        return warehouse

    def close(self) -> None:
        """Give back memory; the workspace itself is always saved."""
        self._connection.close()

    @property
    def staging(self) -> Path:
        """Folder in which a converted file waits to be compared and committed."""
        return self.manifest.staging

    def batches(self, table: TableName = TableName.INTERACTIONS) -> tuple[Batch, ...]:
        """Return the batches of a table, removed ones too, in the order of loading."""
        return tuple(one for one in self.manifest.all() if one.table is table)

    def log(self, table: TableName = TableName.INTERACTIONS) -> Log:
        """Return the log, or another table, as it is now."""
        return self._log(table, self.manifest.all())

    def logs(self) -> dict[TableName, Log]:
        """Return all tables as they are at one moment."""
        every = self.manifest.all()
        return {table: self._log(table, every) for table in TableName}

    def _log(self, table: TableName, every: Iterable[Batch]) -> Log:
        live = tuple(one for one in every if one.table is table and one.live)
        return Log(
            live,
            self.manifest.verified,
            self._hours,
            table=TABLES[table],
            replaced=self._replaced,
        )

    @property
    def digest(self) -> str:
        """Identity of the log's content, for caches."""
        return self.log().digest

    @property
    def as_of(self) -> datetime | None:
        """Until when the log knows what happened (UTC); None while it is empty."""
        return self.log().as_of

    def columns(self) -> frozenset[str]:
        """Return the fields that have a value in some live batch."""
        return self.log().columns

    def extent(self, log: Log) -> tuple[np.datetime64, np.datetime64] | None:
        """Return the first and last local day of a log; None where it is empty."""
        digest, known = log.digest, self._extents
        if digest not in known:
            rows = log.rows(["opened_local"])
            query = select(["min(opened_local)", "max(opened_local)"], rows)
            ((first, last),) = self.fetch(query)
            days = (np.datetime64(first, "D"), np.datetime64(last, "D"))
            # A new dict, as another thread may be reading the old one.
            known = self._extents = {digest: None if first is None else days}
        return known[digest]

    def compare(
        self, parquet: Path, table: TableName = TableName.INTERACTIONS
    ) -> tuple[int, int]:
        """Hold staged rows against the current ones.

        Returns
        -------
        duplicates : int
            Rows whose interaction is there with the same content.
        replaced : int
            Rows whose interaction is there with other content.
        """
        return compare(self.fetch, self.log(table), parquet)

    def commit(self, arrival: Arrival, *, who: str, when: datetime) -> Committed:
        """Make a staged file part of the log, once and for all or not at all.

        A file that is live already under the same mapping changes nothing.

        Raises
        ------
        InvalidLog
            If the account does not balance, or no row was accepted.
        CannotWrite
            If the disk is full or the workspace cannot be written.
        """
        if not arrival.account.balances:
            raise InvalidLog(
                f"{arrival.file}: the records read are not those accepted, set aside "
                "or repeated. Nothing was imported; please report this."
            )
        known = self.manifest.known(arrival.source, arrival.mapping)
        if known is not None:
            return Committed(batch=known, known=True)
        facts = read_facts(self.fetch, self.manifest, arrival)
        batch, new = self.manifest.add(arrival, facts, who=who, when=when)
        return Committed(batch=batch, known=not new)

    def remove(self, batch: str, *, reason: str, who: str, when: datetime) -> Batch:
        """Take a batch out of all figures; older versions count again."""
        return self.manifest.remove(batch, reason=reason, who=who, when=when)

    def restore(self, batch: str, *, reason: str, who: str, when: datetime) -> Batch:
        """Let a removed batch count again, in its old place."""
        return self.manifest.restore(batch, reason=reason, who=who, when=when)

    def fetch(
        self, query: str, parameters: Mapping[str, object] | None = None
    ) -> list[tuple[Any, ...]]:
        """Answer a query in rows."""
        with self._cursor() as cursor:
            return cursor.execute(query, dict(parameters or {})).fetchall()

    @contextlib.contextmanager
    def kept(self, query: str) -> Iterator[str]:
        """Name a table that holds the answer of a query, for as long as it is asked."""
        table = name(f"kept_{next(self._kept)}")
        self.fetch(f"CREATE TABLE {table} AS {query}")
        try:
            yield table
        finally:
            self.fetch(f"DROP TABLE {table}")

    def arrays(
        self, query: str, parameters: Mapping[str, object] | None = None
    ) -> dict[str, NDArray[Any]]:
        """Answer a query in columns, masked where a value is missing."""
        with self._cursor() as cursor:
            found = cursor.execute(query, dict(parameters or {})).fetchnumpy()
        return cast("dict[str, NDArray[Any]]", found)

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        try:
            yield cursor
        except duckdb.OutOfMemoryException as error:
            raise QcError(
                f"This needs more than the {self.memory_mb} MB a question may use. "
                "Choose a shorter period, or allow more memory."
            ) from error
        except duckdb.Error as error:
            if refused := files.refusal(str(error), self.state.folder):
                raise refused from error
            if is_gone(str(error)):
                raise Moved from error
            first = str(error).splitlines()[0]
            raise BrokenStore(
                f"The log could not be read: {first}. Check the disk, then try again."
            ) from error
        finally:
            cursor.close()
