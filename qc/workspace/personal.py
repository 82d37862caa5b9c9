"""Who may see the names of people: the one place that decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qc.core.hiding import hidden, shape
from qc.core.kinds import FieldKind
from qc.core.people import PERSONAL as FIELDS_OF_PEOPLE
from qc.core.people import person_of
from qc.core.plan import SetAside
from qc.core.tables import TABLES
from qc.intake.suggestion import Answers
from qc.store.batch import Batch
from qc.store.pseudonyms import is_pseudonym
from qc.workspace.lens import Filters
from qc.workspace.looking import Inspection
from qc.workspace.opening import Opened
from qc.workspace.privacy import (
    FILTERED,
    names_of,
    other_keys,
    readable,
    refuse_without_key,
)
from qc.workspace.workspace import Workspace

PERSONAL = frozenset(FIELDS_OF_PEOPLE)
"""Fields whose values are people."""

ANYBODY = "customer_id"
"""Asked where a text could name anybody."""

HIDDEN = "(hidden)"
"""What stands for a name in a log that was loaded before there were pseudonyms."""


def may_see_names(workspace: Workspace, dimension: str) -> bool:  # noqa: ARG001
    """Return whether whoever is here may see who is who.

    One owner has all roles until there is a login; so whoever can open the workspace
    may. Pages and commands ask here and nowhere else.
    """
    return True


def names_hidden(workspace: Workspace, dimension: str, *, asked: bool) -> bool:
    """Return whether units go by codes: people do, unless names were asked for."""
    if dimension not in PERSONAL:
        return False
    return not (asked and may_see_names(workspace, dimension))


def called(
    workspace: Workspace, dimension: str, values: Iterable[str], *, asked: bool
) -> dict[str, str]:
    """Return what each value of a field is called.

    People by their names where these are kept, may be seen and were asked for, else
    by their pseudonyms; everything else as it is.
    """
    each = list(dict.fromkeys(values))
    if names_hidden(workspace, dimension, asked=asked):
        return {value: value if is_pseudonym(value) else HIDDEN for value in each}
    if dimension not in PERSONAL:
        return {value: value for value in each}
    known = names_of(workspace.warehouse, each)
    return {value: known.get(value, value) for value in each}


def parted(workspace: Workspace, dimension: str) -> int:
    """Return how many files call the same people otherwise, under an earlier key."""
    return other_keys(workspace.warehouse) if dimension in PERSONAL else 0


def rows_called(
    workspace: Workspace, rows: Sequence[dict[str, Any]], *, asked: bool
) -> tuple[dict[str, Any], ...]:
    """Return rows of the log with people as `called` says."""
    fields = sorted(PERSONAL.intersection(*(row.keys() for row in rows[:1])))
    shown = {
        field: called(
            workspace,
            field,
            (row[field] for row in rows if row[field] is not None),
            asked=asked,
        )
        for field in fields
    }
    return tuple(
        row | {field: shown[field].get(row[field]) for field in fields} for row in rows
    )


def listed(workspace: Workspace, batch: Batch) -> tuple[tuple[SetAside, bool], ...]:
    """Return what a load set aside, and values it left out of kept rows (True).

    A value can hold the name of somebody, in the wrong column. Whoever may not see
    names sees how a value is written, without its words.
    """
    found = workspace.set_aside(batch)
    if may_see_names(workspace, ANYBODY):
        return found
    return tuple((replace(row, value=shape(row.value)), kept) for row, kept in found)


def inspected(
    workspace: Workspace, file: Path | Opened, answers: Answers
) -> Inspection:
    """Return a look into a file as whoever is here may see it.

    Whoever may not see names sees the texts of columns that name nobody, and of all
    others how they are written.
    """
    found = workspace.inspect(file, answers=answers)
    if may_see_names(workspace, ANYBODY):
        return found
    open_ones, columns = _nameless(found), found.dialect.columns
    shown = {name: hidden if name in open_ones else shape for name in columns}
    rows = tuple(
        tuple(shown[name](cell) for name, cell in zip(columns, row, strict=True))
        for row in found.rows
    )
    samples = tuple(
        (name, tuple(map(shown[name], texts)))
        for name, texts in found.suggestion.samples
    )
    return replace(
        found, rows=rows, suggestion=replace(found.suggestion, samples=samples)
    )


def _nameless(found: Inspection) -> frozenset[str]:
    """Return the columns of texts that name nobody, by their fields and their texts."""
    table = TABLES[found.suggestion.table]
    suspect = {one.looks.column for one in found.suggestion.personal}
    plans = (one.plan for one in found.suggestion.fields)
    return frozenset(
        plan.column
        for plan in plans
        if plan.column
        and plan.column not in suspect
        and table.fields[plan.field].kind in {FieldKind.TEXT, FieldKind.KEY}
        and person_of(plan.field, table.joins(plan.field)) is None
    )


def coded(workspace: Workspace, filters: Filters) -> Filters:
    """Return filters in which people who were named go by their pseudonyms."""
    return tuple((name, _coded(workspace, name, values)) for name, values in filters)


def _coded(
    workspace: Workspace, dimension: str, values: tuple[str, ...]
) -> tuple[str, ...]:
    who, found = person_of(dimension), readable(workspace.warehouse)
    if who is None:
        return values
    known = {value for value, _ in workspace.strata(dimension)}
    if found is None:
        if not known.issuperset(values):
            refuse_without_key(workspace.warehouse, FILTERED)
        return values
    codes = {value: found.of(who, value) for value in values}
    return tuple(codes[v] if codes[v] in known else v for v in values)
