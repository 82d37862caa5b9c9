"""The series of cards that count customers: made from all tables, not from the log."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from qc.chain.series import counts
from qc.core.arrays import Dates
from qc.core.calendar import all_starts, next_start
from qc.core.errors import NothingToShow
from qc.core.measures import Measure
from qc.core.series import Counts, Series
from qc.store.slices import Span
from qc.store.warehouse import Warehouse
from qc.workspace.company import customers_in
from qc.workspace.resources import supply_of
from qc.workspace.training_setting import HOLDING, course_told


def series(
    warehouse: Warehouse, cards: Iterable[Measure], span: Span
) -> dict[str, Series]:
    """Return what each card of the chain did, on the periods of the log."""
    return dict(_series(warehouse, cards, span))


def refuse_parts(card: Measure, what: str) -> None:
    """Refuse to look at parts of contacts where no contacts are counted.

    Raises
    ------
    NothingToShow
        If the card counts customers or news.
    """
    if not card.of_log:
        raise NothingToShow(
            f"{card.id!r} is counted over all tables, not over single contacts, so it "
            f"has no {what}. Take a measure of the log, or leave the filter out."
        )


def refuse_without_tables(card: Measure, warehouse: Warehouse) -> None:
    """Refuse a card whose tables are not there.

    Raises
    ------
    NothingToShow
        If a table that it counts has no rows in use.
    """
    wanted = card.chain.tables if card.chain is not None else frozenset()
    if gone := sorted(table for table in wanted if not warehouse.log(table).full):
        raise NothingToShow(
            f"{card.id!r} needs the table {' and the table '.join(gone)}. Load a file "
            "of it on the Data page; it is recognised by itself."
        )


def _series(
    warehouse: Warehouse, cards: Iterable[Measure], span: Span
) -> Iterator[tuple[str, Series]]:
    for card in cards:
        starts = _grid(warehouse, card, span)
        if card.chain is None:
            continue
        if not len(starts):
            none = np.array([], dtype=np.float64)
            yield card.id, Counts(at=starts, events=none, opportunities=none)
            continue
        end = next_start(starts[-1:], card.by)
        company, traffic = customers_in(warehouse)
        yield (
            card.id,
            counts(
                company,
                traffic,
                card.chain,
                starts,
                end,
                silent_after=supply_of(warehouse.state.folder).silent_after,
                course_holds=HOLDING[course_told(warehouse)] or math.inf,
            ),
        )


def _grid(warehouse: Warehouse, card: Measure, span: Span) -> Dates:
    extent = warehouse.extent(warehouse.log())
    if extent is None:
        raise NothingToShow(
            "Charts stand on the weeks of the interaction log, and it is empty. Load "
            "interactions first."
        )
    starts = all_starts(*extent, card.by)
    first, after = span.bounds(card.by)
    if first is not None:
        starts = starts[starts >= first]
    return starts if after is None else starts[starts < after]
