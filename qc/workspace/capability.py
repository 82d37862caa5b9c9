"""The capability of one measure: its chart, its single values, its tolerance budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from qc.core.calendar import next_start, period_start
from qc.core.kinds import MeasureKind, Period
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review import budgets, current_phase, tolerances
from qc.review.ability import Ability
from qc.review.assessment import Assessment
from qc.review.budgets import Spent
from qc.review.capability import defects, of_counts, of_values
from qc.review.capability_report import CapabilityReport, SingleValues
from qc.store.log_days import days as days_of
from qc.store.series import series
from qc.store.slices import Slice, Span
from qc.store.values import single_values
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

SEED = 1
_DAY = np.timedelta64(1, "D")
_VALUED = {MeasureKind.DURATION, MeasureKind.SCORE}


def capability(
    workspace: Workspace,
    measure: str,
    lens: Lens = LENS,
    *,
    tolerance: float | None = None,
    shift: bool = False,
) -> CapabilityReport:
    """Answer: is the process able to keep what was promised?

    Parameters
    ----------
    workspace : Workspace
    measure : str
        Id of a card that the log can answer.
    lens : Lens
    tolerance : float, optional
        Tolerated defects per million; by default that of the card, or its target.
    shift : bool
        Add 1.5 to sigma levels.

    Raises
    ------
    NothingToShow, UnknownName
        If the log cannot answer the measure.
    InvalidSeries
        If the tolerance cannot be one.
    """
    one = workspace.assess(measure, lens)
    values = _values(workspace, one, lens)
    if values is None:
        ability = of_counts(one, tolerance=tolerance, shift=shift)
    else:
        rng = np.random.default_rng(SEED)
        told = (values.value, values.at)
        ability = of_values(one, *told, rng, tolerance=tolerance, shift=shift)
    return CapabilityReport(
        assessment=one,
        ability=ability,
        values=values,
        budgets=_budgets(workspace, one.measure, ability, lens),
    )


def _values(workspace: Workspace, one: Assessment, lens: Lens) -> SingleValues | None:
    """Return the single values of the current phase, less what is left out of it."""
    chart, measure = one.chart, one.measure
    if measure.kind not in _VALUED or chart is None or one.newest < 0:
        return None
    mine = current_phase.points(chart, one.newest)
    starts = chart.at.astype("datetime64[D]")
    ends = next_start(starts, measure.by) - _DAY
    whole = Span(*_within(starts[mine][0], ends[mine][-1], lens))
    out = np.flatnonzero(mine & chart.excluded)
    return single_values(
        workspace.warehouse,
        measure,
        slice=Slice(lens.filters),
        span=whole,
        without=[Span(starts[i], ends[i]) for i in out],
        seed=SEED,
    )


def _within(
    first: np.datetime64, last: np.datetime64, lens: Lens
) -> tuple[np.datetime64, np.datetime64]:
    first = first if lens.first is None else max(first, lens.first)
    return first, last if lens.last is None else min(last, lens.last)


def _budgets(
    workspace: Workspace, measure: Measure, ability: Ability, lens: Lens
) -> tuple[Spent, ...]:
    of_log = measure.of_log and tolerances.counts_defects(measure)
    if ability.tolerance is None or not of_log:
        return ()
    last = min(_last_days(workspace, lens), default=None)
    if last is None:
        return ()
    daily = replace(measure, by=Period.DAY)
    span = Span(*_within(budgets.first_day(last), last, lens))
    part = Slice(lens.filters)
    found = series(workspace.warehouse, (daily,), slice=part, span=span)[measure.id]
    if not isinstance(found, Counts):
        return ()
    bad = defects(found, measure)
    dpmo = ability.tolerance.dpmo
    return budgets.spent(found, bad, last, tolerance_dpmo=dpmo)


def _last_days(workspace: Workspace, lens: Lens) -> Iterator[np.datetime64]:
    """Yield the days after which nothing is looked at; none without a log."""
    days, _ = days_of(workspace.warehouse)
    if not len(days):
        return
    yield days[-1]
    yield workspace.today
    if lens.last is not None:
        yield lens.last.astype("datetime64[D]")
    if lens.until is not None:
        monday = period_start(np.array([lens.until]), Period.WEEK)
        yield next_start(monday, Period.WEEK)[0] - _DAY
