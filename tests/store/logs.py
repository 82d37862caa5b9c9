"""Small logs for the tests: rows as keywords, batches as the loader leaves them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from qc.core.fields import FIELDS
from qc.core.kinds import Direction, MeasureKind
from qc.core.measures import Measure
from qc.core.plan import Account
from qc.store.batch import Arrival, Batch
from qc.store.query import TYPES
from qc.store.sql import EXTRAS, text
from qc.store.warehouse import Warehouse

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ANNA = "anna"
Row = Mapping[str, object]


def row(key: str, opened: str, **fields: object) -> Row:
    """Make an interaction; times are UTC, the local time is the same."""
    return {
        "interaction_id": key,
        "opened_at": opened,
        "opened_local": opened,
        **fields,
    }


def write(path: Path, rows: Iterable[Row]) -> Path:
    """Write rows as a batch file."""
    made = [{"line": i, **row} for i, row in enumerate(rows, 2)]
    given = sorted({column for one in made for column in one})
    values = ", ".join(
        f"({', '.join(_text(one.get(column)) for column in given)})" for one in made
    )
    source = f"(VALUES {values}) AS given({', '.join(given)})" if made else "range(0)"
    typed = ", ".join(
        f"CAST({column if column in given else 'NULL'} AS {TYPES[column]}) AS {column}"
        for column in (*FIELDS, *EXTRAS[:2])
    )
    content = ", ".join(FIELDS)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT *, hash({content}) AS row_hash FROM "
            f"(SELECT {typed} FROM {source})) TO '{path}' (FORMAT parquet)"
        )
    return path


def _text(value: object) -> str:
    return "NULL" if value is None else text(str(value))


def arrival(
    warehouse: Warehouse, rows: Iterable[Row], name: str, as_of: datetime = NOW
) -> Arrival:
    """Stage rows as the loader would; the name stands for the content."""
    every = list(rows)
    count = len(every)
    return Arrival(
        parquet=write(warehouse.staging / f"{name}.parquet", every),
        source=hashlib.sha256(name.encode()).hexdigest(),
        file=name,
        mapping="plain",
        account=Account(read=count, accepted=count, set_aside=0, duplicates=0),
        zone="UTC",
        as_of=as_of,
    )


def load(
    warehouse: Warehouse, rows: Iterable[Row], name: str = "log", as_of: datetime = NOW
) -> Batch:
    """Load rows as a batch."""
    staged = arrival(warehouse, rows, name, as_of)
    return warehouse.commit(staged, who=ANNA, when=NOW).batch


def fresh(folder: Path) -> Warehouse:
    """Start a workspace."""
    return Warehouse.open(folder / "workspace", create=True)


def card(kind: MeasureKind = MeasureKind.SHARE, **parts: object) -> Measure:
    """Make a measure card."""
    given = {"id": "m", "title": "M", "question": "?", "direction": Direction.LOWER}
    return Measure(kind=kind, **(given | parts))  # type: ignore[arg-type]
