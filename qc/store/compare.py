"""Units side by side: events and opportunities, or values, of each one in a span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidCard, UnknownName
from qc.core.fields import DIMENSIONS
from qc.core.kinds import MeasureKind, Period
from qc.core.measures import Measure
from qc.core.units import UnitCounts, Units, UnitValues
from qc.store import cells
from qc.store.conditions import stage
from qc.store.judged import Judged, judged
from qc.store.query import number, select
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.sql import name
from qc.store.warehouse import Warehouse

_SECOND = 1 / 3600  # hours; the shortest time a logarithm is taken of
_Row = tuple[Any, ...]


def units(
    warehouse: Warehouse,
    measure: Measure,
    dimension: str,
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> Units:
    """Return what each value of a dimension did.

    Parameters
    ----------
    warehouse : Warehouse
    measure : Measure
    dimension : str
        One of `qc.core.fields.DIMENSIONS`.
    slice : Slice
        Rows to look at.
    span : Span
        All the days that lie in it, whatever weeks its ends cut.

    Returns
    -------
    UnitCounts (SHARE, RATE) or UnitValues (SCORE; DURATION in logarithms of hours)
        In the order of their names. Rows that do not name a unit are `unstated`.

    Raises
    ------
    InvalidCard
        If the measure is of gaps, or cannot be judged.
    UnknownName
        If there is no such dimension.
    """
    card = comparable(measure, dimension)
    if card.has_value:
        rows = _from_log(warehouse, measure, dimension, card, (slice, span))
        return _values(rows, log=measure.kind is MeasureKind.DURATION)
    coarse = {dimension, *slice.dimensions} <= set(cells.DIMENSIONS)
    weeks = replace(span, partial=True)
    if coarse and not weeks.cuts(Period.WEEK):
        rows = _from_cells(warehouse, measure, dimension, card, (slice, span))
    else:
        rows = _from_log(warehouse, measure, dimension, card, (slice, span))
    return _counts(rows)


def comparable(measure: Measure, dimension: str) -> Judged:
    """Compile a card whose units can be compared, or say why they cannot."""
    if dimension not in DIMENSIONS:
        raise UnknownName("dimension", dimension, DIMENSIONS)
    if measure.kind is MeasureKind.GAP:
        fault = (
            "days between events cannot be compared between units of unequal size; "
            "compare a share or a rate of the same events."
        )
        raise InvalidCard(f"The card {measure.id!r}", [fault])
    card = judged(measure)
    if measure.kind is MeasureKind.DURATION:
        least = number(_SECOND)
        return replace(card, value=f"ln(greatest({card.value}, {least}))")
    return card


_Part = tuple[Slice, Span]


def _from_cells(
    warehouse: Warehouse, measure: Measure, dimension: str, card: Judged, part: _Part
) -> Sequence[_Row]:
    (slice_, span), key, log = part, card.key, warehouse.log()
    kept = cells.relations(warehouse, log, Period.WEEK, {key: card})
    ((relation, _),) = kept
    columns = [name(dimension), f'sum("n_{key}")', f'sum("e_{key}")']
    where = (stage(measure), *slice_.conditions, *span.whole(Period.WEEK, "start"))
    query = select(columns, relation, where=where, group=1, order="1")
    return warehouse.fetch(query, slice_.parameters)


def _from_log(
    warehouse: Warehouse, measure: Measure, dimension: str, card: Judged, part: _Part
) -> Sequence[_Row]:
    slice_, span = part
    asked = {"opened_local", "stage", dimension, *card.fields, *slice_.dimensions}
    rows = warehouse.log().rows(sorted(asked))
    columns = [name(dimension), *cells.sums("unit", card)]
    where = (stage(measure), *slice_.conditions, *span.days("opened_local"))
    query = select(columns, rows, where=where, group=1, order="1")
    return warehouse.fetch(query, slice_.parameters)


def _counts(rows: Sequence[_Row]) -> UnitCounts:
    named = [row for row in rows if row[0] is not None]
    return UnitCounts(
        names=tuple(str(row[0]) for row in named),
        n=_column(named, 1),
        events=_column(named, 2),
        unstated=_unstated(rows),
    )


def _values(rows: Sequence[_Row], *, log: bool) -> UnitValues:
    named = [row for row in rows if row[0] is not None]
    return UnitValues(
        names=tuple(str(row[0]) for row in named),
        n=_column(named, 1),
        mean=_column(named, 2),
        m2=np.maximum(_column(named, 3), 0.0),
        log=log,
        unstated=_unstated(rows),
    )


def _column(rows: Sequence[_Row], i: int) -> Floats:
    return np.array([float(row[i] or 0.0) for row in rows], dtype=np.float64)


def _unstated(rows: Sequence[_Row]) -> float:
    return sum(float(row[1] or 0.0) for row in rows if row[0] is None)
