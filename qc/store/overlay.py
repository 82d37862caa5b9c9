"""Values that one file adds to the interactions of others, laid over their rows.

Of each field the value that was loaded last counts; a value that is missing says
nothing against one that is there.
"""

from __future__ import annotations

from collections.abc import Sequence

from qc.store.query import select
from qc.store.sql import name

PLACE = "place"
"""Column with the place of a row in the history: later ones are greater."""

NOWHERE = f"NULL::BIGINT AS {PLACE}"


def overlaid(
    rows: str, added: str, columns: Sequence[str], fields: Sequence[str], key: str
) -> str:
    """Return the rows with what was added to them, as a relation.

    Parameters
    ----------
    rows : str
        Relation of the current rows, with `key` and `PLACE`, each key once.
    added : str
        Relation of what was added, with `key` and `PLACE`; a key may come often.
    columns : sequence of str
        What to return.
    fields : sequence of str
        Those of the columns that may have been added to.
    key : str
    """
    since = {field: f"since{i}" for i, field in enumerate(fields)}
    newest = [name(key)]
    for field, at in since.items():
        there = f"FILTER ({name(field)} IS NOT NULL)"
        newest += [
            f"arg_max({name(field)}, {PLACE}) {there} AS {name(field)}",
            f"max({PLACE}) {there} AS {at}",
        ]
    more = select(newest, added, group=1)
    shown = [
        _later(field, since[field]) if field in since else f"base.{name(field)}"
        for field in columns
    ]
    both = f"{rows} AS base LEFT JOIN ({more}) AS more ON base.{name(key)}"
    return f"({select(shown, f'{both} = more.{name(key)}')})"


def _later(field: str, since: str) -> str:
    column = name(field)
    earlier = f"base.{column} IS NOT NULL AND base.{PLACE} > more.{since}"
    kept = f"more.{since} IS NULL OR ({earlier})"
    return f"CASE WHEN {kept} THEN base.{column} ELSE more.{column} END AS {column}"
