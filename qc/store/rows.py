"""The interactions behind a point: what was counted, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qc.core.kinds import Direction
from qc.core.measures import Measure
from qc.store.business import Open
from qc.store.conditions import stage
from qc.store.judged import Judged, judged
from qc.store.query import select
from qc.store.slices import WHOLE_LOG, Slice, Span
from qc.store.sql import names
from qc.store.verdict import how_many
from qc.store.warehouse import Warehouse

MOST = 1_000
_SHOWN = (
    "interaction_id",
    "opened_local",
    "stage",
    "team",
    "channel",
    "agent",
    "customer_id",
)


@dataclass(frozen=True, slots=True)
class Interactions:
    """Some interactions, and how many there are in all.

    Attributes
    ----------
    total : int
        Rows that meet the question, shown or not.
    counted, events : int
        How many of these were counted; how many were an event.
    rows : tuple of dict
        At most `MOST`: id, local opening time, stage, team, channel, agent,
        customer, the fields of the card (times in UTC, durations in seconds),
        then ``counted`` and ``event`` (bool) and ``value`` (hours or points; None
        where the measure counts).
    """

    total: int
    counted: int
    events: int
    rows: tuple[dict[str, Any], ...]


def interactions(
    warehouse: Warehouse,
    measure: Measure,
    span: Span,
    *,
    slice: Slice = WHOLE_LOG,
    limit: int = 200,
) -> Interactions:
    """Return the interactions a measure asks about, within some local days.

    Those that could not be judged are among them, marked as not counted. Events
    come first, then the longest durations or the worst scores, then by time.

    Raises
    ------
    InvalidCard, UnknownName
        If the card cannot be judged, or the slice has no such dimension.
    """
    card = judged(measure)
    fields = (field for field in card.fields if not isinstance(field, Open))
    columns = tuple(dict.fromkeys((*_SHOWN, *fields)))
    log = warehouse.log().rows([*columns, *card.fields, *slice.dimensions])
    where = (card.scope, stage(measure), *slice.conditions, *span.days("opened_local"))
    found = select([names(columns), *_verdict(card)], log, where=where)
    totals = ["count(*)", how_many("counted"), how_many("event")]
    ((total, counted, events),) = warehouse.fetch(
        select(totals, f"({found})"), slice.parameters
    )
    query = select(
        ["*"],
        f"({found})",
        order=f"event DESC, counted DESC, {_worst(measure)}opened_local, "
        "interaction_id LIMIT $most",
    )
    parameters = {**slice.parameters, "most": max(0, min(limit, MOST))}
    keys = (*columns, "counted", "event", "value")
    rows = (
        dict(zip(keys, row, strict=True)) for row in warehouse.fetch(query, parameters)
    )
    return Interactions(total, counted, events, tuple(rows))


def _verdict(card: Judged) -> tuple[str, str, str]:
    return (
        f"coalesce({card.counted}, false) AS counted",
        f"coalesce({card.event}, false) AS event",
        f"{card.value or 'NULL::DOUBLE'} AS value",
    )


def _worst(measure: Measure) -> str:
    order = {Direction.LOWER: "DESC", Direction.HIGHER: "ASC"}.get(measure.direction)
    return f"value {order} NULLS LAST, " if order else ""
