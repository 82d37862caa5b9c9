"""Records of one file that have the same key: one stays, the others are counted."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from qc.store import sql
from qc.store.ingest_write import Written, write_batch
from qc.store.query import select

_KEY = "interaction_id"


def has_twins(connection: duckdb.DuckDBPyConnection, batch: Path) -> bool:
    """Say whether some key may occur twice; sorting hashes is the cheapest test."""
    query = select([f"hash({_KEY}) AS h"], f"read_parquet({sql.source(batch)})")
    hashes = connection.execute(query).fetchnumpy()["h"]
    ordered = np.sort(np.asarray(hashes))
    return bool((ordered[1:] == ordered[:-1]).any())


def drop_twins(
    connection: duckdb.DuckDBPyConnection, batch: Path
) -> tuple[Written, int]:
    """Write the batch anew with one row for each key.

    The content of the last line wins. Of several lines with that content the
    first stays.

    Returns
    -------
    written : Written
    superseded : int
        Rows dropped because a later line says something else.
    """
    rows = f"read_parquet({sql.source(batch)})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE twins AS {_losers(rows)}")
    (superseded,) = connection.execute(
        "SELECT count(*) FROM twins WHERE superseded"
    ).fetchall()[0]
    clean = batch.with_name(f"{batch.name}.clean")
    kept = select(["*"], f"{rows} ANTI JOIN twins USING (line)")
    written = write_batch(connection, kept, clean)
    clean.replace(batch)
    connection.execute("DROP TABLE twins")
    return written, superseded


def _losers(rows: str) -> str:
    often = f"{select([_KEY], rows, group=1)} HAVING count(*) > 1"
    last = f"arg_max(row_hash, line) OVER (PARTITION BY {_KEY})"
    judged = select(
        [_KEY, "line", "row_hash", f"{last} AS final"],
        f"{rows} SEMI JOIN ({often}) USING ({_KEY})",
    )
    first = f"min(line) FILTER (row_hash = final) OVER (PARTITION BY {_KEY})"
    ranked = select(
        ["line", "row_hash <> final AS superseded", f"{first} AS stays"],
        f"({judged})",
    )
    return select(["line", "superseded"], f"({ranked})", where=["line <> stays"])
