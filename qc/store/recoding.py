"""Logs from before there were pseudonyms: their people are coded after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qc.core.errors import BrokenStore
from qc.core.fields import LATER
from qc.core.kinds import TableName
from qc.core.people import PERSONAL
from qc.core.tables import INTERACTIONS
from qc.store import documents, people
from qc.store.audit import Change, Deed
from qc.store.batch import Batch
from qc.store.ingest_people import forget, known_people
from qc.store.pseudonyms import Pseudonyms, coded
from qc.store.query import select, types
from qc.store.rewriting import Anew, connected, list_of, rewrite
from qc.store.sql import name, source, text
from qc.store.warehouse import Warehouse


def by_name(warehouse: Warehouse) -> tuple[Batch, ...]:
    """Return the batches, removed ones too, in which people go by name."""
    return tuple(
        batch
        for batch in warehouse.manifest.all()
        if not batch.key and batch.table is TableName.INTERACTIONS
    )


def code_log(
    warehouse: Warehouse, pseudonyms: Pseudonyms, *, who: str, when: datetime
) -> int:
    """Give the people of older batches pseudonyms; return how many batches had none.

    Content keeps its identity: a row that is loaded again is still the same row.
    Damaged batches stay as they are.
    """
    batches = [one for one in by_name(warehouse) if _intact(warehouse, one)]
    if not batches:
        return 0
    with connected(warehouse) as connection:
        each = [_anew(warehouse, one, pseudonyms.fingerprint) for one in batches]
        made = (
            f"CREATE TEMP TABLE people AS {coded(f'({_people(warehouse, batches)})')}"
        )
        connection.execute(made, pseudonyms.parameters())
        kept = people.rows_of(pseudonyms, known_people(connection, pseudonyms))
        change = Change(
            what=Deed.PEOPLE_CODED,
            subject=pseudonyms.fingerprint,
            new=documents.write({"batches": len(batches)}),
            who=who,
            when=when,
        )
        rewrite(
            warehouse, connection, each, change, lambda state: people.add(state, kept)
        )
        forget(connection)
    return len(batches)


def _people(warehouse: Warehouse, batches: Sequence[Batch]) -> str:
    """Return a query of everybody once: `who` and `text`."""
    parts = [
        select(
            [f"{text(PERSONAL[field])} AS who", f"{name(field)} AS text"],
            f"read_parquet({source(warehouse.manifest.path(batch))})",
            where=[f"{name(field)} IS NOT NULL"],
        )
        for batch in batches
        for field in _fields(batch)
    ]
    nobody = select(["NULL AS who", "NULL AS text"], "range(0)")
    return select(["DISTINCT *"], f"({' UNION ALL '.join([*parts, nobody])})")


def _anew(warehouse: Warehouse, batch: Batch, key: str) -> Anew:
    codes = {field: f"coded_{field}.code" for field in _fields(batch)}
    values = {
        field: f"rows.{name(field)}" if field in batch.columns else f"NULL::{kind}"
        for field, kind in types(INTERACTIONS).items()
        if field in INTERACTIONS.fields
        and (field in batch.columns or field not in LATER)
    }
    changed = [f"hash({', '.join((values | codes).values())}) AS row_hash"]
    changed += [f"{code} AS {name(field)}" for field, code in codes.items()]
    file = f"read_parquet({source(warehouse.manifest.path(batch))}) AS rows"
    rows = " ".join([file, *(_join(field) for field in codes)])
    query = select([f"rows.* REPLACE ({', '.join(changed)})"], rows)
    return Anew(batch=batch, query=query, key=key)


def _join(field: str) -> str:
    codes = select(["text", "code"], "people", where=[f"who = {text(PERSONAL[field])}"])
    same = f"rows.{name(field)} = coded_{field}.text"
    return f"LEFT JOIN ({codes}) AS coded_{field} ON {same}"


def _fields(batch: Batch) -> tuple[str, ...]:
    return tuple(field for field in PERSONAL if field in batch.columns)


def _intact(warehouse: Warehouse, batch: Batch) -> bool:
    try:
        warehouse.manifest.verified(batch)
        list_of(warehouse.manifest, batch)
    except BrokenStore:  # said when its numbers are asked for
        return False
    return True
