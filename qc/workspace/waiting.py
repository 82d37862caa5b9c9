"""Waiting times of one measure: the last quarter beside the one before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Dates
from qc.core.calendar import all_starts, complete
from qc.core.errors import NothingToShow
from qc.core.measures import Measure
from qc.review.waiting import (
    WEEKS,
    Stretch,
    WaitingTimes,
    curve_of,
    periods,
    promise_of,
)
from qc.store import waits
from qc.store.log_days import days as days_of
from qc.store.slices import Slice, Span
from qc.workspace.days import DAY, WEEK, span_of, whole_weeks
from qc.workspace.lens import Lens
from qc.workspace.workspace import LENS, Workspace

_NEWEST = 6  # periods


def waiting_times(
    workspace: Workspace, measure: str, lens: Lens = LENS
) -> WaitingTimes:
    """Answer: how long do customers wait, those still waiting included?

    Parameters
    ----------
    workspace : Workspace
    measure : str
        A measure with a clock.
    lens : Lens
        Filters and weeks. What is known ends with the log, whatever week is named.

    Raises
    ------
    NothingToShow
        If the measure has no clock, or no whole week is looked at.
    """
    card = workspace.card(measure)
    if card.clock is None:
        raise NothingToShow(
            f"{measure!r} has no clock, so nobody waits for it. Take a measure of time "
            "or of promises, or add `clock` to its card."
        )
    weeks = whole_weeks(workspace, lens)
    if not len(weeks):
        raise NothingToShow(
            "No whole week of the log lies in the days looked at, so there are no "
            "waiting times to show. Look at more days."
        )
    card = replace(card, by=lens.by or card.by)
    part = _part(workspace, lens)
    before = weeks[-2 * WEEKS : -WEEKS]
    return WaitingTimes(
        measure=card,
        in_promises=waits.in_promises(card),
        promise=promise_of(card),
        now=_stretch(part, card, weeks[-WEEKS:]),
        before=_stretch(part, card, before) if len(before) else None,
        newest=periods(waits.known_so_far(part, card, _newest(workspace, card, lens)))
        if waits.promises(card)
        else (),
    )


def _part(workspace: Workspace, lens: Lens) -> waits.Part:
    log = workspace.warehouse.log()
    return waits.Part(workspace.warehouse, log, Slice(lens.filters))


def _stretch(part: waits.Part, card: Measure, weeks: Dates) -> Stretch:
    first, last = weeks[0], weeks[-1] + WEEK - DAY
    found = waits.cases(part, card, Span(first=first, last=last))
    curve, within = curve_of(found.waited, found.answered, promise_of(card))
    return Stretch(
        first=first,
        last=last,
        curve=curve,
        within=within,
        still=np.sort(found.waited[~found.answered]),
        promise_over=found.promise_over,
        ends_before=found.ends_before,
    )


def _newest(workspace: Workspace, card: Measure, lens: Lens) -> Dates:
    """Return the starts of the newest whole periods."""
    days, _ = days_of(workspace.warehouse)
    starts = all_starts(days[0], days[-1], card.by)
    starts = starts[complete(days, card.by, workspace.today)]
    first, after = span_of(workspace, lens).bounds(card.by)
    inside = np.ones(len(starts), dtype=bool)
    if first is not None:
        inside &= starts >= first
    if after is not None:
        inside &= starts < after
    return starts[inside][-_NEWEST:]
