"""What a staged file holds, and how it stands to the batches before it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.errors import BrokenStore, InvalidLog
from qc.core.fields import FIELDS
from qc.store.batch import Arrival, Facts
from qc.store.batches import Batches
from qc.store.log import Log
from qc.store.query import select
from qc.store.sql import name, source

Fetch = Callable[[str], list[tuple[Any, ...]]]
_KEY = name("interaction_id")


def compare(fetch: Fetch, log: Log, parquet: Path) -> tuple[int, int]:
    """Count staged rows that the log holds already: unchanged, and changed."""
    current = log.rows(["interaction_id", "row_hash"])
    query = select(
        [
            "count(*) FILTER (new.row_hash = old.row_hash)",
            "count(*) FILTER (new.row_hash <> old.row_hash)",
        ],
        f"read_parquet({source(parquet)}) AS new JOIN {current} AS old USING ({_KEY})",
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
    overlaps = _overlaps(fetch, manifest, arrival.parquet)
    if arrival.known is not None:
        return replace(arrival.known, overlaps=overlaps)
    totals = ["count(*)", f"count(*) - count(DISTINCT {_KEY})"]
    span = ["min(opened_local)", "max(opened_local)"]
    fields = [f"count({name(field)}) > 0" for field in FIELDS]
    file = f"read_parquet({source(arrival.parquet)})"
    rows, repeated, first, last, *has = fetch(select(totals + span + fields, file))[0]
    if not rows:
        raise InvalidLog(f"{arrival.file}: no row was accepted; nothing was kept.")
    return Facts(
        rows=rows,
        repeated=repeated,
        first=np.datetime64(first, "D"),
        last=np.datetime64(last, "D"),
        columns=tuple(f for f, given in zip(FIELDS, has, strict=True) if given),
        overlaps=overlaps,
    )


def _overlaps(fetch: Fetch, manifest: Batches, parquet: Path) -> dict[str, int]:
    """Count the ids that each earlier batch shares with a staged file.

    Removed batches too: they may be restored. A damaged one is left out, which
    means that it may share some.
    """
    paths: dict[str, Path] = {}
    for batch in manifest.all():
        with contextlib.suppress(BrokenStore):
            paths[batch.id] = manifest.verified(batch)
    if not paths:
        return {}
    files = ", ".join(source(path) for path in paths.values())
    query = select(
        ["filename", "count(*)"],
        f"read_parquet([{files}], filename = true)",
        where=[f"{_KEY} IN ({select([_KEY], f'read_parquet({source(parquet)})')})"],
        group=1,
    )
    shared = {Path(path).stem: count for path, count in fetch(query)}
    return {key: shared.get(key, 0) for key in paths}
