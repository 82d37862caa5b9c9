"""A Parquet file as lines of a CSV: every flat column as faithful text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from qc.core.errors import InvalidLog
from qc.store import sql
from qc.store.files import refusal, writing
from qc.store.query import select

_NESTED = ("STRUCT", "MAP", "UNION", "BLOB", "BIT", "VARIANT", "GEOMETRY", "JSON")
_USUAL_CHARS = 12  # of a number or a time, with its comma


@dataclass(frozen=True, slots=True, kw_only=True)
class Columnar:
    """What a Parquet file holds.

    Attributes
    ----------
    columns : tuple of str
        Names of the columns written, in their order.
    passed_over : tuple of str
        Those left out: nested values and bytes are no text.
    rows : int
        As the file itself declares.
    """

    columns: tuple[str, ...]
    passed_over: tuple[str, ...]
    rows: int


def write_lines(
    source: Path,
    target: Path,
    *,
    connection: duckdb.DuckDBPyConnection,
    most_columns: int,
    most_bytes: int,
) -> Columnar:
    """Write the rows of a Parquet file as lines of a CSV, without a header.

    Instants get their offset, floating numbers lose a final ".0", all else is
    written as it is: decimals with all their digits, dates and times as ISO 8601.

    Parameters
    ----------
    source, target : Path
        In folders that `connection` may use.
    connection : DuckDBPyConnection
    most_columns, most_bytes : int
        Larger tables are refused before anything is written.

    Raises
    ------
    InvalidLog
        If the file is damaged, encrypted or too large, or no column is flat.
    """
    try:
        return _write(source, target, connection, most_columns, most_bytes)
    except duckdb.Error as error:
        if refused := refusal(str(error), target.parent):
            raise refused from error
        raise InvalidLog(
            "The Parquet file is damaged, locked or cut off and cannot be read. "
            "Export it again, or save it as CSV."
        ) from error


def _write(
    source: Path,
    target: Path,
    connection: duckdb.DuckDBPyConnection,
    most_columns: int,
    most_bytes: int,
) -> Columnar:
    file = sql.source(source)
    rows = _one(connection, select(["num_rows"], f"parquet_file_metadata({file})"))
    names = _names(connection, file)
    if len(names) > most_columns:
        raise InvalidLog(
            f"The file has {len(names):,} columns; at most {most_columns:,} are read. "
            "Export only the columns you need."
        )
    cells = [f"cell{i}" for i in range(len(names))]
    table = f"read_parquet({file}) AS t({sql.names(cells)})"
    types = [str(kind) for kind in connection.sql(select(["*"], table)).types]
    flat = [i for i, kind in enumerate(types) if not _is_nested(kind)]
    if not flat:
        raise InvalidLog("The Parquet file has no column of plain values to read.")
    shown = [_text(cells[i], types[i], alone=len(flat) == 1) for i in flat]
    _check(connection, table, [cells[i] for i in flat], rows, most_bytes)
    connection.execute(
        f"COPY ({select(shown, table)}) TO {sql.target(writing(target))} (FORMAT csv, "
        "HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
    )
    return Columnar(
        columns=tuple(names[i] for i in flat),
        passed_over=tuple(name for i, name in enumerate(names) if i not in flat),
        rows=rows,
    )


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    (found,) = connection.execute(query).fetchall()[0]
    return int(found or 0)


def _names(connection: duckdb.DuckDBPyConnection, file: str) -> Sequence[str]:
    """Return the names of the columns as the file has them, none made different."""
    query = select(["name", "coalesce(num_children, 0)"], f"parquet_schema({file})")
    names, left = [], 0
    for name, children in connection.execute(query).fetchall()[1:]:
        if not left:
            names.append(str(name))
            left = 1
        left += children - 1
    return names


def _is_nested(kind: str) -> bool:
    return kind.startswith(_NESTED) or kind.endswith("]")


def _text(cell: str, kind: str, *, alone: bool) -> str:
    text = f"{sql.name(cell)}::VARCHAR"
    if kind == "TIMESTAMP WITH TIME ZONE":  # the connection's zone is UTC
        text = f"replace({text}, ' ', 'T') || ':00'"
    elif kind.startswith("TIMESTAMP"):
        text = f"replace({text}, ' ', 'T')"
    elif kind in ("FLOAT", "DOUBLE"):
        text = f"regexp_replace({text}, '\\.0$', '')"
    return f"coalesce({text}, '')" if alone else text  # else a NULL is a blank line


def _check(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    cells: Sequence[str],
    rows: int,
    most: int,
) -> None:
    """Refuse a table whose text is too long: a few bytes can stand for very many."""
    usual = rows * len(cells) * _USUAL_CHARS
    lengths = (f"coalesce(sum(strlen({sql.name(c)}::VARCHAR)), 0)" for c in cells)
    if usual > most or _one(connection, select([" + ".join(lengths)], table)) > most:
        raise InvalidLog(
            f"The Parquet file holds more than {most / 1e6:,.0f} MB of text. "
            "Export a shorter period, or load it in parts."
        )
