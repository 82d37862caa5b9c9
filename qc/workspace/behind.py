"""From a point or a signal to the interactions behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qc.core.calendar import next_start
from qc.core.errors import NothingToShow
from qc.core.kinds import MeasureKind
from qc.review.assessment import Assessment
from qc.store.rows import Interactions
from qc.workspace.lens import Lens
from qc.workspace.personal import rows_called
from qc.workspace.workspace import Workspace

Span = tuple[np.datetime64, np.datetime64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The interactions of a stretch of a chart, from `first` to `last`."""

    first: np.datetime64
    last: np.datetime64
    found: Interactions


def behind(
    workspace: Workspace,
    one: Assessment,
    lens: Lens,
    span: Span,
    *,
    names: bool = False,
) -> Behind:
    """Return the interactions from one point of a chart to another, events first.

    Parameters
    ----------
    workspace : Workspace
    one : Assessment
    lens : Lens
        As the measure was judged.
    span : (datetime64, datetime64)
        The first and the last point; a period counts with all its days.
    names : bool
        Call people by their names, if whoever asks may see them.
    """
    first, last = span[0], _last_day(one, span[1])
    found = workspace.interactions(one.measure.id, first, last, lens)
    rows = rows_called(workspace, found.rows, asked=names)
    return Behind(first=first, last=last, found=replace(found, rows=rows))


def span_of(one: Assessment, day: np.datetime64 | None = None) -> Span:
    """Return the point that holds a day; else the gravest signal, or the newest one.

    Raises
    ------
    NothingToShow
        If there is no such point.
    """
    chart = one.chart
    if chart is None or one.newest < 0:
        raise NothingToShow(f"The measure {one.measure.id!r} has no point yet.")
    if day is None:
        newest = chart.at[one.newest]
        signal = one.current[0] if one.current else None
        return (newest, newest) if signal is None else (signal.since, signal.until)
    days = chart.at.astype("datetime64[D]")
    point = int(np.searchsorted(days, day, side="right")) - 1
    if point < 0 or day > _last_day(one, chart.at[point]).astype("datetime64[D]"):
        raise NothingToShow(
            f"No point of {one.measure.id!r} holds {day}; the chart goes from "
            f"{days[0]} to {days[-1]}."
        )
    return chart.at[point], chart.at[point]


def _last_day(one: Assessment, start: np.datetime64) -> np.datetime64:
    """Return the last day of a point: that of its period, or the day it came."""
    if one.measure.kind is MeasureKind.GAP:
        return start
    end: np.datetime64 = next_start(np.array([start]), one.measure.by)[0]
    return end - np.timedelta64(1, "D")
