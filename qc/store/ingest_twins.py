"""Records of one file that have the same key: one stays, the others are counted."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.store import sql
from qc.store.files import rename
from qc.store.ingest_write import Written, write_batch
from qc.store.query import select

_CHANGED = "updated_at"


def has_twins(
    connection: duckdb.DuckDBPyConnection, batch: Path, table: Table = INTERACTIONS
) -> bool:
    """Say whether some key may occur twice; sorting hashes is the cheapest test."""
    key = sql.name(table.key)
    query = select([f"hash({key}) AS h"], f"read_parquet({sql.source(batch)})")
    hashes = np.asarray(connection.execute(query).fetchnumpy()["h"])
    hashes.sort()  # in place: there may be very many
    return bool((hashes[1:] == hashes[:-1]).any())


def drop_twins(
    connection: duckdb.DuckDBPyConnection, batch: Path, table: Table = INTERACTIONS
) -> tuple[Written, int]:
    """Write the batch anew with one row for each key.

    The content that was changed last wins (`updated_at`), of several or without
    such times that of the last line. Of several lines with that content the first
    stays.

    Returns
    -------
    written : Written
    superseded : int
        Rows dropped because a later line says something else.
    """
    rows = f"read_parquet({sql.source(batch)})"
    columns = connection.execute(f"DESCRIBE {select(['*'], rows)}").fetchall()
    dated = _CHANGED in {column for column, *_ in columns}
    losers = _losers(rows, sql.name(table.key), dated)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE twins AS {losers}")
    (superseded,) = connection.execute(
        "SELECT count(*) FROM twins WHERE superseded"
    ).fetchall()[0]
    clean = batch.with_name(f"{batch.name}.clean")
    kept = select(["*"], f"{rows} ANTI JOIN twins USING (line)")
    written = write_batch(connection, kept, clean, table)
    rename(clean, batch)
    connection.execute("DROP TABLE twins")
    return written, superseded


def _losers(rows: str, key: str, dated: bool) -> str:
    # Exports may come newest first: the order of lines is not that of changes.
    changed = f"coalesce({_CHANGED}, TIMESTAMP '1900-01-01')"
    order = f"row({changed}, line)" if dated else "line"
    often = f"{select([key], rows, group=1)} HAVING count(*) > 1"
    last = f"arg_max(row_hash, {order}) OVER (PARTITION BY {key})"
    judged = select(
        [key, "line", "row_hash", f"{last} AS final"],
        f"{rows} SEMI JOIN ({often}) USING ({key})",
    )
    first = f"min(line) FILTER (row_hash = final) OVER (PARTITION BY {key})"
    ranked = select(
        ["line", "row_hash <> final AS superseded", f"{first} AS stays"],
        f"({judged})",
    )
    return select(["line", "superseded"], f"({ranked})", where=["line <> stays"])
