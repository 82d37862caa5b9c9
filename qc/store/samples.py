"""Scores per period with their spread: cells merged without losing digits."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Floats, Ints
from qc.core.errors import InvalidCard
from qc.core.measures import Measure
from qc.core.series import Samples
from qc.store import cells
from qc.store.conditions import stage
from qc.store.judged import judged
from qc.store.query import select
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.warehouse import Warehouse


def samples(
    warehouse: Warehouse,
    measure: Measure,
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> Samples:
    """Return count, mean and spread of a SCORE or DURATION per period.

    The slice may cut only by the dimensions of cells.

    Raises
    ------
    InvalidCard
        If the measure has no values, or the slice cuts by another dimension.
    """
    card = judged(measure)
    if not card.has_value or not set(slice.dimensions) <= set(cells.DIMENSIONS):
        fault = "spread is kept for values only, by stage, team, agent and channel."
        raise InvalidCard(f"The card {measure.id!r}", [fault])
    log, key = warehouse.log(), card.key
    ((relation, _),) = cells.relations(warehouse, log, measure.by, {key: card})
    conditions = (*slice.conditions, *span.whole(measure.by, "start"))
    where = (f'"n_{key}" > 0', stage(measure), *conditions)
    columns = ["start", f'"n_{key}" AS n', f'"m_{key}" AS mean', f'"q_{key}" AS m2']
    found = warehouse.arrays(select(columns, relation, where=where), slice.parameters)
    at, group = np.unique(found["start"].astype("datetime64[D]"), return_inverse=True)
    parts = (found[column].astype(np.float64) for column in ("n", "mean", "m2"))
    n, mean, m2 = merge(group, len(at), *parts)
    return Samples(at=at, n=n, mean=mean, m2=m2)


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

    centre = total(n * mean) / total(n)
    return total(n), centre, total(m2 + n * (mean - centre[group]) ** 2)
