"""Who was trained when: the records of those who are in a part of the log."""

from __future__ import annotations

import numpy as np

from qc.core.kinds import TableName
from qc.review.training_marks import Trained
from qc.store.query import select
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.warehouse import Warehouse

_DAY = "trained_on_local"


def training_days(
    warehouse: Warehouse, *, slice: Slice = WHOLE_LOG, span: Span = ALL_DAYS
) -> tuple[Trained, ...]:
    """Return the records of training, oldest first.

    Parameters
    ----------
    warehouse : Warehouse
    slice : Slice
        Only of agents with an interaction in this part of the log.
    span : Span
        Days on which a training began.

    Raises
    ------
    UnknownName
        If the slice has no such dimension.
    BrokenStore
        If a batch is damaged.
    """
    log = warehouse.log(TableName.TRAINING)
    if not log.full:
        return ()
    where = [f"{_DAY} IS NOT NULL", *span.days(_DAY)]
    if slice.dimensions:
        interactions = warehouse.log().rows(["agent", *slice.dimensions])
        known = [*slice.conditions, "agent IS NOT NULL"]
        where.append(f"agent IN ({select(['agent'], interactions, where=known)})")
    query = select(
        [f"{_DAY}::DATE", "agent", "coalesce(trim(course), '')"],
        log.rows(["agent", _DAY, "course"]),
        where=where,
        order="1, 2, 3",
    )
    return tuple(
        Trained(day=np.datetime64(str(day), "D"), agent=str(agent), course=str(course))
        for day, agent, course in warehouse.fetch(query, slice.parameters)
    )
