"""The single values of a measure, as many as memory and a reader's time allow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qc.core.errors import InvalidCard
from qc.core.measures import Measure
from qc.review.capability_report import SingleValues
from qc.store.conditions import stage
from qc.store.judged import Judged, judged
from qc.store.query import both, select, start_of
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.sql import text
from qc.store.warehouse import Warehouse

MOST = 200_000


def single_values(  # noqa: PLR0913 - a question, its part of the log, its bounds
    warehouse: Warehouse,
    measure: Measure,
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
    without: Sequence[Span] = (),
    most: int = MOST,
    seed: int = 1,
) -> SingleValues:
    """Return the values of a DURATION or SCORE measure, or a random sample of them.

    Parameters
    ----------
    span : Span
        Days to look at, both ends included.
    without : sequence of Span
        Stretches of it to leave out.
    most : int
        Where there are more values, as many are drawn, each with the same chance.
    seed : int
        For the draw.

    Raises
    ------
    InvalidCard
        If the measure has no values, only counts.
    """
    card = judged(measure)
    if not card.has_value:
        fault = f"a {measure.kind} has no single values; take a duration or a score."
        raise InvalidCard(f"The card {measure.id!r}", [fault])
    fields = ["interaction_id", "opened_local", "stage", *card.fields]
    rows = warehouse.log().rows([*fields, *slice.dimensions])
    where = (*_where(card, measure, span, without), *slice.conditions)
    counted = select(["count(*)"], rows, where=where)
    ((total,),) = warehouse.fetch(counted, slice.parameters)
    columns = [
        f"{card.value} AS value",
        f"{start_of(measure.by)} AS start",
        "opened_local",
        "interaction_id",
    ]
    lot = f"hash(interaction_id || {text(f'#{seed}')})"
    drawn = f"{lot}, interaction_id LIMIT {int(most)}" if total > most else ""
    found = f"({select(columns, rows, where=where, order=drawn)})"
    order = "opened_local, interaction_id"
    arrays = warehouse.arrays(
        select(["value", "start"], found, order=order), slice.parameters
    )
    return SingleValues(
        value=arrays["value"].astype(np.float64),
        at=arrays["start"].astype("datetime64[D]"),
        total=int(total),
        seed=seed,
    )


def _where(
    card: Judged, measure: Measure, span: Span, without: Sequence[Span]
) -> tuple[str, ...]:
    left_out = (f"NOT ({both(part.days('opened_local'))})" for part in without)
    return (card.counted, stage(measure), *span.days("opened_local"), *left_out)
