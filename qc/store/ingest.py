"""A decoded file becomes a batch: typed, accounted for, written in one pass.

Rows without any fault are written at once. Only if there are faults, a second
pass collects their texts; only if a key occurs twice, the batch is written anew.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from qc.core.errors import InvalidLog
from qc.core.fields import LATER
from qc.core.plan import LoadPlan
from qc.core.table import Table
from qc.core.tables import TABLES
from qc.store import ingest_events, ingest_faults, ingest_people, sql
from qc.store.files import refusal
from qc.store.ingest_checks import hold_against
from qc.store.ingest_fields import (
    Readings,
    check,
    clock,
    made_key,
    nulls,
    plain,
    readings,
    value,
)
from qc.store.ingest_people import Coded, Found, code_people, known_people
from qc.store.ingest_reading import stacked
from qc.store.ingest_source import TextFile, forget_rejects, reject_count, rows
from qc.store.ingest_twins import drop_twins, has_twins
from qc.store.ingest_write import known_until, write_batch
from qc.store.pseudonyms import Pseudonyms
from qc.store.query import select


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one file: read = accepted + set_aside + duplicates.

    Of an event log, the account is of cases and of rows that could not be
    counted to any: read = cases + unreadable rows; `events_read` counts rows.

    Attributes
    ----------
    read, accepted, set_aside, duplicates : int
    superseded : int
        Those of the duplicates that a later line with other content replaced.
    structural_rejects : int
        Records that could not be cut into fields, hence not in `read`: if there
        are any, the careful reader must go first.
    events_read : int or None
    values_left_out : dict
        "field:fault" -> number of values of accepted rows. Odd local times are
        counted too, though their values are kept.
    first, last : datetime or None
        Range of the opening times on their own clocks.
    as_of : datetime or None
        In UTC: the latest thing the file knows of.
    columns : tuple of str
        Fields with a value in some row.
    zone : str
        Of the opening times without an offset.
    people : tuple of (Person, pseudonym, name)
        Those whose names are to be kept.
    """

    read: int
    accepted: int
    set_aside: int
    duplicates: int
    superseded: int
    structural_rejects: int
    events_read: int | None
    values_left_out: dict[str, int]
    first: datetime | None
    last: datetime | None
    as_of: datetime | None
    columns: tuple[str, ...]
    zone: str
    people: tuple[Found, ...] = ()


def ingest(  # noqa: PLR0913 - one call carries a file all the way
    source: Path,
    plan: LoadPlan,
    *,
    lined: bool,
    target: Path,
    set_aside_target: Path,
    digest: str,
    connection: duckdb.DuckDBPyConnection,
    now: datetime | None = None,
    people: Pseudonyms | None = None,
) -> Ingested:
    """Convert a decoded file into a batch file and a list of what is wrong.

    Parameters
    ----------
    source : Path
        UTF-8, LF. If `lined`, each record starts with its line number.
    plan : LoadPlan
    target, set_aside_target : Path
        Parquet files to write. The batch has the fields of the plan in the order
        of its table, then `Table.extras`; its rows are in file order. The list has
        line, column, value, fault, and whether the row was kept.
    digest : str
        Of the file as uploaded; part of the ids of rows that have none.
    now : datetime, optional
        Times later than this by more than a day cannot be true.
    people : Pseudonyms, optional
        Stand in for customers and agents; without, their names are stored.

    Raises
    ------
    InvalidLog, UnknownName
        If the plan cannot be carried out, or the file not be read at all.
    """
    check(plan)
    file = TextFile(
        path=source,
        columns=len(plan.columns),
        delimiter=plan.delimiter,
        skip=plan.skip,
        lined=lined,
        nulls=nulls(plan),
    )
    try:
        targets = (target, set_aside_target)
        return _ingest(file, plan, digest, targets, connection, now, people)
    except duckdb.Error as error:
        if refused := refusal(str(error), target.parent):
            raise refused from error
        first = str(error).splitlines()[0]
        raise InvalidLog(
            f"{plan.name}: the file could not be converted ({first}). Nothing was "
            "imported. Check the delimiter, or split the file."
        ) from error
    finally:
        _clean_up(connection)


