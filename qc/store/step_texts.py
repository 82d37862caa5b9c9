"""Which steps were done, counted: each text of steps once, by stage and by unit."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.kinds import Stage
from qc.review.steps_followed import StepLog, StepText
from qc.store.query import both, select
from qc.store.slices import ALL_DAYS, WHOLE_LOG, Slice, Span
from qc.store.sql import name, text
from qc.store.verdict import how_many
from qc.store.warehouse import Warehouse

MOST_TEXTS = 4000
"""Different texts that are read; of a log with more, the most frequent."""

_DONE = "steps_done"
_ENDS = ("resolved_at", "closed_at")
_STAGES = tuple(Stage)


def step_texts(
    warehouse: Warehouse,
    dimension: str | None = None,
    *,
    slice: Slice = WHOLE_LOG,
    span: Span = ALL_DAYS,
) -> StepLog:
    """Return how often each text of steps stands in the log, by stage.

    Interactions that are still open say nothing yet, nor do those without a record
    of steps. Where the log never says when one ended, all of them count.

    Parameters
    ----------
    warehouse : Warehouse
    dimension : str, optional
        A text field: agent, say; counts are then by each of its values.
    slice : Slice
    span : Span

    Raises
    ------
    UnknownName
        If the slice has no such dimension.
    BrokenStore
        If a batch is damaged.
    """
    asked = _Asked(warehouse, dimension, slice, span)
    rows = warehouse.fetch(asked.texts(), slice.parameters)
    found = tuple(
        StepText(
            stage=_STAGES[int(str(stage))],
            text=str(done),
            unit=None if unit is None else str(unit),
            n=int(str(n)),
        )
        for stage, done, unit, n in rows
    )
    silent = warehouse.fetch(asked.totals(), slice.parameters)
    return StepLog(
        texts=found,
        silent={_STAGES[int(str(stage))]: int(str(n)) for stage, n, _ in silent},
        unread=sum(int(str(m)) for _, _, m in silent) - sum(one.n for one in found),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of the log."""

    warehouse: Warehouse
    dimension: str | None
    slice: Slice
    span: Span

    def texts(self) -> str:
        """Count the texts, the most frequent ones, by stage and unit."""
        columns = ["stage_place", "done", "unit", "count(*) AS n"]
        each = select(columns, self._rows(), where=["known"], group=3)
        whole = "sum(n) OVER (PARTITION BY stage_place, done) AS often"
        ranked = select(["*", whole], f"({each})")
        place = "dense_rank() OVER (ORDER BY often DESC, stage_place, done) AS place"
        return select(
            ["stage_place", "done", "unit", "n"],
            f"({select(['*', place], f'({ranked})')})",
            where=[f"place <= {MOST_TEXTS}"],
            order="place, unit NULLS LAST",
        )

    def totals(self) -> str:
        """Count the interactions of each stage that say nothing, and the others."""
        columns = ["stage_place", how_many("NOT known"), how_many("known")]
        return select(columns, self._rows(), group=1, order="1")

    def _rows(self) -> str:
        ends = [field for field in _ENDS if field in self.warehouse.columns()]
        unit = [self.dimension] if self.dimension else []
        fields = [_DONE, "stage", "opened_local", *ends, *unit, *self.slice.dimensions]
        closed = f"coalesce({', '.join(ends)}) IS NOT NULL" if ends else ""
        known = both([f"{_DONE} IS NOT NULL", closed])
        place = " ".join(
            f"WHEN {text(stage.value)} THEN {i}" for i, stage in enumerate(_STAGES)
        )
        columns = [
            f"CASE stage {place} END AS stage_place",
            f"{_DONE} AS done",
            f"{name(self.dimension) if self.dimension else 'NULL'} AS unit",
            f"{known} AS known",
        ]
        where = [*self.slice.conditions, *self.span.days("opened_local")]
        rows = select(columns, self.warehouse.log().rows(fields), where=where)
        return f"({select(['*'], f'({rows})', where=['stage_place IS NOT NULL'])})"
