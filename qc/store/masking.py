"""What a list of faults shows of a record: its shape, not who it is about."""

from __future__ import annotations

import re
from dataclasses import replace

from qc.core.hiding import GONE, hidden
from qc.core.people import person_of
from qc.core.plan import Fault, LoadPlan, SetAside
from qc.core.tables import TABLES

_TIME = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([T ]\d{1,2}:\d\d\S*( [AP]M)?)?")
_ID = re.compile(r"[^\s@]{0,63}\d[^\s@]{0,63}")  # one word, and not of letters alone
_KEPT = "\ufffd\u2400"  # signs of bytes that are no text


def masked(row: SetAside, plan: LoadPlan) -> SetAside:
    """Return a record that could not be cut into fields, without what it says.

    Nobody can tell which column a text of such a record belongs to: kept are the
    number of fields, quotes, what looks like a time, and a key that comes first.
    A text of one column is kept if the column is imported and names nobody.
    """
    if row.fault is Fault.FOOTER:
        return row  # only words from a list of our own
    if row.column:
        harmless = row.column in _harmless(plan)
        return replace(row, value=hidden(row.value) if harmless else GONE)
    first, *others = row.value.split(plan.delimiter)
    first = first if _is_key(first, plan) else _mark(first)
    return replace(row, value=plan.delimiter.join([first, *map(_mark, others)]))


def _mark(cell: str) -> str:
    bare = cell.strip()
    text = bare.strip('" ')
    if not text or _TIME.fullmatch(text):
        return cell
    odd = "".join(sign for sign in _KEPT if sign in text)
    start, end = ('"' if bare[at] == '"' else "" for at in (0, -1))
    return f"{start}{odd}{GONE}{end}"


def _is_key(cell: str, plan: LoadPlan) -> bool:
    """Tell whether a text that comes first is the key of a row, and nobody's name."""
    table = TABLES[plan.table]
    part = plan.field(table.key)
    if part is None or plan.columns[:1] != (part.column,):
        return False
    nobody = person_of(table.key, table.joins(table.key)) is None
    text = cell.strip('" ')
    return nobody and _ID.fullmatch(text) is not None and hidden(text) == text


def _harmless(plan: LoadPlan) -> set[str | None]:
    table = TABLES[plan.table]
    return {
        part.column
        for part in plan.fields
        if not person_of(part.field, table.joins(part.field))
    }
