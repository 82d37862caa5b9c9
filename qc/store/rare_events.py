"""Rare events in the order they came: days, and good cases, between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.core.arrays import Dates
from qc.core.errors import InvalidCard
from qc.core.measures import Measure
from qc.core.series import Gaps, Streaks
from qc.store.conditions import stage
from qc.store.judged import Judged
from qc.store.log import Log
from qc.store.query import select
from qc.store.slices import Slice, Span
from qc.store.warehouse import Warehouse

_MICROSECONDS_PER_DAY = 86_400_000_000.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one state of the log; gaps and streaks that end in its span."""

    warehouse: Warehouse
    log: Log
    slice: Slice
    span: Span


def gaps(part: Part, measure: Measure, card: Judged) -> Gaps:
    """Days between distinct moments: events of one moment are one occasion."""
    rows = _rows(part, ["opened_at", "opened_local"], card)
    where = (card.event, stage(measure), *part.slice.conditions)
    columns = ["opened_at AS moment", "min(opened_local) AS local"]
    query = select(columns, rows, where=where, group=1, order="moment")
    found = part.warehouse.arrays(query, part.slice.parameters)
    apart = np.diff(found["moment"].astype("datetime64[us]")).astype(np.float64)
    local = _local(found)[1:]
    inside = part.span.holds(local)
    return Gaps(at=local[inside], value=apart[inside] / _MICROSECONDS_PER_DAY)


def streaks(part: Part, measure: Measure, card: Judged) -> Streaks:
    """Good cases between two events, by the time they were opened.

    Raises
    ------
    InvalidCard
        If the card counts amounts: a good case is one row.
    """
    if card.opportunities != "1":
        fault = "good cases between events are counted by rows, not by amounts."
        raise InvalidCard(f"The card {measure.id!r}", [fault])
    rows = _rows(part, ["interaction_id", "opened_at", "opened_local"], card)
    where = (card.counted, stage(measure), *part.slice.conditions)
    place = "row_number() OVER (ORDER BY opened_at, interaction_id) AS place"
    columns = ["opened_local AS local", place, f"{card.event} AS event"]
    counted = select(columns, rows, where=where)
    query = select(["local", "place"], f"({counted})", where=["event"], order="place")
    found = part.warehouse.arrays(query, part.slice.parameters)
    between = np.diff(found["place"].astype(np.float64)) - 1
    local = _local(found)[1:]
    inside = part.span.holds(local)
    return Streaks(at=local[inside], value=between[inside])


def drawn(
    part: Part, cards: list[tuple[Measure, Judged]], *, cases: bool
) -> Iterator[tuple[str, Gaps | Streaks]]:
    """Give the gaps, or the streaks of good cases, of each card."""
    for measure, card in cards:
        yield measure.id, (streaks if cases else gaps)(part, measure, card)


def _rows(part: Part, columns: list[str], card: Judged) -> str:
    fields = [*columns, "stage", *card.fields, *part.slice.dimensions]
    return part.log.rows(fields)


def _local(found: dict[str, NDArray[Any]]) -> Dates:
    """Return local times that never go back, as they do when the clocks change."""
    return np.maximum.accumulate(found["local"].astype("datetime64[s]"))
