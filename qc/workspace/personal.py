"""Who may see the names of people: the one place that decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qc.core.people import PERSONAL as FIELDS_OF_PEOPLE
from qc.core.people import person_of
from qc.store.pseudonyms import is_pseudonym
from qc.workspace.lens import Filters
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
