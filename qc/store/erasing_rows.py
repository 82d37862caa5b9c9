"""Which rows go with a customer, so that no other figure moves.

All rows that name the customer go. Where the newest version of a contact is theirs, so
do its other versions, or an older one would count again; and so do rows that name
nobody, and values that were added to the contact later.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from qc.core.people import Person, person_of
from qc.core.tables import TABLES
from qc.store.batch import Batch
from qc.store.query import select
from qc.store.sql import name, source, text
from qc.store.warehouse import Warehouse

GOING = "going"
"""Table of the rows that go: batch and line."""

_LINES = 2**40
_NEWEST = "CASE WHEN live THEN place ELSE place - (1::HUGEINT << 100) END"


def mark(
    warehouse: Warehouse, connection: duckdb.DuckDBPyConnection, ids: Iterable[str]
) -> dict[str, int]:
    """Make the table `GOING`; return how many rows go, by the id of their batch."""
    batches, known = warehouse.manifest.all(), sorted(ids)
    files = {
        batch.id: f"read_parquet({source(warehouse.manifest.verified(batch))})"
        for batch in batches
    }
    connection.execute(_KEYS)
    for batch in batches:
        if (test := theirs(batch, known)) != "false":
            columns = [text(batch.table), _key(batch)]
            query = select(columns, files[batch.id], where=[test])
            connection.execute(f"INSERT INTO their_keys {query}")
    connection.execute(_VERSIONS)
    tables = connection.execute("SELECT DISTINCT whose FROM their_keys").fetchall()
    for batch in batches:
        if (batch.table.value,) in tables:
            query = _versions(batch, files[batch.id], known)
            connection.execute(f"INSERT INTO versions {query}")
    connection.execute(_going())
    counted = select(["batch", "count(*)"], GOING, group=1)
    return dict(connection.execute(counted).fetchall())


def staying(batch: Batch, file: str) -> str:
    """Return the relation of the rows of a batch that stay."""
    going = select(["line"], GOING, where=[f"batch = {text(batch.id)}"])
    return f"{file} ANTI JOIN ({going}) USING (line)"


def theirs(batch: Batch, ids: Iterable[str]) -> str:
    """Return a test whether a row names the customer; never NULL."""
    listed = ", ".join(map(text, ids))
    tests = [f"coalesce({name(f)} IN ({listed}), false)" for f in _customers(batch)]
    return " OR ".join(tests) or "false"


def _versions(batch: Batch, file: str, ids: list[str]) -> str:
    """Return every version of what the customer has any version of."""
    there = [f"{name(field)} IS NOT NULL" for field in _customers(batch)]
    columns = [
        text(batch.table),
        text(batch.id),
        _key(batch),
        "line",
        f"{batch.number} * {_LINES}::BIGINT + line",
        str(batch.live),
        theirs(batch, ids),
        f"({' OR '.join(there) or 'false'})",
    ]
    same = select(["key"], "their_keys", where=[f"whose = {text(batch.table)}"])
    return select(columns, file, where=[f"{_key(batch)} IN ({same})"])


def _going() -> str:
    """Return what makes the table: the newest version that names anybody decides."""
    picked = [f"arg_max({part}, {_NEWEST}) AS {part}" for part in ("theirs", "place")]
    newest = select(["whose", "key", *picked], "versions", where=["names"], group=2)
    later = "old.names AND NOT old.theirs AND old.place > newest.place"
    query = select(
        ["old.batch", "old.line"],
        f"versions AS old JOIN ({newest}) AS newest USING (whose, key)",
        where=[f"old.theirs OR (newest.theirs AND NOT ({later}))"],
    )
    return f"CREATE OR REPLACE TEMP TABLE {GOING} AS {query}"


def _customers(batch: Batch) -> list[str]:
    table = TABLES[batch.table]
    return [
        field
        for field in batch.columns
        if person_of(field, table.joins(field)) is Person.CUSTOMER
    ]


def _key(batch: Batch) -> str:
    return name(TABLES[batch.table].key)


_KEYS = "CREATE OR REPLACE TEMP TABLE their_keys (whose VARCHAR, key VARCHAR)"
_VERSIONS = (
    "CREATE OR REPLACE TEMP TABLE versions (whose VARCHAR, batch VARCHAR, key VARCHAR, "
    "line BIGINT, place BIGINT, live BOOLEAN, theirs BOOLEAN, names BOOLEAN)"
)
