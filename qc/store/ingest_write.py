"""Writing a batch file, and what its own statistics say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.store import sql
from qc.store.files import writing
from qc.store.query import select

_OPTIONS = (
    "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
    "DICTIONARY_SIZE_LIMIT 1000, RETURN_STATS"
)
_SLIP = timedelta(days=366)
"""A time later than this after the last opening is taken for a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A batch file as its writer saw it.

    Attributes
    ----------
    rows : int
    columns : tuple of str
        Fields that have a value in some row.
    first, last : datetime or None
        Range of the local opening times (of a table, of its own time), as clock
        readings.
    latest : dict
        Field -> latest time (clock reading in UTC) of the times with a value.
    """

    rows: int
    columns: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    latest: dict[str, datetime]


def write_batch(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    target: Path,
    table: Table = INTERACTIONS,
) -> Written:
    """Run a query into a batch file."""
    file = sql.target(writing(target))
    copied = connection.execute(f"COPY ({query}) TO {file} ({_OPTIONS})")
    _, rows, _, _, by_column, *_ = copied.fetchall()[0]
    stats = {column.strip('"'): told for column, told in by_column.items()}
    local = stats[table.local]
    has = {
        column
        for column, told in stats.items()
        if int(told["null_count"]) < int(told["num_values"])
    }
    return Written(
        rows=rows,
        columns=tuple(field for field in table.fields if field in has),
        first=_time(local["min"]) if table.local in has else None,
        last=_time(local["max"]) if table.local in has else None,
        latest={f: _time(stats[f]["max"]) for f in table.lived if f in has},
    )


def known_until(
    connection: duckdb.DuckDBPyConnection,
    written: Written,
    batch: Path,
    event: datetime | None = None,
    table: Table = INTERACTIONS,
) -> datetime | None:
    """Return the latest time at which something happened, in UTC; None if no rows.

    Promises do not count, nor do times more than a year after the last opening.

    Parameters
    ----------
    event : datetime or None
        Time of the last event of an event log.
    """
    if table.time not in written.latest:
        return None
    limit = written.latest[table.time] + _SLIP
    times = list(written.latest.values())
    if max(times) > limit:
        names = [sql.name(field) for field in written.latest]
        sound = [f"max({f}) FILTER ({f} <= {_literal(limit)})" for f in names]
        query = select(sound, f"read_parquet({sql.source(batch)})")
        found = connection.execute(query).fetchall()[0]
        times = [time for time in found if time is not None]
    if event is not None and event <= limit:
        times.append(event)
    return max(times).replace(tzinfo=UTC)


def _literal(time: datetime) -> str:
    return f"TIMESTAMP '{time}'"


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
