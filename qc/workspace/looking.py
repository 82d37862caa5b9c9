"""A look into a decoded file: what its columns are, and what must still be asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache

import duckdb

from qc.core.fields import FIELDS
from qc.core.kinds import TableName
from qc.core.plan import LoadPlan
from qc.intake.aliases import Aliases, read_aliases
from qc.intake.decode import Text
from qc.intake.dialect import Dialect, sniff
from qc.intake.mapping import Mapping
from qc.intake.questions import Formats, Probe
from qc.intake.sample import Rows, read_head, read_rows
from qc.intake.suggest import suggest
from qc.intake.suggestion import Answers, Suggestion, resolve
from qc.intake.table_aliases import TableAliases, read_table_aliases
from qc.intake.table_kind import TableKind, said, table_kind
from qc.store.engine import connect
from qc.store.ingest_probe import probe
from qc.store.ingest_source import TextFile
from qc.store.warehouse import Warehouse
from qc.workspace import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a look into a file found.

    Attributes
    ----------
    text : Text
        Digest, encoding and counts; its path is gone by now.
    dialect : Dialect
    suggestion : Suggestion
        Which column is which, and the questions only its owner can answer.
    rows : tuple of tuple of str
        Some first and last rows, as text.
    """

    text: Text
    dialect: Dialect
    suggestion: Suggestion
    rows: Rows


def aliases() -> Aliases:
    """Return the table of known headers."""
    return read_aliases(resources.header_aliases(), "header-aliases.json")


@cache
def table_headers() -> dict[TableName, TableAliases]:
    """Return the known headers of every table."""
    text = resources.table_aliases()
    return read_table_aliases(text, "table-aliases.json", aliases())


@cache
def known_headers() -> frozenset[str]:
    """Return the normal headers that tell a header row from other rows."""
    every = (headers.aliases.known for headers in table_headers().values())
    return frozenset(FIELDS).union(*every)


def look(warehouse: Warehouse, text: Text, answers: Answers) -> Inspection:
    """Find structure and fields; settle by the whole file what a sample cannot."""
    known = known_headers()
    dialect = sniff(read_head(text), known, delimiter=text.delimiter)
    rows = read_rows(text, dialect)
    kind = _kind(dialect, answers)
    known_ones = table_headers()[kind.table].aliases
    found = suggest(dialect, rows, known_ones, answers=answers)
    with _prober(warehouse, text, dialect) as probed:
        suggestion = replace(resolve(found, probed), kind=kind)
    return Inspection(text=text, dialect=dialect, suggestion=suggestion, rows=rows)


def _kind(dialect: Dialect, answers: Answers) -> TableKind:
    """Find which table a file is; a stage is told of interactions only."""
    if answers.table is not None:
        return said(answers.table)
    told = dict(answers.columns)
    if answers.stage is not None:
        told["stage"] = ""
    keyless = answers.line_as_id
    return table_kind(dialect.columns, table_headers(), told=told, keyless=keyless)


def plan_of(
    warehouse: Warehouse, text: Text, mapping: Mapping | None, answers: Answers
) -> tuple[LoadPlan, int]:
    """Return how to read the file, and how many records lie above the first row."""
    if mapping is None:
        found = look(warehouse, text, answers)
        return found.suggestion.plan(), found.dialect.records_above
    known = known_headers() | mapping.known
    delimiter = text.delimiter or mapping.delimiter
    dialect = sniff(read_head(text), known, delimiter=delimiter)
    return mapping.plan(dialect), dialect.records_above


@contextmanager
def _prober(warehouse: Warehouse, text: Text, dialect: Dialect) -> Iterator[Probe]:
    """Offer to try formats on the whole file; connects at the first question only."""
    file = TextFile(
        path=text.path,
        columns=len(dialect.columns),
        delimiter=dialect.delimiter,
        skip=dialect.skip,
    )

    with ExitStack() as opened:

        @cache
        def connection() -> duckdb.DuckDBPyConnection:
            made = connect(folders=[warehouse.staging])
            opened.callback(made.close)
            return made

        def failures(column: str, formats: Formats) -> int:
            place = dialect.columns.index(column)
            return probe(file, place, formats, connection=connection())

        yield failures
