"""Comparisons of a workspace: agents, teams or channels over its last whole weeks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.errors import NothingToShow, UnknownName
from qc.core.fields import DIMENSIONS
from qc.core.kinds import MeasureKind
from qc.core.measures import Measure
from qc.review.compare import MINIMUM, Comparison, Scope, compare
from qc.review.short_run import UNITS, ShortRun, short_runs
from qc.store.compare import units
from qc.store.slices import Slice, Span
from qc.store.unit_series import unit_series
from qc.workspace.chain_series import refuse_parts
from qc.workspace.days import DAY, WEEK, span_of, whole_weeks
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

WEEKS = 13
"""Whole weeks compared by default: a quarter, recent and yet not too few cases."""
_ORDER = ("agent", "team", "channel")  # compared first where nothing else is asked


def dimensions(workspace: Workspace) -> tuple[str, ...]:
    """Return the dimensions that the log has, people first."""
    has = workspace.warehouse.columns()
    known = (*_ORDER, *(name for name in DIMENSIONS if name not in _ORDER))
    return tuple(name for name in known if name in has)


def measures(workspace: Workspace) -> tuple[Measure, ...]:
    """Return the cards whose units can be compared.

    All but days between events, and what is not made of contacts.
    """
    return tuple(
        card
        for card in workspace.available
        if card.kind is not MeasureKind.GAP and card.of_log
    )


def comparison(  # noqa: PLR0913 - what is compared, over what, and how strictly
    workspace: Workspace,
    measure: str,
    dimension: str,
    lens: Lens = LENS,
    *,
    weeks: int | None = WEEKS,
    minimum: int = MINIMUM,
) -> Comparison:
    """Answer: does an agent, team or channel differ by more than chance?

    Parameters
    ----------
    workspace : Workspace
    measure : str
        Id of a card.
    dimension : str
        One of `qc.core.fields.DIMENSIONS`.
    lens : Lens
        Which part of the log, and as of which week.
    weeks : int or None
        The last whole weeks; None takes all days. Left aside where the lens names a
        first or a last day.
    minimum : int
        Cases below which a unit is not judged.

    Raises
    ------
    NothingToShow
        If the log is empty, or lacks the dimension or a column of the measure.
    InvalidCard, UnknownName
        If units of this measure cannot be compared, or a name is not known.
    """
    card = workspace.card(measure)
    refuse_parts(card, "agents or teams to compare")
    check_dimension(workspace, dimension)
    span = days_compared(workspace, lens, weeks)
    found = units(
        workspace.warehouse, card, dimension, slice=Slice(lens.filters), span=span
    )
    scope = Scope(
        dimension=dimension,
        first=span.first,
        last=span.last,
        stratum=lens.stratum,
        minimum=minimum,
    )
    return compare(card, found, scope)


def short_run(workspace: Workspace, found: Comparison, lens: Lens) -> ShortRun | None:
    """Return the units of a comparison over time, each against its own level.

    The 30 with most cases, few ones too; None where no unit has 2 periods.
    """
    card = replace(found.measure, by=lens.by or found.measure.by)
    sizes = [*((unit.name, unit.n) for unit in found.units), *found.few]
    most = sorted(sizes, key=lambda one: (-one[1], one[0]))[:UNITS]
    names = [name for name, n in most if n > 0]
    series = unit_series(
        workspace.warehouse,
        card,
        found.scope.dimension,
        sorted(names),
        slice=Slice(lens.filters),
        span=Span(first=found.scope.first, last=found.scope.last),
    )
    return short_runs(card, found.scope.dimension, series)


def days_compared(workspace: Workspace, lens: Lens, weeks: int | None) -> Span:
    """Return the last whole weeks, or the days that the lens names."""
    span = span_of(workspace, lens)
    if weeks is None or lens.first is not None or lens.last is not None:
        return span
    whole = whole_weeks(workspace, lens)
    if not len(whole):
        return span
    first: np.datetime64 = whole[max(0, len(whole) - weeks)]
    return Span(first=first, last=whole[-1] + WEEK - DAY)


def check_dimension(workspace: Workspace, dimension: str) -> None:
    """Refuse a dimension that nobody knows, or that the log does not have.

    Raises
    ------
    NothingToShow, UnknownName
    """
    if dimension not in DIMENSIONS:
        raise UnknownName("dimension", dimension, DIMENSIONS)
    if dimension not in workspace.warehouse.columns():
        has = ", ".join(dimensions(workspace)) or "none of those that can be compared"
        raise NothingToShow(
            f"The log does not say which {dimension} an interaction is of; it has "
            f"{has}. Map the column when you load the file, or compare another way."
        )
