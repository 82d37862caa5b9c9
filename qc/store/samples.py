"""Scores per period with their spread: cells merged without losing digits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Dates, Floats, Ints
from qc.core.kinds import ChartKind
from qc.core.measures import Measure
from qc.core.series import Samples
from qc.store.conditions import stage
from qc.store.judged import Judged
from qc.store.log import Log
from qc.store.query import select, start_of
from qc.store.slices import Slice
from qc.store.warehouse import Warehouse

_OF_RANGES = {ChartKind.R, ChartKind.XBAR_R}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one state of the log, by periods.

    Attributes
    ----------
    where : tuple of str
        Conditions on the rows themselves, of the span.
    """

    warehouse: Warehouse
    log: Log
    slice: Slice
    where: tuple[str, ...]


def of_cells(
    part: Part,
    relation: str,
    where: tuple[str, ...],
    asked: tuple[Measure, Judged],
    grid: Dates,
) -> Samples:
    """Return count, mean and spread of a card's values on a grid of periods.

    Parameters
    ----------
    part : Part
    relation : str
        Cells, as `cells.relations` and `cells.summed` give them.
    where : tuple of str
        Conditions on the cells.
    asked : (Measure, Judged)
    grid : (k,) datetime64[D]
        Starts of all periods; one without values has n = 0.
    """
    measure, card = asked
    key = card.key
    conditions = (f'"n_{key}" > 0', stage(measure), *where)
    columns = ["start", f'"n_{key}" AS n', f'"m_{key}" AS mean', f'"q_{key}" AS m2']
    query = select(columns, relation, where=conditions)
    found = part.warehouse.arrays(query, part.slice.parameters)
    place = np.searchsorted(grid, found["start"].astype("datetime64[D]"))
    parts = (found[column].astype(np.float64) for column in ("n", "mean", "m2"))
    n, mean, m2 = merge(place, len(grid), *parts)
    return Samples(
        at=grid, n=n, mean=mean, m2=m2, ranges=_ranges(part, measure, card, grid)
    )


def _ranges(part: Part, measure: Measure, card: Judged, grid: Dates) -> Floats | None:
    """Return highest less lowest value of each period, where a chart asks for it."""
    if measure.chart not in _OF_RANGES:
        return None
    fields = ["opened_local", "stage", *card.fields, *part.slice.dimensions]
    where = (card.counted, stage(measure), *part.slice.conditions, *part.where)
    width = f"max({card.value}) - min({card.value}) AS width"
    columns = [f"{start_of(measure.by)} AS start", width]
    query = select(columns, part.log.rows(fields), where=where, group=1)
    found = part.warehouse.arrays(query, part.slice.parameters)
    ranges = np.zeros(len(grid))
    place = np.searchsorted(grid, found["start"].astype("datetime64[D]"))
    ranges[place] = np.ma.filled(found["width"].astype(np.float64), 0.0)
    return ranges


def merge(
    group: Ints, groups: int, n: Floats, mean: Floats, m2: Floats
) -> tuple[Floats, Floats, Floats]:
    """Merge count, mean and centred squares of parts into those of their groups.

    References
    ----------
    .. [1] T. F. Chan, G. H. Golub, R. J. LeVeque, Algorithms for computing the
       sample variance, The American Statistician 37(3), 242-247 (1983).
    """

    def total(weights: Floats) -> Floats:
        return np.bincount(group, weights, groups).astype(np.float64)

    size = total(n)
    centre = total(n * mean) / np.where(size > 0, size, 1.0)
    return size, centre, total(m2 + n * (mean - centre[group]) ** 2)
