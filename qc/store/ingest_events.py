"""An event log, several rows for each case, becomes one row of texts for each case.

The texts then go the way of every other file, so that a field is read by the same
rules wherever it comes from.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import duckdb

from qc.core.fields import FIELDS
from qc.core.plan import MISSING_WORDS, EventPick, EventPlan, FieldPlan, LoadPlan
from qc.store import sql
from qc.store.ingest_faults import decides, note, shown
from qc.store.ingest_fields import index, plain
from qc.store.ingest_reading import Reading, stacked
from qc.store.ingest_source import TextFile, cell, rows
from qc.store.ingest_text import trimmed
from qc.store.ingest_values import complete
from qc.store.query import select

CASES = "SELECT * FROM cases"
"""The cases in the order of their first rows: line, and a text for each field."""

_TIMES = (EventPick.FIRST_TIME, EventPick.LAST_TIME)
_LAST = (EventPick.LAST_TIME, EventPick.LAST_VALUE)


def settled(plan: LoadPlan) -> LoadPlan:
    """Return the plan with the key and the times of events as parts of it."""
    events = _events(plan)
    parts = [
        replace(part, formats=events.formats, zone=events.zone)
        if part.pick in _TIMES
        else part
        for part in plan.fields
    ]
    if plan.field("interaction_id") is None:
        parts.append(FieldPlan(field="interaction_id", column=events.case))
    return replace(plan, fields=tuple(parts))


def gather(
    connection: duckdb.DuckDBPyConnection, file: TextFile, plan: LoadPlan
) -> tuple[int, datetime | None]:
    """Make the table of cases; list the rows that belong to none.

    Returns
    -------
    events_read : int
        Rows of the log.
    latest : datetime or None
        Time of the last event (clock reading in UTC).
    """
    case, time = _case(plan), _time(plan)
    connection.execute(f"CREATE TEMP TABLE events AS {_rows(file, plan, case, time)}")
    faulty = f"{decides(case)} OR {decides(time)}"
    query = select(["*"], "events", where=[faulty])
    connection.execute(f"CREATE TEMP TABLE faulty AS {query}")
    note(connection, case, decides(case), kept=False)
    note(connection, time, f"{decides(time)} AND NOT {decides(case)}", kept=False)
    connection.execute("DROP TABLE faulty")
    connection.execute(f"CREATE TEMP TABLE cases AS {_cases(plan, faulty)}")
    told = connection.execute("SELECT count(*), max(u) FROM events").fetchall()[0]
    return told[0], told[1]


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Make room for the next file."""
    for table in ("events", "cases"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def cells(plan: LoadPlan, part: FieldPlan) -> tuple[str, str]:
    """Find the text of a field among the texts of a case."""
    if part.constant is not None:
        return plain(plan, part)
    events = _events(plan)
    default = events.time if part.pick in _TIMES else events.event
    return _picked_name(part), part.column or default


def _events(plan: LoadPlan) -> EventPlan:
    assert plan.events is not None
    return plan.events


def _case(plan: LoadPlan) -> Reading:
    """Read the case as a key: text that must be there."""
    part, column = plan.field("interaction_id"), _events(plan).case
    missing = part.missing if part else MISSING_WORDS
    key = FieldPlan(field="interaction_id", missing=missing)
    reading = Reading(
        plan=key, number=len(FIELDS), header=column, raw=cell(index(plan, column))
    )
    return complete(reading)


def _time(plan: LoadPlan) -> Reading:
    """Read the time of an event as a time that must be there."""
    events = _events(plan)
    part = FieldPlan(field="opened_at", formats=events.formats, zone=events.zone)
    raw = cell(index(plan, events.time))
    reading = Reading(plan=part, number=len(FIELDS) + 1, header=events.time, raw=raw)
    return complete(reading)


def _rows(file: TextFile, plan: LoadPlan, case: Reading, time: Reading) -> str:
    events = _events(plan)
    event = trimmed(cell(index(plan, events.event)))
    order = trimmed(cell(index(plan, events.order))) if events.order else "''"
    columns = ["line", f"{case.value} AS k", f"{time.value} AS u"]
    columns += [f"{event} AS e", f"{order} AS o", "NULL::VARCHAR AS customer"]
    for reading in (case, time):
        columns += [str(reading.fault), shown(reading)]
    used = {part.column or events.time for part in plan.fields if not part.constant}
    columns += [cell(i) for i in sorted(index(plan, column) for column in used)]
    typed = stacked(rows(file, note_rejects=True), [case, time])
    return select(columns, f"({typed})")


def _cases(plan: LoadPlan, faulty: str) -> str:
    # Numbers in order of size, other marks as text; the line settles ties.
    size = "CASE WHEN regexp_full_match(o, '[0-9]{1,18}') THEN CAST(o AS BIGINT) END"
    place = f"row_number() OVER (ORDER BY u, {size}, o, line) AS place"
    ordered = select(["*", place], "events", where=[f"NOT ({faulty})"])
    picked = [
        f"{_picked(plan, part)} AS {_picked_name(part)}"
        for part in plan.fields
        if part.constant is None
    ]
    columns = ["arg_min(line, place) AS line", *picked]
    return f"{select(columns, f'({ordered})')} GROUP BY k ORDER BY line"


def _picked_name(part: FieldPlan) -> str:
    return f"k{list(FIELDS).index(part.field)}"


def _picked(plan: LoadPlan, part: FieldPlan) -> str:
    """Return the aggregate that picks the text of a field from a case."""
    events = _events(plan)
    if part.field == "interaction_id" and part.column in {None, events.case}:
        return "k"
    chosen = f" FILTER (e = {sql.text(part.event)})" if part.event else ""
    if part.pick is EventPick.COUNT:
        return f"CAST(count(*){chosen} AS VARCHAR)"
    if part.pick is EventPick.LIST:
        return "string_agg(replace(e, '>', '/'), '>' ORDER BY place) FILTER (e <> '')"
    column = events.time if part.pick in _TIMES else part.column
    text = cell(index(plan, column)) if column else "''"
    return f"{'arg_max' if part.pick in _LAST else 'arg_min'}({text}, place){chosen}"
