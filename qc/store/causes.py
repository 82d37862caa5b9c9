"""Causes of defects: counts by a field of the log, in one span or several."""

from __future__ import annotations

from collections.abc import Sequence

from qc.core.kinds import Stage
from qc.review.tallies import CauseBy, CauseKind, CauseLog, CauseTally
from qc.store.query import both, select
from qc.store.slices import WHOLE_LOG, Slice, Span
from qc.store.sql import name, text
from qc.store.verdict import how_many, judged_rows
from qc.store.warehouse import Warehouse

MOST_CAUSES = 12


def causes(
    warehouse: Warehouse,
    by: CauseBy,
    spans: Sequence[Span],
    *,
    slice: Slice = WHOLE_LOG,
    stage: Stage | None = None,
) -> CauseLog:
    """Return how many defective interactions each cause has, span by span.

    Parameters
    ----------
    warehouse : Warehouse
    by : CauseBy
        The field that is read as the cause.
    spans : sequence of Span
        At least one.
    slice : Slice
    stage : Stage, optional
        Only this stage.

    Returns
    -------
    CauseLog
        The `MOST_CAUSES` most frequent over all spans, most frequent first; then
        the others as one, then those without a cause.

    Raises
    ------
    UnknownName
        If the slice has no such dimension.
    BrokenStore
        If a batch is damaged.
    """
    rows = judged_rows(warehouse, [by.value], slice)
    only = f"stage = {text(stage.value)}" if stage else ""
    inside = [both(span.days("opened_local")) for span in spans]
    spread = range(len(spans))
    total = " + ".join(f"d{i}" for i in spread)
    each = select(
        [
            f"nullif(trim({name(by.value)}), '') AS cause",
            *(f"{how_many(both(['bad', inside[i]]))} AS d{i}" for i in spread),
            *(
                f"{how_many(both(['bad IS NOT NULL', inside[i]]))} AS j{i}"
                for i in spread
            ),
        ],
        rows,
        where=(*slice.conditions, only),
        group=1,
    )
    place = "row_number() OVER (PARTITION BY cause IS NULL ORDER BY total DESC, cause)"
    summed = select(["*", f"{total} AS total"], f"({each})")
    ranked = select(["*", f"{place} AS place"], f"({summed})")
    kind = (
        f"CASE WHEN cause IS NULL THEN 2 WHEN place <= {MOST_CAUSES} "
        "AND total > 0 THEN 0 ELSE 1 END"
    )
    query = select(
        [
            f"{kind} AS kind",
            f"CASE WHEN {kind} = 0 THEN cause END AS told",
            how_many("total > 0"),
            *(f"sum(d{i})" for i in spread),
            *(f"sum(j{i})" for i in spread),
        ],
        f"({ranked})",
        group=2,
        order="kind, min(place)",
    )
    return _causes(warehouse.fetch(query, slice.parameters), len(spans))


def _causes(found: Sequence[tuple[object, ...]], spans: int) -> CauseLog:
    kinds = (CauseKind.STATED, CauseKind.OTHER, CauseKind.NOT_STATED)
    tallies, judged = [], [0] * spans
    for kind, cause, causes_, *sums in found:
        counts = tuple(map(_int, sums[:spans]))
        judged = [n + _int(m) for n, m in zip(judged, sums[spans:], strict=True)]
        if any(counts):
            tally = CauseTally(
                kind=kinds[_int(kind)],
                cause="" if cause is None else str(cause),
                defectives=counts,
                causes=_int(causes_),
            )
            tallies.append(tally)
    return CauseLog(causes=tuple(tallies), judged=tuple(judged))


def _int(value: object) -> int:
    return int(str(value))