def _ingest(  # noqa: PLR0913 - see above
    file: TextFile,
    plan: LoadPlan,
    digest: str,
    targets: tuple[Path, Path],
    connection: duckdb.DuckDBPyConnection,
    now: datetime | None,
    people: Pseudonyms | None,
) -> Ingested:
    batch, aside_list = targets
    table = TABLES[plan.table]
    ingest_faults.prepare(connection)
    texts = _texts(file, plan, digest, connection)
    coded = code_people(connection, texts.again, texts.found, people)
    hold_against(texts.found, table, now)
    ingest_faults.count_in(connection, texts.found)
    written = write_batch(connection, _typed(texts, coded, table), batch, table)
    aside, left_out = ingest_faults.listed(
        connection, texts.again, texts.found, coded, aside_list
    )
    whole, superseded = written.rows, 0
    if not plan.line_as_id and has_twins(connection, batch, table):
        written, superseded = drop_twins(connection, batch, table)
    return Ingested(
        read=whole + aside,
        accepted=written.rows,
        set_aside=aside,
        duplicates=whole - written.rows,
        superseded=superseded,
        structural_rejects=reject_count(connection),
        events_read=texts.events_read,
        values_left_out=left_out,
        first=written.first,
        last=written.last,
        as_of=known_until(connection, written, batch, texts.latest, table),
        columns=written.columns,
        zone=_zone(texts.found, table),
        people=known_people(connection, people),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """Queries of the texts, for the first time and again, and how to read them."""

    once: str
    again: str
    found: Readings
    events_read: int | None = None
    latest: datetime | None = None


def _texts(
    file: TextFile, plan: LoadPlan, digest: str, connection: duckdb.DuckDBPyConnection
) -> _Texts:
    if plan.events is None:
        found = readings(plan, plain, digest)
        return _Texts(once=rows(file, note_rejects=True), again=rows(file), found=found)
    plan = ingest_events.settled(plan)
    events_read, latest = ingest_events.gather(connection, file, plan)
    return _Texts(
        once=ingest_events.CASES,
        again=ingest_events.CASES,
        found=readings(plan, ingest_events.cells, digest),
        events_read=events_read,
        latest=latest,
    )


def _typed(texts: _Texts, coded: Coded, table: Table) -> str:
    """Return the query of a batch; it counts the rows that have a fault.

    A field the file lacks takes part in the hash, so that content is the same
    whatever plan it came by, but is not written: thirty empty columns would
    cost as much as the parsing.
    """
    found = texts.found
    values = {field: value(found, field, table) for field in table.fields}
    values |= coded.columns
    values |= made_key(found, values, table)
    named = [f"{values[field]} AS {sql.name(field)}" for field in found]
    told = (text for f, text in values.items() if f in found or f not in LATER)
    content = f"hash({', '.join(told)})"
    clocks = (clock(found, field) for field in table.clocks)
    extras = zip((*clocks, "line", content), table.extras, strict=True)
    named += [f"{extra} AS {sql.name(column)}" for extra, column in extras]
    every = stacked(texts.once, list(found.values()))
    rows_of = coded.rows(every)
    return select(named, rows_of, where=[ingest_faults.keep(found)])


def _zone(found: Readings, table: Table) -> str:
    return found[table.time].plan.zone if table.time in found else "UTC"


def _clean_up(connection: duckdb.DuckDBPyConnection) -> None:
    # What cannot be dropped belongs to a connection that is broken for good.
    with contextlib.suppress(duckdb.Error):
        forget_rejects(connection)
        ingest_faults.forget(connection)
        ingest_events.forget(connection)
        ingest_people.forget(connection)
