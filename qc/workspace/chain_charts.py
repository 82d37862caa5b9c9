"""Series of the chain: contacts sorted into whole periods, and judged as any other."""

from __future__ import annotations

import numpy as np

from qc.chain.company import EPOCH, Company
from qc.core.arrays import Dates, Ints
from qc.core.calendar import all_starts, complete, period_start
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.measures import Measure
from qc.core.series import Series
from qc.review.assess import assess
from qc.review.assessment import Assessment
from qc.workspace import resources
from qc.workspace.workspace import Workspace

RECENT = 26
"""Weeks that a number of the chain tells of, if nobody says otherwise."""
WEEK = 7


def whole(company: Company, by: Period, today: np.datetime64) -> Dates:
    """Return the starts of the periods of the log that hold all their days."""
    days = dates(different(company.contacts.day))
    if not len(days):
        return days
    return all_starts(days[0], days[-1], by)[complete(days, by, today)]


def places(day: Ints, starts: Dates, by: Period) -> Ints:
    """Return which of these periods each day lies in; -1 outside of all."""
    if not len(starts) or not len(day):
        return np.full(len(day), -1)
    first = int(day.min())
    start = period_start(dates(np.arange(first, int(day.max()) + 1)), by)
    at = np.minimum(np.searchsorted(starts, start), len(starts) - 1)
    return np.where(starts[at] == start, at, -1)[day - first]


def different(day: Ints) -> Ints:
    """Return the different days, in order; a million are sooner counted than sorted."""
    first = int(day.min(initial=0))
    return first + np.flatnonzero(np.bincount(day - first))


def dates(day: Ints) -> Dates:
    """Return days counted from 1970 as dates."""
    found: Dates = EPOCH + day.astype("timedelta64[D]")
    return found


def number(day: np.datetime64) -> int:
    """Return a date as days counted from 1970."""
    return int((day - EPOCH).astype(np.int64))


def since(company: Company, weeks: int = RECENT) -> int:
    """Return the first day of the last so many weeks of the log."""
    if not len(company.contacts):
        return 0
    return int(company.contacts.day[-1]) - weeks * WEEK + 1


def card(
    name: str,
    title: str,
    kind: MeasureKind,
    direction: Direction,
    **more: object,
) -> Measure:
    """Return a measure that no card of the log can ask for."""
    return Measure(
        id=name,
        title=title,
        question=str(more.pop("question", title)),
        kind=kind,
        direction=direction,
        **more,  # type: ignore[arg-type]
    )


def judged(workspace: Workspace, measure: Measure, series: Series) -> Assessment:
    """Judge a series by the rules of the workspace, and by the plan kept for it."""
    rules = resources.rule_set(workspace.default_rules, workspace.rules)
    return assess(measure, series, rule_set=rules, plan=workspace.plan(measure.id))
