"""Prescribed steps of a workspace: which are skipped, and who skips them oftener."""

from __future__ import annotations

from dataclasses import dataclass

from qc.core.kinds import Direction, MeasureKind, Stage
from qc.core.measures import Measure
from qc.review.compare import Comparison, Scope, compare
from qc.review.step_units import step_units
from qc.review.steps_followed import StepsFollowed, steps_followed
from qc.store.slices import Slice
from qc.store.step_texts import step_texts
from qc.workspace.compare import days_compared
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

FIELD = "steps_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsAsked:
    """Whose steps: of which dimension, stage and step, over which whole weeks."""

    dimension: str
    weeks: int | None
    stage: Stage | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """The steps of all stages, and one comparison of units."""

    followed: StepsFollowed
    units: Comparison


def has_steps(workspace: Workspace) -> bool:
    """Say whether the log holds the steps that were done."""
    return FIELD in workspace.warehouse.columns()


def steps_of(
    workspace: Workspace, card: Measure, asked: StepsAsked, lens: Lens = LENS
) -> Steps:
    """Answer: which prescribed steps are skipped, and who skips them more than others?

    Parameters
    ----------
    workspace : Workspace
    card : Measure
        What the units are compared by, in words; see `card_of`.
    asked : StepsAsked
    lens : Lens

    Raises
    ------
    NothingToShow
        If the log is empty.
    """
    span = days_compared(workspace, lens, asked.weeks)
    log = step_texts(
        workspace.warehouse, asked.dimension, slice=Slice(lens.filters), span=span
    )
    prescribed = workspace.steps
    scope = Scope(
        dimension=asked.dimension,
        first=span.first,
        last=span.last,
        stratum=lens.stratum,
    )
    units = step_units(log, prescribed, stage=asked.stage, step=asked.step)
    return Steps(
        followed=steps_followed(log, prescribed),
        units=compare(card, units, scope),
    )


def card_of(title: str, definition: str) -> Measure:
    """Return what units are compared by: a share, of which less is better."""
    return Measure(
        id="steps",
        title=title,
        question=title,
        definition=definition,
        kind=MeasureKind.SHARE,
        direction=Direction.LOWER,
    )
