"""From a plan to one reading for each field, or a refusal that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qc.core.errors import InvalidLog, UnknownName
from qc.core.kinds import TableName
from qc.core.plan import FieldPlan, LoadPlan
from qc.core.table import Table
from qc.core.tables import INTERACTIONS, TABLES
from qc.store import sql
from qc.store.ingest_reading import Reading
from qc.store.ingest_source import cell
from qc.store.ingest_values import complete
from qc.store.query import types

Readings = dict[str, Reading]
"""The fields a file has, by name."""

Cells = Callable[[LoadPlan, FieldPlan], tuple[str, str]]
"""Where the text of a field is: (column or literal of a query, name to show)."""

DIGEST_LENGTH = 12


def check(plan: LoadPlan) -> None:
    """Refuse a plan that cannot be carried out.

    Raises
    ------
    UnknownName
        If it names a field or a column that does not exist.
    InvalidLog
        If it names a field twice, or lacks a required one.
    """
    table = TABLES[plan.table]
    names = [part.field for part in plan.fields]
    for field in names:
        if field not in table.fields:
            raise UnknownName("field", field, table.fields)
        if names.count(field) > 1:
            raise InvalidLog(f"{plan.name}: {field} is mapped twice. Keep one of them.")
    made = {table.key} if plan.line_as_id or plan.events else set()
    made |= {table.time} if plan.adds else set()
    for field in table.required:
        if field not in made:
            _require(plan, field)
    for column in _columns(plan):
        index(plan, column)


def index(plan: LoadPlan, column: str) -> int:
    """Return the position of a header among the columns of the file."""
    if column not in plan.columns:
        raise UnknownName("column", column, plan.columns)
    return plan.columns.index(column)


def nulls(plan: LoadPlan) -> tuple[str, ...]:
    """Return the texts that are no value in any column, nor replaced by one."""
    words = [{"", *part.missing} for part in plan.fields]
    replaced = {text for part in plan.fields for text, _ in part.values}
    if "" in replaced:
        return ()  # NULL reads like '' later on, and '' means something
    return tuple(sorted(set.intersection(*words) - replaced))


def readings(plan: LoadPlan, cells: Cells, digest: str) -> Readings:
    """Return how each field of a plan is read, in the order of its table."""
    found: Readings = {}
    table = TABLES[plan.table]
    for number, field in enumerate(table.fields):
        part = plan.field(field)
        if field == table.key and plan.line_as_id:
            found[field] = _line_as_id(number, digest, table)
        elif field == table.key and part is None and table.made_of:
            found[field] = _without_text(number, table)
        elif part is not None:
            raw, header = cells(plan, part)
            reading = Reading(
                plan=part, number=number, header=header, raw=raw, table=table
            )
            reading.nulls = nulls(plan) if part.constant is None else ()
            found[field] = complete(reading)
    return found


def plain(plan: LoadPlan, part: FieldPlan) -> tuple[str, str]:
    """Find the text of a field in a file with one record for each interaction."""
    if part.constant is not None:
        return sql.text(part.constant), part.column or part.field
    if part.column is None:
        return "''", part.field
    return cell(index(plan, part.column)), part.column


def value(found: Readings, field: str, table: Table = INTERACTIONS) -> str:
    """Return the column with the value of a field, NULL where there is none."""
    if field in found:
        return found[field].value
    return f"NULL::{types(table)[field]}"


def clock(found: Readings, field: str) -> str:
    """Return the column with the local time of a field; none where it was left out."""
    if field not in found:
        return "NULL::TIMESTAMP"
    reading = found[field]
    if reading.required:
        return str(reading.local)
    return f"CASE WHEN {reading.value} IS NOT NULL THEN {reading.local} END"


def made_key(
    found: Readings, values: Mapping[str, str], table: Table
) -> dict[str, str]:
    """Return the key of a file that has none, made of other columns of its rows.

    Parameters
    ----------
    values : dict of field -> column
        What the batch will hold.
    """
    if table.key not in found or found[table.key].value:
        return {}
    parts = (_key_part(found, field, values[field], table) for field in table.made_of)
    return {table.key: " || '|' || ".join(parts)}


def _key_part(found: Readings, field: str, value: str, table: Table) -> str:
    """Write a value so that no two rows of different values have one key."""
    if field in table.clocks:
        return f"CAST({clock(found, field)} AS VARCHAR)"
    text = f"coalesce({value}, '')"
    return f"replace(replace({text}, '\\', '\\\\'), '|', '\\|')"


def _without_text(number: int, table: Table) -> Reading:
    part = FieldPlan(field=table.key)
    return Reading(plan=part, number=number, header=part.field, raw="''", table=table)


def _line_as_id(number: int, digest: str, table: Table) -> Reading:
    reading = _without_text(number, table)
    reading.value = reading.add(
        "v", f"{sql.text(digest[:DIGEST_LENGTH] + '-')} || line"
    )
    return reading


def _require(plan: LoadPlan, field: str) -> None:
    if plan.field(field) is None:
        log = plan.table is TableName.INTERACTIONS
        what = "be an interaction" if log else f"be used in {plan.table}"
        raise InvalidLog(
            f"{plan.name}: no column is mapped to {field}, and a row without it "
            f"cannot {what}. Map one."
        )


def _columns(plan: LoadPlan) -> list[str]:
    named = [part.column for part in plan.fields if part.constant is None]
    if plan.events is not None:
        events = plan.events
        named += [events.case, events.time, events.event, events.order]
    return [column for column in named if column is not None]
