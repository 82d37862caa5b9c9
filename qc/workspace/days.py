"""Which days of the log a lens looks at, for what counts single interactions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Dates
from qc.core.calendar import next_start, period_start
from qc.core.errors import NothingToShow
from qc.core.kinds import Period
from qc.review.tallies import Days
from qc.store.log_days import days as days_of
from qc.store.slices import Span
from qc.workspace.lens import Lens
from qc.workspace.reviewing import EMPTY
from qc.workspace.workspace import LENS, Workspace

DAY, WEEK = np.timedelta64(1, "D"), np.timedelta64(7, "D")


def looked_at(workspace: Workspace, lens: Lens = LENS) -> Days | None:
    """Return the first and last day of the log, cut to what the lens looks at."""
    days, _ = days_of(workspace.warehouse)
    if not len(days):
        raise NothingToShow(EMPTY)
    kept = days[span_of(workspace, lens).holds(days)]
    return Days(first=kept[0], last=kept[-1]) if len(kept) else None


def span_of(workspace: Workspace, lens: Lens = LENS) -> Span:
    """Return the days to look at: to the end of the week that the lens names."""
    if not workspace.warehouse.columns():
        raise NothingToShow(EMPTY)
    ends = [lens.last] if lens.last is not None else []
    if lens.until is not None:
        week = period_start(np.array([lens.until]), Period.WEEK)
        ends.append(next_start(week, Period.WEEK)[0] - DAY)
    return Span(first=lens.first, last=min(ends, default=None))


def whole_weeks(workspace: Workspace, lens: Lens = LENS) -> Dates:
    """Return the Mondays of the whole weeks of the log that the lens looks at."""
    weeks, span = workspace.weeks, span_of(workspace, lens)
    return weeks[span.holds(weeks) & span.holds(weeks + WEEK - DAY)]


def recent(workspace: Workspace, lens: Lens, weeks: int | None) -> Lens:
    """Return a lens that holds the last whole weeks only, and what came since."""
    whole = whole_weeks(workspace, lens)
    if weeks is None or not len(whole):
        return lens
    return replace(lens, first=whole[max(0, len(whole) - weeks)])
