"""The interactions behind a point, as text for the command line and as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np

from qc.view.escape import plain
from qc.view.words import pages as say

_SHOWN = ("interaction_id", "opened_local", "value", "stage", "team", "channel")
_Row = dict[str, Any]
_Span = tuple[np.datetime64, np.datetime64]


def behind_text(total: int, rows: Sequence[_Row], span: _Span) -> str:
    """Return how many there are, and a line for each that is shown; events with !."""
    told = say.rows_line(total, len(rows), *map(_day, span))
    return "\n".join([told, *map(_line, rows)])


def behind_payload(
    totals: tuple[int, int, int], rows: Sequence[_Row], span: _Span
) -> dict[str, Any]:
    """Return the interactions as plain data, `qc.interactions/1`.

    `totals` are all of them, those counted, and those with an event.
    """
    total, counted, events = totals
    first, last = (str(_day(day)) for day in span)
    return {
        "schema": "qc.interactions/1",
        "first": first,
        "last": last,
        "total": total,
        "counted": counted,
        "events": events,
        "rows": [{key: _plain(value) for key, value in row.items()} for row in rows],
    }


def _line(row: _Row) -> str:
    sign = "!" if row.get("event") else " "
    cells = (_plain(row[name]) for name in _SHOWN if row.get(name) is not None)
    return f"{sign} {'  '.join(plain(str(cell), limit=40) for cell in cells)}"


def _day(day: np.datetime64) -> np.datetime64:
    found: np.datetime64 = day.astype("datetime64[D]")
    return found


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.datetime | dt.date) else value
