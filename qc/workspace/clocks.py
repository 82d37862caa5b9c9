"""Both clocks of a measure: the time that passed, and the time somebody was there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qc.core.hours import CALENDAR_TIME
from qc.core.kinds import MeasureKind, OpenCases
from qc.core.measures import Clock, Measure
from qc.store.slices import Slice
from qc.store.summary import Summary, summary
from qc.workspace.calendars import calendar_text, calendars_of
from qc.workspace.days import span_of
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

_BUSINESS = "business"
_PAIRS = {
    "first_response_time": "first_response_time_business",
    "resolution_time": "resolution_time_business",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BothClocks:
    """One time taken by two clocks, answered cases only.

    Attributes
    ----------
    all_time, opening : Summary
        Hours of the calendar, and hours within the opening hours.
    name : str
        Of the opening hours; empty where the system that wrote the log counted them.
    """

    all_time: Summary
    opening: Summary
    name: str = ""


def both_clocks(
    workspace: Workspace, measure: str, lens: Lens = LENS
) -> BothClocks | None:
    """Answer: how long does it take by either clock?

    None where the measure takes no time, or only one clock is known: neither its card
    nor the workspace names opening hours, and the log holds no business times.
    """
    card = workspace.card(measure)
    if card.clock is not None:
        return _of_clock(workspace, card, card.clock, lens)
    for all_time, opening in _PAIRS.items():
        columns = workspace.warehouse.columns()
        if card.value in {all_time, opening} and {all_time, opening} <= columns:
            return BothClocks(
                all_time=_summed(workspace, replace(card, value=all_time), lens),
                opening=_summed(workspace, replace(card, value=opening), lens),
            )
    return None


def _of_clock(
    workspace: Workspace, card: Measure, clock: Clock, lens: Lens
) -> BothClocks | None:
    opening, name = clock.opening, clock.hours
    if clock.hours == CALENDAR_TIME:
        if not calendar_text(workspace.warehouse).strip():
            return None
        opening, name = calendars_of(workspace.warehouse).usual, _BUSINESS
    taken = Clock(start=clock.start, stop=clock.stop, open_cases=OpenCases.CLOSED)
    timed = replace(card, kind=MeasureKind.DURATION, defective=(), clock=taken)
    open_ = replace(timed, clock=replace(taken, hours=name, opening=opening))
    return BothClocks(
        all_time=_summed(workspace, timed, lens),
        opening=_summed(workspace, open_, lens),
        name=name,
    )


def _summed(workspace: Workspace, card: Measure, lens: Lens) -> Summary:
    span = span_of(workspace, lens)
    return summary(workspace.warehouse, card, slice=Slice(lens.filters), span=span)
