"""The series of several units in one query: what a short-run chart is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np

from qc.core.kinds import MeasureKind
from qc.core.measures import Measure
from qc.core.series import Counts, Values
from qc.store import cells
from qc.store.compare import comparable
from qc.store.conditions import stage
from qc.store.judged import Judged, judged
from qc.store.query import select, start_of
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.sql import name
from qc.store.warehouse import Warehouse


def unit_series(  # noqa: PLR0913 - which measure, of which units, of which part
    warehouse: Warehouse,
    measure: Measure,
    dimension: str,
    names: Sequence[str],
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> dict[str, Counts | Values]:
    """Return what some values of a dimension did, period by period.

    Parameters
    ----------
    warehouse : Warehouse
    measure : Measure
        Its `by` is the period.
    dimension : str
        One of `qc.core.fields.DIMENSIONS`.
    names : sequence of str
        The units asked for.
    slice : Slice
        Rows to look at; what it says of `dimension` gives way to `names`.
    span : Span
        Only periods that lie wholly in it.

    Returns
    -------
    dict
        Name -> Counts (SHARE, RATE) or Values (DURATION: median hours; SCORE: mean)
        of the periods in which the unit has any, in the order of `names`.

    Raises
    ------
    InvalidCard
        If the measure is of gaps, or cannot be judged.
    UnknownName
        If there is no such dimension.
    """
    comparable(measure, dimension)
    if not names:
        return {}
    card = judged(measure)
    part = _of_units(slice, dimension, names)
    asked = {"opened_local", "stage", *card.fields, *part.dimensions}
    rows = warehouse.log().rows(sorted(asked))
    columns = [
        name(dimension),
        f"{start_of(measure.by)} AS start",
        *_figures(measure, card),
    ]
    inside = span.whole(measure.by, "opened_local")
    where = (stage(measure), *part.conditions, *inside)
    query = select(columns, rows, where=where, group=2, order="1, 2")
    found = {
        str(unit): _series(measure, list(points))
        for unit, points in groupby(
            warehouse.fetch(query, part.parameters), key=itemgetter(0)
        )
    }
    return {unit: found[unit] for unit in names if unit in found}


def _of_units(part: Slice, dimension: str, names: Iterable[str]) -> Slice:
    others = tuple(pick for pick in part.picks if pick[0] != dimension)
    return replace(part, picks=(*others, (dimension, tuple(dict.fromkeys(names)))))


def _figures(measure: Measure, card: Judged) -> tuple[str, str]:
    if not card.has_value:
        n, e = cells.sums("unit", card)
        return n, e
    value = f"CASE WHEN {card.counted} THEN {card.value} END"
    if measure.kind is MeasureKind.DURATION:
        return f"count({value})", f"quantile_cont({value}, 0.5)"
    return f"count({value})", f"avg({value})"


def _series(measure: Measure, points: Sequence[Any]) -> Counts | Values:
    seen = [point for point in points if point[2]]
    at = np.array([point[1] for point in seen], dtype="datetime64[D]")
    n, figure = (np.array([float(p[i]) for p in seen]) for i in (2, 3))
    if measure.kind in {MeasureKind.SHARE, MeasureKind.RATE}:
        return Counts(at=at, events=figure, opportunities=n)
    return Values(at=at, value=figure, n=n)
