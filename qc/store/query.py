"""Queries put together in one place, of parts that this program wrote itself.

Parts are names of the closed list of fields (`sql.name`), literals quoted here or
in `sql`, and expressions made of both; nothing of an uploaded file is among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from qc.core.kinds import FieldKind, Period
from qc.core.table import Table
from qc.core.tables import INTERACTIONS
from qc.store.sql import name

_KINDS = {
    FieldKind.KEY: "VARCHAR",
    FieldKind.TEXT: "VARCHAR",
    FieldKind.TIME: "TIMESTAMP",
    FieldKind.NUMBER: "DOUBLE",
    FieldKind.DURATION: "DOUBLE",
    FieldKind.FLAG: "BOOLEAN",
}
KNOWN_UNTIL = "known_until"
"""Column of the log: until when the batch of a row knows what happened, in UTC."""


@cache
def types(table: Table) -> Mapping[str, str]:
    """Return the type of every column of a table; times are UTC but for local ones."""
    return {
        **{name: _KINDS[field.kind] for name, field in table.fields.items()},
        **dict.fromkeys(table.clocks.values(), "TIMESTAMP"),
        "line": "BIGINT",
        "row_hash": "UBIGINT",
        KNOWN_UNTIL: "TIMESTAMP",
    }


TYPES = types(INTERACTIONS)
"""The type of every column of the log."""


def select(
    columns: Sequence[str],
    source: str,
    *,
    where: Iterable[str] = (),
    group: int = 0,
    order: str = "",
) -> str:
    """Return a query; `group` is how many of the first columns make the groups."""
    parts = ["SELECT", ", ".join(columns), "FROM", source]
    if (conditions := both(where)) != "true":
        parts += ["WHERE", conditions]
    if group:
        parts += ["GROUP BY", ", ".join(str(i + 1) for i in range(group))]
    if order:
        parts += ["ORDER BY", order]
    return " ".join(parts)


def start_of(period: Period) -> str:
    """Return the first day of the local period a row belongs to (weeks: Monday)."""
    return f"date_trunc('{period.value}', opened_local)::DATE"


def both(conditions: Iterable[str]) -> str:
    """Join conditions that must all hold; "true" where there are none."""
    asked = [part for part in conditions if part not in {"", "true"}]
    return " AND ".join(f"({part})" for part in asked) or "true"


def one_of(value: str, options: Iterable[str]) -> str:
    """Return a test whether a value is one of some literals; NULL where it is none.

    Only rows that come to the test pay for it: an IN of many literals becomes a join
    of all rows, also inside a CASE.
    """
    cases = " ".join(f"WHEN {option} THEN true" for option in options)
    return f"CASE {value} {cases} END"


def number(value: float) -> str:
    """Quote a number; what is not finite equals nothing."""
    return f"{float(value)!r}::DOUBLE" if math.isfinite(value) else "NULL::DOUBLE"


def moment(value: np.datetime64) -> str:
    """Quote a time that has no zone, or a day as its start."""
    return f"TIMESTAMP '{value.astype('datetime64[us]')}'"


def nothing(column: str, table: Table = INTERACTIONS) -> str:
    """Return NULL as a column of the log, or of another table."""
    return f"NULL::{types(table)[column]} AS {name(column)}"
