"""The log at one moment: the current version of every interaction in live batches.

Any other table is read in the same way: its rows by its own key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.store import business, documents, overlay
from qc.store.audit import stamp
from qc.store.batch import Batch
from qc.store.overlay import PLACE
from qc.store.query import KNOWN_UNTIL, moment, nothing, select
from qc.store.sql import name, source
from qc.store.superseded import MOST, Replaced


@dataclass(frozen=True, slots=True)
class Log:
    """The live batches, oldest first, and how to read them.

    Attributes
    ----------
    batches : tuple of Batch
    verified : callable
        Returns the path of a batch after checking that the file is intact.
    tables : callable
        Returns the name of the table of some opening hours.
    table : Table
        Whose rows these are.
    replaced : callable or None
        Returns the name of the table of the places that a query finds; None where
        there is no place for such tables.
    """

    batches: tuple[Batch, ...]
    verified: Callable[[Batch], Path]
    tables: business.Tables
    table: Table = INTERACTIONS
    replaced: Replaced | None = None

    @property
    def digest(self) -> str:
        """Identity of the content: equal digests mean equal figures."""
        parts = [
            f"{batch.id} {batch.parquet_sha256} {stamp(batch.as_of)}"
            for batch in self.batches
        ]
        return documents.seal(*parts)

    @property
    def elsewhere(self) -> Log:
        """The same log, to be read on a connection that is not the warehouse's."""
        return replace(self, replaced=None)

    @property
    def columns(self) -> frozenset[str]:
        """Fields that have a value somewhere."""
        every = self.batches if self.full else ()
        return frozenset().union(*(batch.columns for batch in every))

    @property
    def full(self) -> tuple[Batch, ...]:
        """The batches whose rows are interactions, and do not only add to some."""
        return tuple(batch for batch in self.batches if not batch.adds)

    @property
    def as_of(self) -> datetime | None:
        """Until when the newest batch knows what happened; None without batches."""
        return max((batch.as_of for batch in self.full), default=None)

    def rows(self, columns: Iterable[str]) -> str:
        """Return the current rows as a relation to select from.

        Each interaction comes once, as it stands in the newest live batch that
        has its id, and there in the last line that has it. Rows are compared
        only where the manifest does not rule out that ids come again.

        Parameters
        ----------
        columns : iterable of str
            Fields or extra columns of a batch, and what opening hours make of times;
            `KNOWN_UNTIL` is always there.

        Raises
        ------
        BrokenStore
            If the file of a live batch is missing or not intact.
        """
        wanted = tuple(dict.fromkeys(columns))
        made = [column for column in wanted if isinstance(column, business.Open)]
        if made:
            others = [column for column in wanted if column not in made]
            of = {x for column in made for x in (column.start, column.stop)}
            of -= {KNOWN_UNTIL}
            rows = self.rows([*others, *sorted(of)])
            return business.joined(rows, others, made, self.tables)
        if adding := self._adding(wanted):
            return self._overlaid(adding, wanted)
        return self._current(wanted)

    def _adding(self, wanted: tuple[str, ...]) -> list[Batch]:
        """Return the batches that add a value to one of some fields."""
        asked = {*wanted} - {self.table.key}
        return [one for one in self.batches if one.adds and asked & {*one.columns}]

    def _overlaid(self, adding: list[Batch], wanted: tuple[str, ...]) -> str:
        key = self.table.key
        there = {field for one in adding for field in one.columns} - {key}
        fields = [field for field in wanted if field in there]
        base = self._current(tuple(dict.fromkeys((*wanted, key, PLACE))))
        columns = (*wanted, KNOWN_UNTIL)
        return overlay.overlaid(base, self._read(adding), columns, fields, key)

    def _current(self, wanted: tuple[str, ...]) -> str:
        newer = {batch.id: self._newer(batch) for batch in self.full}
        needed = [
            batch
            for batch in self.full
            if not any(other.replaces(batch) for other in newer[batch.id])
        ]
        contested = [batch for batch in needed if newer[batch.id] or batch.repeated]
        plain = [batch for batch in needed if batch not in contested]
        parts = (
            [select(self._columns(plain, wanted), self._read(plain))] if plain else []
        )
        if contested:
            columns = self._columns(contested, wanted)
            parts.append(select(columns, self._newest(contested)))
        return f"({' UNION ALL '.join(parts) or self._empty(wanted)})"

    def _newer(self, batch: Batch) -> list[Batch]:
        """Return the newer batches that may hold ids of this one."""
        return [
            other
            for other in self.full
            if other.number > batch.number and other.may_share(batch)
        ]

    def _newest(self, contested: list[Batch]) -> str:
        """Return the rows of batches but for those that come again later."""
        rivals = {other.id for batch in contested for other in self._newer(batch)}
        rivals |= {batch.id for batch in contested if batch.repeated}
        later = self._read([batch for batch in self.full if batch.id in rivals])
        key = name(self.table.key)
        old, new = f"{self._read(contested)} AS old", f"{later} AS new"
        lost = f"old.{key} = new.{key} AND new.place > old.place"
        if self.replaced is None or self._shared(contested) > MOST:
            return f"{old} ANTI JOIN {new} ON {lost}"
        table = self.replaced(select(["old.place"], f"{old} SEMI JOIN {new} ON {lost}"))
        return f"{old} ANTI JOIN {table} AS gone ON old.place = gone.place"

    def _shared(self, batches: list[Batch]) -> int:
        """Return how many rows of some batches may come again; unknown means all."""
        return sum(
            batch.repeated
            + sum(one.overlaps.get(batch.id, batch.rows) for one in self._newer(batch))
            for batch in batches
        )

    def _read(self, batches: list[Batch]) -> str:
        """Return the rows of some batches with the place of each in the history."""
        paths = ", ".join(source(self.verified(batch)) for batch in batches)
        as_of = ", ".join(_naive(batch.as_of) for batch in batches)
        numbers = ", ".join(f"{batch.number}::BIGINT" for batch in batches)
        columns = [
            "*",
            f"([{as_of}])[{_FILE}] AS {name(KNOWN_UNTIL)}",
            f"([{numbers}])[{_FILE}] * {_LINES} + line AS {PLACE}",
        ]
        # By name, as a field that came with a later version is not in every file.
        files = f"read_parquet([{paths}], union_by_name = true)"
        return f"({select(columns, files)})"

    def _columns(self, batches: list[Batch], wanted: tuple[str, ...]) -> list[str]:
        has = {*self.table.extras, PLACE}.union(*(batch.columns for batch in batches))
        read = [
            name(column) if column in has else nothing(column, self.table)
            for column in wanted
        ]
        return [*read, name(KNOWN_UNTIL)]

    def _empty(self, wanted: tuple[str, ...]) -> str:
        nulls = [
            overlay.NOWHERE if column == PLACE else nothing(column, self.table)
            for column in (*wanted, KNOWN_UNTIL)
        ]
        return select(nulls, "range(0)")


_FILE = "file_index::BIGINT + 1"
_LINES = 2**40


def _naive(as_of: datetime) -> str:
    return moment(np.datetime64(as_of.astimezone(UTC).replace(tzinfo=None), "us"))
