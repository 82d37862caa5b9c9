"""A file that only adds to known interactions, held against the log.

Rows of ids that nobody knows are set aside; of the others it is counted which ones
say something new.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from qc.core.plan import Fault
from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.store import sql
from qc.store.files import rename, writing
from qc.store.ingest_faults import SHOWN
from qc.store.ingest_write import Written, write_batch
from qc.store.log import Log
from qc.store.query import select
from qc.store.rewriting import connected
from qc.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """A staged file without the rows of unknown interactions.

    Attributes
    ----------
    written : Written
    unknown : int
        Rows set aside, as no interaction of their id is loaded.
    """

    written: Written
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the ids of a file are known, as far as looked.

    Attributes
    ----------
    known, of : int
        Interactions that are loaded, of those named in the sample.
    lacking : tuple of str
        Fields that the log has and the file has not.
    """

    known: int
    of: int
    lacking: tuple[str, ...] = ()


def sift(warehouse: Warehouse, parquet: Path, aside: Path, header: str) -> Sifted:
    """Take the rows of unknown interactions out of a staged file, and list them.

    Parameters
    ----------
    parquet, aside : Path
        The staged rows and the list of faults; both are written anew.
    header : str
        Column of the file with the ids, to be shown.
    """
    table, key = INTERACTIONS, sql.name(INTERACTIONS.key)
    rows = f"read_parquet({sql.source(parquet)})"
    log = warehouse.log(table.name).elsewhere
    ids = select([key], log.rows([table.key]))
    with connected(warehouse) as connection:
        lost = f"{rows} ANTI JOIN ({ids}) USING ({key})"
        unknown = _listed(connection, lost, aside, header)
        clean = parquet.with_name(f"{parquet.name}.known")
        known = select(["*"], f"{rows} SEMI JOIN ({ids}) USING ({key})", order="line")
        written = write_batch(connection, known, clean, table)
    rename(clean, parquet)
    return Sifted(written=written, unknown=unknown)


def unchanged(warehouse: Warehouse, parquet: Path) -> int:
    """Count the rows of a staged file that say nothing new of their interaction."""
    table: Table = INTERACTIONS
    log: Log = warehouse.log(table.name)
    rows = f"read_parquet({sql.source(parquet)})"
    found = warehouse.fetch(f"DESCRIBE {select(['*'], rows)}")
    fields = [one for one, *_ in found if one in {*table.fields} - {table.key}]
    tests = [
        f"(new.{n} IS NULL OR new.{n} IS NOT DISTINCT FROM old.{n})"
        for n in map(sql.name, fields)
    ]
    key = sql.name(table.key)
    joined = f"{rows} AS new JOIN {log.rows([table.key, *fields])} AS old USING ({key})"
    ((count,),) = warehouse.fetch(select(["count(*)"], joined, where=tests))
    return int(count)


def moved(warehouse: Warehouse, parquet: Path) -> tuple[int, int]:
    """Count the known interactions that a staged file opens at another time.

    Returns
    -------
    moved, known : int
    """
    key, time = sql.name(INTERACTIONS.key), sql.name(INTERACTIONS.time)
    old = warehouse.log().rows([INTERACTIONS.key, INTERACTIONS.time])
    new = f"read_parquet({sql.source(parquet)})"
    query = select(
        [f"count(*) FILTER (new.{time} <> old.{time})", "count(*)"],
        f"{new} AS new JOIN {old} AS old USING ({key})",
    )
    ((other, known),) = warehouse.fetch(query)
    return int(other), int(known)


def known_of(warehouse: Warehouse, ids: tuple[str, ...]) -> int:
    """Count those of some ids that belong to a loaded interaction."""
    key = sql.name(INTERACTIONS.key)
    rows = warehouse.log().rows([INTERACTIONS.key])
    where = [f"{key} IN (SELECT unnest($ids))"]
    query = select([f"count(DISTINCT {key})"], rows, where=where)
    ((count,),) = warehouse.fetch(query, {"ids": list(ids)})
    return int(count)


def _listed(
    connection: duckdb.DuckDBPyConnection, lost: str, aside: Path, header: str
) -> int:
    """Add rows to a list of faults; return how many they are."""
    key = sql.name(INTERACTIONS.key)
    ((count,),) = connection.execute(select(["count(*)"], lost)).fetchall()
    if not count:
        return 0
    shown = [
        "line",
        f'{sql.text(header)} AS "column"',
        f'left({key}, {SHOWN}) AS "value"',
        f"{sql.text(Fault.UNKNOWN_INTERACTION.value)} AS fault",
        "false AS kept",
    ]
    listed = select([*_LIST], f"read_parquet({sql.source(aside)})")
    both = f"{listed} UNION ALL {select(shown, lost)}"
    draft = aside.with_name(f"{aside.name}.more")
    ordered = select(["*"], f"({both})", order="line")
    target = sql.target(writing(draft))
    connection.execute(f"COPY ({ordered}) TO {target} (FORMAT parquet)")
    rename(draft, aside)
    return int(count)


_LIST = ("line", '"column"', '"value"', "fault", "kept")
