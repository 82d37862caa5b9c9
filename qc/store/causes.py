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
    each = _each(by, rows, spans, (*slice.conditions, only))
    spread = range(len(spans))
    total = " + ".join(f"d{i}" for i in spread)
    summed = select(["*", f"{total} AS total"], f"({each})")
    ranked = select(["*", f"{_PLACE} AS place"], f"({summed})")
    columns = [
        f"{_KIND} AS kind",
        f"CASE WHEN {_KIND} = 0 THEN cause END AS told",
        how_many("total > 0"),
        *(f"sum(d{i})" for i in spread),
        *(f"sum(j{i})" for i in spread),
    ]
    query = select(columns, f"({ranked})", group=2, order="kind, min(place)")
    return _causes(warehouse.fetch(query, slice.parameters), len(spans))


_PLACE = "row_number() OVER (PARTITION BY cause IS NULL ORDER BY total DESC, cause)"
_KIND = (
    f"CASE WHEN cause IS NULL THEN 2 WHEN place <= {MOST_CAUSES} "
    "AND total > 0 THEN 0 ELSE 1 END"
)


def _each(by: CauseBy, rows: str, spans: Sequence[Span], where: tuple[str, ...]) -> str:
    """Count each cause in each span: ``d`` defective, ``j`` judged interactions."""
    counts = []
    for i, span in enumerate(spans):
        inside = span.days("opened_local")
        counts += [
            f"{how_many(both(['bad', *inside]))} AS d{i}",
            f"{how_many(both(['bad IS NOT NULL', *inside]))} AS j{i}",
        ]
    cause = f"nullif(trim({name(by.value)}), '') AS cause"
    return select([cause, *counts], rows, where=where, group=1)


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
