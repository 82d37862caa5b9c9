"""The log at one moment: the current version of every interaction in live batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from qc.store import documents
from qc.store.audit import stamp
from qc.store.batch import Batch
from qc.store.query import KNOWN_UNTIL, moment, nothing, select
from qc.store.sql import EXTRAS, name, source


@dataclass(frozen=True, slots=True)
class Log:
    """The live batches, oldest first, and how to read them.

    Attributes
    ----------
    batches : tuple of Batch
    verified : callable
        Returns the path of a batch after checking that the file is intact.
    """

    batches: tuple[Batch, ...]
    verified: Callable[[Batch], Path]

    @property
    def digest(self) -> str:
        """Identity of the content: equal digests mean equal figures."""
        parts = [
            f"{batch.id} {batch.parquet_sha256} {stamp(batch.as_of)}"
            for batch in self.batches
        ]
        return documents.seal(*parts)

    @property
    def columns(self) -> frozenset[str]:
        """Fields that have a value somewhere."""
        return frozenset().union(*(batch.columns for batch in self.batches))

    @property
    def as_of(self) -> datetime | None:
        """Until when the newest batch knows what happened; None without batches."""
        return max((batch.as_of for batch in self.batches), default=None)

    def rows(self, columns: Iterable[str]) -> str:
        """Return the current rows as a relation to select from.

        Each interaction comes once, as it stands in the newest live batch that
        has its id. A batch is compared with newer ones only where the manifest
        does not rule out that they share ids.

        Parameters
        ----------
        columns : iterable of str
            Fields or extra columns of a batch; `KNOWN_UNTIL` is always there.

        Raises
        ------
        BrokenStore
            If the file of a live batch is missing or not intact.
        """
        wanted = tuple(dict.fromkeys(columns))
        parts = [
            self._batch(batch, newer, wanted)
            for batch, newer in self._current()
            if not any(other.replaces(batch) for other in newer)
        ]
        return f"({' UNION ALL '.join(parts)})" if parts else f"({_empty(wanted)})"

    def _current(self) -> Iterator[tuple[Batch, tuple[Batch, ...]]]:
        """Give each batch with the newer ones that may hold ids of it."""
        for i, batch in enumerate(self.batches):
            newer = self.batches[i + 1 :]
            yield batch, tuple(other for other in newer if other.may_share(batch))

    def _batch(
        self, batch: Batch, newer: tuple[Batch, ...], wanted: tuple[str, ...]
    ) -> str:
        file = f"read_parquet({source(self.verified(batch))})"
        if batch.repeated:
            file = f"(FROM {file} QUALIFY {_LAST_LINE})"
        if newer:
            paths = ", ".join(source(self.verified(other)) for other in newer)
            ids = select([_KEY], f"read_parquet([{paths}])")
            file += f" ANTI JOIN ({ids}) USING ({_KEY})"
        has = {*batch.columns, *EXTRAS}
        read = [name(column) if column in has else nothing(column) for column in wanted]
        return select([*read, _known_until(batch.as_of)], file)


_KEY = name("interaction_id")
_LAST_LINE = f"row_number() OVER (PARTITION BY {_KEY} ORDER BY line DESC) = 1"


def _known_until(as_of: datetime) -> str:
    naive = np.datetime64(as_of.astimezone(UTC).replace(tzinfo=None), "us")
    return f"{moment(naive)} AS {name(KNOWN_UNTIL)}"


def _empty(wanted: tuple[str, ...]) -> str:
    nulls = [nothing(column) for column in (*wanted, KNOWN_UNTIL)]
    return select(nulls, "range(0)")
