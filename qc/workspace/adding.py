"""A file that adds to known interactions: which rows can, and what they say of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qc.core.errors import InvalidLog, NeedsAnswer
from qc.core.plan import LoadPlan
from qc.core.tables import INTERACTIONS
from qc.intake.adds import RATINGS
from qc.intake.sample import Rows, column
from qc.intake.suggestion import Suggestion
from qc.store import adding
from qc.store.adding import Reach
from qc.store.log import Log
from qc.store.warehouse import Warehouse
from qc.workspace.converting import Converted

_DIGITS = 8


def reach(warehouse: Warehouse, suggestion: Suggestion, rows: Rows) -> Reach | None:
    """Hold the ids of a sample against the log; None without ids, or without a log."""
    key = next((f for f in suggestion.fields if f.plan.field == INTERACTIONS.key), None)
    log = warehouse.log()
    if suggestion.table is not INTERACTIONS.name or not log.full:
        return None
    if key is None or key.plan.column is None:
        return None
    texts = column(rows, suggestion.dialect.columns.index(key.plan.column))
    ids = tuple({text.strip() for text in texts} - {""})
    return Reach(
        known=adding.known_of(warehouse, ids),
        of=len(ids),
        lacking=_lacking(log, {one.plan.field for one in suggestion.fields}),
    )


def lacking(warehouse: Warehouse, plan: LoadPlan) -> tuple[str, ...]:
    """Return the fields that the log has and a plan has not.

    What other files only added is not lost by a newer row.
    """
    if plan.table is not INTERACTIONS.name:
        return ()
    return _lacking(warehouse.log(), {one.field for one in plan.fields})


def _lacking(log: Log, there: Collection[str]) -> tuple[str, ...]:
    columns = {field for batch in log.full for field in batch.columns}
    kept = columns - {*there, INTERACTIONS.key}
    return tuple(field for field in INTERACTIONS.fields if field in kept)


def identity(warehouse: Warehouse, plan: LoadPlan) -> str:
    """Return what a batch of this plan goes by.

    What a file can add depends on what is known: the same file is another matter
    once more interactions are.
    """
    if not plan.adds:
        return plan.identity
    log = warehouse.log()
    return f"{plan.identity} on {replace(log, batches=log.full).digest[:_DIGITS]}"


def sifted(warehouse: Warehouse, converted: Converted, plan: LoadPlan) -> Converted:
    """Set the rows of unknown interactions aside.

    Raises
    ------
    InvalidLog
        If not one interaction is known.
    """
    found = converted.ingested
    key = plan.field(INTERACTIONS.key)
    header = (key.column if key else None) or INTERACTIONS.key
    done = adding.sift(warehouse, converted.parquet, converted.set_aside, header)
    if found.accepted and not done.written.rows:
        raise InvalidLog(
            f"The file adds to interactions that are known, but not one of its "
            f"{found.accepted:,} ids in {header!r} belongs to an interaction that is "
            "loaded. Load the export of the interactions first, then this file; or "
            "choose the column that says when each one was opened."
        )
    counted = replace(
        found,
        accepted=done.written.rows,
        set_aside=found.set_aside + done.unknown,
        columns=done.written.columns,
    )
    return replace(converted, ingested=counted)


def refuse_moved(warehouse: Warehouse, converted: Converted, plan: LoadPlan) -> None:
    """Refuse ratings that would be taken for the interactions they rate.

    Such a file says when somebody rated; nobody opens an interaction twice.

    Raises
    ------
    NeedsAnswer
        If most interactions that are known would open at another time, and lose
        columns that the log has.
    """
    rated = any(one.field in RATINGS for one in plan.fields)
    if plan.adds or not rated or not lacking(warehouse, plan):
        return
    other, known = adding.moved(warehouse, converted.parquet)
    if 2 * other <= known:
        return
    time = plan.field(INTERACTIONS.time)
    column = (time.column if time else None) or INTERACTIONS.time
    raise NeedsAnswer(
        f"{known:,} of these interactions are loaded already, and by {column!r} "
        f"{other:,} of them would have been opened at another time. It looks like the "
        "time of a rating.",
        option="Say that the rows only add to interactions that are loaded, or take "
        "the earlier file out first.",
    )


def news(warehouse: Warehouse, converted: Converted) -> tuple[int, int]:
    """Return how many rows say nothing new of their interaction, and how many do."""
    same = adding.unchanged(warehouse, converted.parquet)
    return same, converted.ingested.accepted - same
