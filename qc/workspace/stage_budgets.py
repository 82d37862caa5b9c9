"""Tolerance budgets of a workspace: of the defects that may be, what is used up?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qc.core.kinds import MeasureKind, Period, Stage
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review.stage_budgets import Spending, Window, spend, windows
from qc.store.series import series as series_of
from qc.store.slices import Slice, Span
from qc.store.stages import stages as stages_of
from qc.workspace.days import looked_at, whole_weeks
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

_COUNTED = {MeasureKind.SHARE, MeasureKind.RATE}


def budgets(
    workspace: Workspace, lens: Lens = LENS, *, tolerance_dpmo: float | None = None
) -> tuple[Spending, ...]:
    """Answer: how much of the defects that may be is used up?

    Parameters
    ----------
    workspace : Workspace
    lens : Lens
    tolerance_dpmo : float, optional
        Tolerated defects per million opportunities, for every stage with data. Left
        out, the measure cards that have a tolerance are held against their own.

    Returns
    -------
    tuple of Spending
        Stage by stage (or card by card): last whole week, month and quarter so far.

    Raises
    ------
    NothingToShow
        If the log is empty.
    """
    days = looked_at(workspace, lens)
    if days is None:
        return ()
    weeks = whole_weeks(workspace, lens)
    asked = windows(days.last, weeks[-1] if len(weeks) else None)
    if tolerance_dpmo is not None:
        return tuple(_by_stage(workspace, lens, asked, tolerance_dpmo))
    return tuple(_by_card(workspace, lens, asked))


def _by_stage(
    workspace: Workspace, lens: Lens, asked: tuple[Window, ...], tolerance: float
) -> Iterator[Spending]:
    part = Slice(lens.filters)
    found = [
        {
            tally.stage: tally
            for tally in stages_of(
                workspace.warehouse,
                slice=part,
                span=Span(first=window.days.first, last=window.days.last),
            )
        }
        for window in asked
    ]
    for stage in Stage:
        for window, tallies in zip(asked, found, strict=True):
            tally = tallies[stage]
            yield spend(
                window,
                tally.hits,
                tally.chances,
                tolerance_dpmo=tolerance,
                stage=stage,
            )


def _by_card(
    workspace: Workspace, lens: Lens, asked: tuple[Window, ...]
) -> Iterator[Spending]:
    cards = [card for card in workspace.available if card.of_log and _tolerance(card)]
    daily = [replace(card, by=Period.DAY) for card in cards]
    first = min(window.days.first for window in asked)
    last = max(window.days.last for window in asked)
    found = series_of(
        workspace.warehouse,
        daily,
        slice=Slice(lens.filters),
        span=Span(first=first, last=last),
    )
    for card in cards:
        counts = found[card.id]
        if not isinstance(counts, Counts):
            continue
        for window in asked:
            inside = (counts.at >= window.days.first) & (counts.at <= window.days.last)
            yield spend(
                window,
                float(counts.events[inside].sum()),
                float(counts.opportunities[inside].sum()),
                tolerance_dpmo=_tolerance(card),
                stage=card.stage,
                measure=card.title,
            )


def _tolerance(card: Measure) -> float:
    """Return the tolerance of a card that counts; 0 where it has none."""
    asked = card.specification.tolerance_dpmo
    return asked if asked and asked > 0 and card.kind in _COUNTED else 0.0
