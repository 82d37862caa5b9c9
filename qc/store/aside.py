"""The list of what a load set aside: line, column, value, reason.

Beside each entry lie the pseudonyms of the customers it is about, so that it goes
when one of them is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from qc.core.hiding import shape
from qc.core.plan import Fault, SetAside
from qc.store.arrivals import Fetch
from qc.store.files import writing
from qc.store.query import select
from qc.store.sql import source, target

_COLUMNS = ["line", '"column"', '"value"', "fault", "kept"]
_WRITTEN = [*_COLUMNS, "customer"]


def add(
    connection: duckdb.DuckDBPyConnection, file: Path, rows: Sequence[SetAside]
) -> None:
    """Add records that could not be cut into fields to a written list."""
    if not rows:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE aside AS "
        + select(_WRITTEN, f"read_parquet({source(file)})")
    )
    connection.executemany(
        "INSERT INTO aside VALUES (?, ?, ?, ?, false, NULL)",
        [[row.line, row.column, row.value, row.fault.value] for row in rows],
    )
    ordered = select(["*"], "aside", order="line")
    connection.execute(f"COPY ({ordered}) TO {target(writing(file))} (FORMAT parquet)")
    connection.execute("DROP TABLE aside")


def first_fault(connection: duckdb.DuckDBPyConnection, file: Path) -> str:
    """Say what was wrong with the first record set aside; empty if none was.

    Messages travel: of a value they repeat figures and marks, never words.
    """
    query = select(_COLUMNS, f"read_parquet({source(file)})", where=["NOT kept"])
    found = connection.execute(f"{query} ORDER BY line LIMIT 1").fetchall()
    if not found:
        return ""
    line, column, value, fault, _ = found[0]
    where = f"column {column!r}, " if column else ""
    return f"line {line}, {where}value {shape(value)!r} ({fault})"


def read_list(fetch: Fetch, file: Path) -> tuple[tuple[SetAside, bool], ...]:
    """Return the whole list: each entry, and whether its row was kept all the same."""
    query = select(_COLUMNS, f"read_parquet({source(file)})", order="line")
    return tuple(
        (SetAside(line=line, column=column, value=value, fault=Fault(fault)), kept)
        for line, column, value, fault, kept in fetch(query)
    )
