"""What a staged file holds, and how it stands to the batches before it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.errors import BrokenStore, InvalidLog
from qc.core.tables import TABLES
from qc.store.batch import Arrival, Facts
from qc.store.batches import Batches
from qc.store.log import Log
from qc.store.query import select
from qc.store.sql import name, source

Fetch = Callable[[str], list[tuple[Any, ...]]]


def compare(fetch: Fetch, log: Log, parquet: Path) -> tuple[int, int]:
    """Count staged rows that the log holds already: unchanged, and changed."""
    key = log.table.key
    current = log.rows([key, "row_hash"])
    query = select(
        [
            "count(*) FILTER (new.row_hash = old.row_hash)",
            "count(*) FILTER (new.row_hash <> old.row_hash)",
        ],
        f"read_parquet({source(parquet)}) AS new JOIN {current} AS old "
        f"USING ({name(key)})",
    )
    unchanged, changed = fetch(query)[0]
    return unchanged, changed


def read_facts(fetch: Fetch, manifest: Batches, arrival: Arrival) -> Facts:
    """Find what the manifest needs to know of a staged file.

    What its writer knows already is not read again.

    Raises
    ------
    InvalidLog
        If it has no rows.
    """
    table = TABLES[arrival.table]
    overlaps = _overlaps(fetch, manifest, arrival)
    if arrival.known is not None:
        return replace(arrival.known, overlaps=overlaps)
    totals = ["count(*)", f"count(*) - count(DISTINCT {name(table.key)})"]
    local = name(table.local)
    span = [f"min({local})", f"max({local})"]
    fields = [f"count({name(field)}) > 0" for field in table.fields]
    file = f"read_parquet({source(arrival.parquet)})"
    rows, repeated, first, last, *has = fetch(select(totals + span + fields, file))[0]
    if not rows:
        raise InvalidLog(f"{arrival.file}: no row was accepted; nothing was kept.")
    return Facts(
        rows=rows,
        repeated=repeated,
        first=np.datetime64(first, "D"),
        last=np.datetime64(last, "D"),
        columns=tuple(f for f, given in zip(table.fields, has, strict=True) if given),
        overlaps=overlaps,
    )


def _overlaps(fetch: Fetch, manifest: Batches, arrival: Arrival) -> dict[str, int]:
    """Count the ids that each earlier batch of the table shares with a staged file.

    Removed batches too: they may be restored. A damaged one is left out, which
    means that it may share some.
    """
    paths: dict[str, Path] = {}
    key = name(TABLES[arrival.table].key)
    mine = (batch for batch in manifest.all() if batch.table is arrival.table)
    for batch in mine:
        with contextlib.suppress(BrokenStore):
            paths[batch.id] = manifest.verified(batch)
    if not paths:
        return {}
    files = ", ".join(source(path) for path in paths.values())
    query = select(
        ["filename", "count(*)"],
        f"read_parquet([{files}], filename = true)",
        where=[
            f"{key} IN ({select([key], f'read_parquet({source(arrival.parquet)})')})"
        ],
        group=1,
    )
    shared = {Path(path).stem: count for path, count in fetch(query)}
    return {key: shared.get(key, 0) for key in paths}
