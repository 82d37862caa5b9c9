"""Storage of improvement actions; what moves are legal is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qc.core.errors import QcError, UnknownName
from qc.store import audit, documents
from qc.store.audit import Change, Deed
from qc.store.state import State

COLUMNS = (
    "title",
    "measure",
    "signal_date",
    "stage",
    "cause_code",
    "cause",
    "kind",
    "owner",
    "due",
    "status",
    "expected",
    "check_date",
    "result",
    "resolved_week",
)
"""What is kept of an action, all as text; title and status are required."""


def actions(state: State) -> tuple[dict[str, str | int | None], ...]:
    """Return all actions as {id, *COLUMNS}, oldest first."""
    with state.database.reading() as connection:
        rows = connection.execute("SELECT * FROM actions ORDER BY id").fetchall()
    for number, *values, sealed in rows:
        documents.check(f"action {number}", sealed, *values)
    return tuple(dict(zip(("id", *COLUMNS), row, strict=False)) for row in rows)


def save_action(
    state: State,
    action: Mapping[str, str | int | None],
    *,
    who: str,
    when: datetime,
    reason: str = "",
) -> int:
    """Keep an action, as a new one where it has no id, and return its id.

    Raises
    ------
    UnknownName
        If a key is neither id nor one of `COLUMNS`.
    QcError
        If title or status are missing, or no action has this id.
    """
    for key in sorted(action.keys() - {"id", *COLUMNS}):
        raise UnknownName("column of an action", key, COLUMNS)
    if not (action.get("title") and action.get("status")):
        raise QcError("An action needs a title and a status.")
    values = [action.get(column) for column in COLUMNS]
    with state.database.writing() as connection:
        number = action.get("id")
        old = connection.execute(_GET, (number,)).fetchone()
        if number is not None and old is None:
            raise QcError(f"There is no action {number} to change.")
        cursor = connection.execute(_PUT, (number, *values, documents.seal(*values)))
        change = Change(
            what=Deed.ACTION_SAVED,
            subject=str(cursor.lastrowid),
            old=old and documents.write(old[1:-1]),
            new=documents.write(values),
            reason=reason,
            who=who,
            when=when,
        )
        audit.append(connection, change)
    return int(cursor.lastrowid or 0)


_GET = "SELECT * FROM actions WHERE id = ?"
_PUT = (
    "INSERT OR REPLACE INTO actions "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
