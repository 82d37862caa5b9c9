"""One measure's values in a few numbers: what no chart of medians can show."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qc.core.errors import InvalidCard
from qc.core.measures import Measure
from qc.store.conditions import stage
from qc.store.judged import judged
from qc.store.query import select
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The values of a duration (hours) or a score (points).

    Attributes
    ----------
    n : int
        Rows with a value that counts.
    median, p90, mean : float
        Of these; quantiles by linear interpolation; NaN where n is 0.
    zero : int
        Values of exactly 0, among the n.
    negative : int
        Durations left out because they end before they start; scores below 0,
        which count.
    missing : int
        Rows in scope without a value.
    """

    n: int
    median: float
    p90: float
    mean: float
    zero: int
    negative: int
    missing: int


def summary(
    warehouse: Warehouse,
    measure: Measure,
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> Summary:
    """Return the values of a DURATION or SCORE measure in a few numbers.

    Raises
    ------
    InvalidCard
        If the measure has no values, only counts.
    """
    card = judged(measure)
    if not card.has_value:
        fault = f"a {measure.kind} has no values to sum up; take a duration or a score."
        raise InvalidCard(f"The card {measure.id!r}", [fault])
    value = f"CASE WHEN {card.counted} THEN {card.value} END"
    columns = [
        f"count({value})",
        f"quantile_cont({value}, [0.5, 0.9])",
        f"avg({value})",
        f"count(CASE WHEN {card.value} = 0 THEN 1 END)",
        f"count(CASE WHEN {card.value} < 0 THEN 1 END)",
        f"count(CASE WHEN ({card.value}) IS NULL THEN 1 END)",
    ]
    rows = warehouse.log().rows(
        ["opened_local", "stage", *card.fields, *slice.dimensions]
    )
    where = (card.scope, stage(measure), *slice.conditions, *span.days("opened_local"))
    query = select(columns, rows, where=where)
    ((n, quantiles, mean, *counts),) = warehouse.fetch(query, slice.parameters)
    median, p90 = quantiles or (math.nan, math.nan)
    zero, negative, missing = counts
    return Summary(
        n=n,
        median=median,
        p90=p90,
        mean=math.nan if mean is None else mean,
        zero=zero,
        negative=negative,
        missing=missing,
    )
