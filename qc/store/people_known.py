"""How many people the files of a workspace know, under their pseudonyms or by name."""

from __future__ import annotations

import contextlib

from qc.core.errors import BrokenStore
from qc.core.people import Person, person_of
from qc.core.tables import TABLES
from qc.store.batch import Batch
from qc.store.query import select
from qc.store.sql import name, source, text
from qc.store.warehouse import Warehouse


def known(warehouse: Warehouse) -> dict[Person, int]:
    """Return how many different people there are, removed files included.

    Files that are damaged are not looked into: they are told of elsewhere.
    """
    parts = [
        select(
            [f"{text(who)} AS who", f"{name(field)} AS code"],
            f"read_parquet({source(warehouse.manifest.path(batch))})",
            where=[f"{name(field)} IS NOT NULL"],
        )
        for batch in warehouse.manifest.all()
        if _intact(warehouse, batch)
        for field, who in _people(batch)
    ]
    if not parts:
        return {}
    each = f"({' UNION ALL '.join(parts)})"
    query = select(["who", "count(DISTINCT code)"], each, group=1)
    return {Person(who): n for who, n in sorted(warehouse.fetch(query))}


def _people(batch: Batch) -> list[tuple[str, Person]]:
    table = TABLES[batch.table]
    found = ((field, person_of(field, table.joins(field))) for field in batch.columns)
    return [(field, who) for field, who in found if who is not None]


def _intact(warehouse: Warehouse, batch: Batch) -> bool:
    with contextlib.suppress(BrokenStore):
        return warehouse.manifest.verified(batch).exists()
    return False
