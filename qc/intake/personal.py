"""Columns that look as if they named people are stored only where their owner says so.

What was only recognised is left aside; what was chosen is asked about; what becomes a
pseudonym takes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qc.core.errors import UnknownName
from qc.core.kinds import FieldKind
from qc.core.people import Trait, person_of
from qc.core.plan import EventPick, EventPlan, FieldPlan, LoadPlan
from qc.core.table import Table
from qc.core.tables import TABLES
from qc.intake.answers import Answers
from qc.intake.obstacles import may_be_stored
from qc.intake.sample import Rows
from qc.intake.suggestion import Suggested, Suggestion
from qc.intake.traits import Looks, Personal, looks

_CODES = {"case_id", "status", "steps_done"}  # long texts that are no words of people
_STORED = {FieldKind.TEXT, FieldKind.KEY}


def guarded(suggestion: Suggestion, rows: Rows, answers: Answers) -> Suggestion:
    """Leave aside or ask about columns that look as if they named people.

    Parameters
    ----------
    suggestion : Suggestion
    rows : tuple of tuple of str
        A sample of the file.
    answers : Answers
        A column that they name was chosen; fields in `personal` may be stored.

    Raises
    ------
    UnknownName
        If an answer names a field that does not exist.
    """
    table = TABLES[suggestion.table]
    for field in answers.personal:
        if field not in table.fields:
            raise UnknownName("field", field, table.fields)
    found = {one.column: one for one in looks(suggestion.dialect.columns, rows)}
    if not found:
        return suggestion
    chosen = {column for _, column in answers.columns}
    kept: list[Suggested] = []
    told: list[Personal] = []
    for one in suggestion.fields:
        column = _column(one.plan, suggestion.events)
        if column not in found:
            kept.append(one)
            continue
        plan = replace(one.plan, personal=one.plan.field in answers.personal)
        what = _becomes(plan, found[column], table)
        if what is not None and what.asked and column not in chosen:
            told.append(replace(what, field="", offered=what.field))
            continue
        kept.append(replace(one, plan=plan))
        told += [what] if what else []
    return replace(
        suggestion, fields=tuple(kept), personal=_in_order(told, found, suggestion)
    )


def checked(plan: LoadPlan, rows: Rows) -> tuple[Personal, ...]:
    """Return what becomes of such columns by a plan that was made by somebody.

    Raises
    ------
    NeedsAnswer
        If one would be stored as it is, and the plan does not say that it may.
    """
    found = {one.column: one for one in looks(plan.columns, rows)}
    parts = [(part, _column(part, plan.events)) for part in plan.fields]
    each = [
        _becomes(part, found[column], TABLES[plan.table])
        for part, column in parts
        if column in found
    ]
    told = [one for one in each if one is not None]
    for one in told:
        if one.asked:
            raise may_be_stored(one)
    used = {column for _, column in parts}
    unused = [Personal(looks=one) for one in found.values() if one.column not in used]
    return (*told, *unused)


def _becomes(part: FieldPlan, found: Looks, table: Table) -> Personal | None:
    """Return what becomes of a column; None where its texts are not stored as such."""
    if person_of(part.field, table.joins(part.field)) is not None:
        return Personal(looks=found, field=part.field, coded=True)
    kind = table.fields[part.field].kind
    long = found.trait is Trait.FREE_TEXT and part.field in _CODES
    if kind not in _STORED or long:
        return None
    allowed = part.personal or part.field == table.key
    return Personal(looks=found, field=part.field, allowed=allowed)


def _in_order(
    told: Iterable[Personal], found: Mapping[str, Looks], suggestion: Suggestion
) -> tuple[Personal, ...]:
    """Add the columns that supply no field; all in the order of the file."""
    by_column: dict[str, list[Personal]] = {column: [] for column in found}
    for one in told:
        by_column[one.looks.column].append(one)
    used = {_column(one.plan, suggestion.events) for one in suggestion.fields}
    return tuple(
        personal
        for column, several in by_column.items()
        for personal in several
        or ([] if column in used else [Personal(looks=found[column])])
    )


def _column(part: FieldPlan, events: EventPlan | None) -> str:
    """Return whose texts a field takes: of a list of steps, the names of the steps."""
    if part.pick is EventPick.LIST and events is not None:
        return events.event
    return part.column or ""
