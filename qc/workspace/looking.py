"""A look into a decoded file: what its columns are, and what must still be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache

import duckdb

from qc.core.fields import FIELDS
from qc.core.kinds import TableName
from qc.intake.aliases import Aliases, read_aliases
from qc.intake.decode import Text
from qc.intake.dialect import Dialect, sniff
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.intake.personal import checked, guarded
from qc.intake.questions import Formats, Probe, QuestionKind
from qc.intake.remembered import Remembered, adapted, as_last_time
from qc.intake.sample import Rows, read_head, read_rows
from qc.intake.steps import with_ends
from qc.intake.suggest import suggest
from qc.intake.suggestion import NO_ANSWERS, Answers, Suggestion, resolve
from qc.intake.table_aliases import TableAliases, read_table_aliases
from qc.intake.table_kind import TableKind, said, table_kind
from qc.store.adding import Reach
from qc.store.engine import connect
from qc.store.ingest_probe import frequent, probe
from qc.store.ingest_source import TextFile
from qc.store.warehouse import Warehouse
from qc.workspace import adding, keyless, resources
from qc.workspace.planned import Planned
from qc.workspace.remembering import recall


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
    remembered : Remembered or None
        How the source was read last time, where the suggestion heeds it.
    reach : Reach or None
        How many of its ids are known; None where it has none, or there is no log.
    """

    text: Text
    dialect: Dialect
    suggestion: Suggestion
    rows: Rows
    remembered: Remembered | None = None
    reach: Reach | None = None


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


def look(
    warehouse: Warehouse, text: Text, answers: Answers, *, afresh: bool = False
) -> Inspection:
    """Find structure and fields; settle by the whole file what a sample cannot.

    Without any answer, a source that is known is read as last time, unless it is to
    be looked at `afresh`.
    """
    known = known_headers()
    dialect = sniff(read_head(text), known, delimiter=text.delimiter)
    rows = read_rows(text, dialect)
    kept = None
    if answers == NO_ANSWERS and not afresh:
        kept = recall(warehouse, dialect.columns)
    if kept is not None and kept.mapping is None:
        answers = adapted(kept.answers, dialect.columns)
    kind = _kind(dialect, answers)
    known_ones = table_headers()[kind.table].aliases
    found = suggest(dialect, rows, known_ones, answers=answers)
    with _prober(warehouse, text, dialect) as probed:
        suggestion = replace(resolve(found, probed.failures), kind=kind)
        if suggestion.events is not None:
            names = probed.names(suggestion.events.event)
            suggestion = with_ends(suggestion, names, answers)
    if kept is not None:
        suggestion = as_last_time(suggestion, kept.answers)
    suggestion = guarded(suggestion, rows, answers)
    return Inspection(
        text=text,
        dialect=dialect,
        suggestion=suggestion,
        rows=rows,
        remembered=kept,
        reach=adding.reach(warehouse, suggestion, rows),
    )


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
    warehouse: Warehouse,
    text: Text,
    mapping: Mapping | None,
    answers: Answers,
    *,
    afresh: bool = False,
) -> Planned:
    """Return how to read the file: as told, else as last time, else as recognised."""
    if mapping is not None:
        return _by_mapping(text, mapping)
    found = look(warehouse, text, answers, afresh=afresh)
    kept = found.remembered
    counted = None if kept else _by_line(warehouse, found, answers)
    if counted is not None:
        found = look(warehouse, text, counted)
    if kept is not None and kept.mapping is not None:
        planned = _by_mapping(text, read_mapping(kept.mapping, kept.name))
        return replace(planned, remembered=kept)
    return Planned(
        plan=found.suggestion.plan(),
        skipped=found.dialect.records_above,
        remembered=kept,
        zone_assumed=any(
            question.kind is QuestionKind.ZONE
            for question in found.suggestion.questions
        ),
        personal=found.suggestion.personal,
        counted=counted is not None,
    )


def _by_line(
    warehouse: Warehouse, found: Inspection, answers: Answers
) -> Answers | None:
    """Let line numbers stand for a key, where it stays the same table by them."""
    keyed = _kind(found.dialect, replace(answers, line_as_id=True))
    if keyed.doubtful or keyed.table is not found.suggestion.table:
        return None
    return keyless.by_line(warehouse, found.text.sha256, found.suggestion, answers)


def encoding_of(warehouse: Warehouse, text: Text) -> str | None:
    """Return the encoding that was chosen for the source of a text that tells none."""
    if not text.encoding_guessed:
        return None
    dialect = sniff(read_head(text), known_headers(), delimiter=text.delimiter)
    kept = recall(warehouse, dialect.columns)
    return None if kept is None else kept.encoding


def _by_mapping(text: Text, mapping: Mapping) -> Planned:
    known = known_headers() | mapping.known
    delimiter = text.delimiter or mapping.delimiter
    dialect = sniff(read_head(text), known, delimiter=delimiter)
    plan = mapping.plan(dialect)
    return Planned(
        plan=plan,
        skipped=dialect.records_above,
        personal=checked(plan, read_rows(text, dialect)),
    )


@contextmanager
def _prober(warehouse: Warehouse, text: Text, dialect: Dialect) -> Iterator[_Prober]:
    """Offer to ask the whole file; connects at the first question only."""
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

        def names(column: str) -> tuple[tuple[str, int], ...]:
            place = dialect.columns.index(column)
            return frequent(file, place, connection=connection())

        yield _Prober(failures=failures, names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prober:
    """Questions to a whole file: what formats cannot read, what a column holds."""

    failures: Probe
    names: Callable[[str], tuple[tuple[str, int], ...]]
