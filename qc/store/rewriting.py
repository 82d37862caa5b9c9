"""Batches written anew: new files first, then the manifest in one step, then the old.

A batch keeps its place in the history. Whoever reads an old file meanwhile is told
that it is gone, and finds the new one at the next try.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np

from qc.core.errors import BrokenStore
from qc.core.tables import TABLES
from qc.store import documents, files, leftovers
from qc.store.audit import Change
from qc.store.batch import Batch
from qc.store.batches import MEANWHILE, Batches
from qc.store.engine import connect
from qc.store.ingest_write import Written, write_batch
from qc.store.query import select
from qc.store.sql import name, source, target
from qc.store.warehouse import Warehouse

Also = Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """One batch to be written anew.

    Attributes
    ----------
    batch : Batch
        As it is; what changes beside the rows is said by `key`.
    query : str
        Its rows, from its file.
    aside : str
        Conditions that entries of its list of faults meet to be kept; empty keeps all.
    key : str
        Fingerprint of the key of its pseudonyms, from now on.
    """

    batch: Batch
    query: str
    aside: str = ""
    key: str = ""


def connected(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Return a connection for `rewrite`; close it when done."""
    manifest = warehouse.manifest
    return connect(
        folders=(manifest.folder, manifest.staging),
        temp=manifest.staging,
        memory_mb=warehouse.memory_mb,
        as_written=True,
    )


def rewrite(
    warehouse: Warehouse,
    connection: duckdb.DuckDBPyConnection,
    each: Sequence[Anew],
    change: Change,
    also: Also,
) -> tuple[Batch, ...]:
    """Write batches anew, all or none, and return them.

    Parameters
    ----------
    connection : DuckDBPyConnection
        As `connected` makes it.
    change : Change
        The entry of the audit trail.
    also : callable
        What else to change in the same transaction.

    Raises
    ------
    BrokenStore
        If a batch is damaged, or was changed meanwhile; then nothing is.
    CannotWrite
        If there is no room for the new files beside the old.
    """
    manifest = warehouse.manifest
    made = {one.batch.id: _written(warehouse, connection, one) for one in each}
    before = manifest.all()
    after = tuple(made.get(batch.id, batch) for batch in before)
    after = tuple(
        _recounted(warehouse, connection, one, before, after) for one in after
    )
    manifest.swap(before, after, change, _with_note(manifest, each, after, also))
    leftovers.clear(manifest, warehouse.cells)
    return tuple(batch for batch in after if batch.id in {b.id for b in made.values()})


def _with_note(
    manifest: Batches, each: Sequence[Anew], after: Sequence[Batch], also: Also
) -> Also:
    """Return what else to change, and a note of the files that nothing names then."""
    left = [manifest.path(one.batch).name for one in each]
    left += [one.batch.set_aside for one in each if one.batch.set_aside]

    def change(state: sqlite3.Connection) -> None:
        if not all(manifest.path(batch).exists() for batch in after):
            raise BrokenStore(MEANWHILE)
        also(state)
        leftovers.note(state, left)

    return change


def _written(
    warehouse: Warehouse, connection: duckdb.DuckDBPyConnection, one: Anew
) -> Batch:
    """Write the files of a batch anew; without an entry, they are swept."""
    manifest, old = warehouse.manifest, one.batch
    draft = manifest.staging / f"{secrets.token_hex(8)}.parquet"
    written = write_batch(connection, one.query, draft, TABLES[old.table])
    digest = files.sha256(draft)
    key = documents.seal(old.id, digest, secrets.token_hex(8))[:16]
    new = _renewed(old, written, key, digest, one.key)
    files.settle(draft, manifest.path(new))
    aside = manifest.set_aside(new)
    _copy_list(connection, list_of(manifest, old), aside, one.aside)
    whole = aside is not None and aside.exists()
    return replace(new, aside_sha256=files.sha256(aside) if aside and whole else "")


def list_of(manifest: Batches, batch: Batch) -> Path | None:
    """Return the list of what a batch set aside; one that is gone holds nobody.

    Raises
    ------
    BrokenStore
        If it is damaged.
    """
    path = manifest.set_aside(batch)
    return manifest.verified_list(batch) if path and path.exists() else None


def _renewed(old: Batch, written: Written, key: str, digest: str, people: str) -> Batch:
    whole = written.first is not None and written.last is not None
    return replace(
        old,
        id=key,
        parquet_sha256=digest,
        rows=written.rows,
        first=np.datetime64(written.first, "D") if whole else old.first,
        last=np.datetime64(written.last, "D") if whole else old.last,
        columns=written.columns,
        set_aside=old.set_aside and old.set_aside.replace(old.id, key),
        key=people,
    )


def _copy_list(
    connection: duckdb.DuckDBPyConnection,
    old: Path | None,
    new: Path | None,
    keep: str,
) -> None:
    if old is None or new is None:
        return
    draft = new.with_suffix(".tmp")
    if keep:
        kept = select(["*"], f"read_parquet({source(old)})", where=[keep])
        connection.execute(
            f"COPY ({kept}) TO {target(files.writing(draft))} (FORMAT parquet)"
        )
    else:
        files.copy(old, draft)
    files.settle(draft, new)


def _recounted(
    warehouse: Warehouse,
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    before: Sequence[Batch],
    after: Sequence[Batch],
) -> Batch:
    """Count anew how many rows of earlier batches come again, where that may change."""
    renamed = {old.id: new for old, new in zip(before, after, strict=True)}
    changed = batch.id not in {old.id for old in before}
    overlaps: dict[str, int] = {}
    for key, count in batch.overlaps.items():
        if (other := renamed.get(key)) is None:
            continue
        if not count or not (changed or other.id != key):
            overlaps[other.id] = count
            continue
        with contextlib.suppress(BrokenStore):  # unknown: may share some
            overlaps[other.id] = _shared(warehouse, connection, batch, other)
    return replace(batch, overlaps=overlaps)


def _shared(
    warehouse: Warehouse,
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    older: Batch,
) -> int:
    key = name(TABLES[batch.table].key)
    newer, old = (
        f"read_parquet({source(warehouse.manifest.verified(one))})"
        for one in (batch, older)
    )
    query = select(["count(*)"], old, where=[f"{key} IN ({select([key], newer)})"])
    return int(connection.execute(query).fetchall()[0][0])
