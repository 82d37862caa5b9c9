"""Trying time formats on a whole file, where a sample does not decide."""

from __future__ import annotations

import duckdb

from qc.core.errors import InvalidLog
from qc.core.plan import MISSING_WORDS, FieldPlan
from qc.store.ingest_reading import Reading, stacked
from qc.store.ingest_source import TextFile, cell, rows
from qc.store.ingest_text import trimmed
from qc.store.ingest_values import complete
from qc.store.query import select

MOST = 200
"""Different texts of a column that are looked at."""


def frequent(
    file: TextFile, place: int, *, connection: duckdb.DuckDBPyConnection
) -> tuple[tuple[str, int], ...]:
    """Return the texts of a column and how often each comes, at most `MOST`.

    The most frequent come first.

    Parameters
    ----------
    file : TextFile
    place : int
        Position of the column, from 0.

    Raises
    ------
    InvalidLog
        If the file cannot be read at all.
    """
    text = trimmed(cell(place))
    query = select(
        [f"{text} AS e", "count(*)"],
        f"({rows(file)})",
        where=[f"{text} <> ''"],
        group=1,
        order=f"2 DESC, 1 LIMIT {MOST}",
    )
    try:
        return tuple(connection.execute(query).fetchall())
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise InvalidLog(
            f"The steps of the file could not be counted ({first}). Check the "
            "delimiter."
        ) from error


def probe(
    file: TextFile,
    place: int,
    formats: tuple[str, ...],
    *,
    connection: duckdb.DuckDBPyConnection,
    missing: tuple[str, ...] = MISSING_WORDS,
) -> int:
    """Count the values of a column that none of the formats can read.

    Parameters
    ----------
    file : TextFile
    place : int
        Position of the column, from 0.
    formats : tuple of str
        strptime formats; none at all means ISO 8601.
    missing : tuple of str
        Texts that mean "no value"; they do not count.

    Raises
    ------
    UnknownFormat
        If a format holds a directive that is not known.
    InvalidLog
        If the file cannot be read at all.
    """
    # Any optional time field: only its rules matter.
    plan = FieldPlan(field="updated_at", formats=formats, missing=missing)
    reading = complete(Reading(plan=plan, number=0, header="", raw=cell(place)))
    typed = stacked(rows(file), [reading])
    query = select([f"count(*) FILTER ({reading.suspect})"], f"({typed})")
    try:
        return int(connection.execute(query).fetchall()[0][0])
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise InvalidLog(
            f"The file could not be searched for dates ({first}). Check the delimiter."
        ) from error
