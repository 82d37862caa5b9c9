"""Defects over the five stages as plain text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qc.review.cause_costs import Costs
from qc.review.causes import Causes
from qc.review.stage_budgets import Spending
from qc.review.stages import StagesReport
from qc.view.cost_frames import costs_frame
from qc.view.stages_frames import (
    budgets_short_frame,
    causes_frame,
    changes_frame,
    journeys_frame,
    stages_frame,
)
from qc.view.words import cause_costs as dear
from qc.view.words import causes as tell
from qc.view.words import journeys as ways
from qc.view.words import stage_budgets as spent
from qc.view.words import stages as say
from qc.view.words.cause_units import CauseUnit
from qc.view.words.stages_formula import formulas

if TYPE_CHECKING:
    import pandas as pd


def stages_text(
    report: StagesReport, causes: Causes, costs: Costs, budgets: Sequence[Spending]
) -> str:
    """Return stages, journeys, causes, costs, budgets: sentences, tables, formulas."""
    return "\n".join(_lines(report, causes, costs, budgets))


def _lines(
    report: StagesReport, causes: Causes, costs: Costs, budgets: Sequence[Spending]
) -> Iterator[str]:
    yield say.weakest_sentence(report)
    if rolled := say.rolled_sentence(report):
        yield rolled
    if report.headline is not None:
        yield ways.journey_sentence(report.headline)
    yield say.balance_sentence(report)
    yield from _table(say.TITLE, stages_frame(report))
    yield from _table(ways.JOURNEYS, journeys_frame(report))
    yield from (f"  {ways.cut_sentence(way)}" for way in report.journeys)
    yield f"\n{tell.CAUSES}: {tell.by_name(causes.by).lower()}"
    yield tell.causes_sentence(causes)
    yield from _rows(causes_frame(causes))
    yield f"\n{tell.CHANGES}"
    yield tell.change_sentence(causes.comparison)
    if causes.comparison is not None and causes.comparison.changes:
        yield tell.spans_line(causes.comparison)
        yield from _rows(changes_frame(causes.comparison))
    yield from _costs(costs)
    yield f"\n{spent.BUDGETS}"
    yield from _budgets(budgets)
    yield f"\n{say.FORMULAS}"
    if told := say.contradiction_sentence(report.tallies):
        yield f"  {told}"
    yield from (f"  {line}" for line in formulas(report))


def _costs(costs: Costs) -> Iterator[str]:
    yield f"\n{dear.COSTS}"
    if not costs.spent.cost and costs.spent.defectives:
        yield dear.UNKNOWN_CLI
        return
    yield dear.costs_sentence(costs)
    if told := dear.parts_sentence(costs):
        yield told
        unit = CauseUnit(rates=costs.rates)
        yield from _rows(costs_frame(costs))
        yield tell.change_sentence(costs.comparison, unit=unit)
        yield from (f"  {line}" for line in dear.formula_lines(costs.rates))


def _budgets(budgets: Sequence[Spending]) -> Iterator[str]:
    if not budgets:
        yield spent.NO_TOLERANCE_CLI
        return
    yield spent.budgets_sentence(budgets)
    yield spent.windows_line(budgets)
    yield from _rows(budgets_short_frame(budgets))


def _table(title: str, frame: pd.DataFrame) -> Iterator[str]:
    if len(frame):
        yield f"\n{title}"
        yield from _rows(frame)


def _rows(frame: pd.DataFrame) -> Iterator[str]:
    """Set a table in columns; numbers were made text by the frame."""
    if not len(frame):
        return
    rows = [list(map(str, frame.columns)), *frame.to_numpy().tolist()]
    widths = [
        max(len(str(cell)) for cell in column) for column in zip(*rows, strict=True)
    ]
    for row in rows:
        cells = (str(c).ljust(w) for c, w in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()
