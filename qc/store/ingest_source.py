"""The text file as a relation: a line number, and columns cell0, cell1, ... of text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from qc.store import sql
from qc.store.query import select

LONGEST = {False: 4 * 2**20, True: 16 * 2**20}
"""Bytes of one record, of a plain and of a lined file; longer ones are rejects."""

REJECTS = "rejected_lines"
_NO_NULLS = ("\x1a",)  # without any, '' would be one
_SCANS = "rejected_scans"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A UTF-8 file with LF line ends, and how to cut it.

    Attributes
    ----------
    path : Path
    columns : int
        Fields in each record, without the line number of a lined file.
    delimiter : str
    skip : int
        Physical lines above the first record.
    lined : bool
        Each record starts with its physical line number; made by the careful
        reader, with comma and quotes, without a header.
    nulls : tuple of str
        Texts that are no value in any column: NULL from the start.
    """

    path: Path
    columns: int
    delimiter: str = ","
    skip: int = 0
    lined: bool = False
    nulls: tuple[str, ...] = ()


def rows(file: TextFile, *, note_rejects: bool = False) -> str:
    """Return a query of `line`, `cell0`, `cell1`, ...; a NULL among `nulls`, else ''.

    With `note_rejects`, records that cannot be cut into the right number of
    fields go to the table `REJECTS`; otherwise they are skipped.
    """
    line = "CAST(ln AS BIGINT)" if file.lined else f"row_number() OVER () + {file.skip}"
    cells = [cell(i) for i in range(file.columns)]
    return select([f"{line} AS line", *cells], _read_csv(file, note_rejects))


def cell(index: int) -> str:
    """Return the column of the text in field `index` of a record."""
    return f"cell{index}"


def reject_count(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many lines `rows` could not cut into fields."""
    query = select(["count(DISTINCT line)"], REJECTS)
    (count,) = connection.execute(query).fetchall()[0]
    return int(count)


def forget_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    """Make room for the next file."""
    for table in (REJECTS, _SCANS):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _read_csv(file: TextFile, note_rejects: bool) -> str:
    known = ["ln"] if file.lined else []
    known += [cell(i) for i in range(file.columns)]
    types = ", ".join(f"'{column}': 'VARCHAR'" for column in known)
    options = (
        f"columns = {{{types}}}",
        "auto_detect = false",
        "header = false",
        f"delim = {sql.text(',' if file.lined else file.delimiter)}",
        f"skip = {0 if file.lined else int(file.skip)}",
        "quote = '\"'",
        "escape = '\"'",
        "new_line = '\\n'",
        "strict_mode = true",
        f"nullstr = [{', '.join(map(sql.text, file.nulls or _NO_NULLS))}]",
        "allow_quoted_nulls = true",
        f"max_line_size = {LONGEST[file.lined]}",
        f"buffer_size = {4 * LONGEST[file.lined]}",
        # Quoted line ends can mislead the search for a parallel start.
        f"parallel = {'false' if file.lined else 'true'}",
        _faults(note_rejects),
    )
    return f"read_csv({sql.source(file.path)}, {', '.join(options)})"


def _faults(note_rejects: bool) -> str:
    if not note_rejects:
        return "ignore_errors = true"
    return (
        f"store_rejects = true, rejects_limit = 0, rejects_table = '{REJECTS}', "
        f"rejects_scan = '{_SCANS}'"
    )
