"""Which points tell of the time before an action, and which of the time after it.

An action is mostly begun because a point was extreme, and what follows an extreme
point is nearer to the average without any action: regression to the mean. So the
points that made the signal, from its change point on, are evidence of neither side.
Two stretches may stand for "before":

- the usual level, points before the change, without other points beyond the limits
  on the bad side; where the process had already improved when the action was done,
  only points since that improvement, so that no action is credited with it;
- the level that the action met, points between the signal and the day it was done.

Pure noise is alike in both, and in what comes after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Bools, Dates
from qc.core.calendar import next_start
from qc.core.charts import ControlChart, Signal
from qc.core.kinds import Direction, Meaning, Period, Side
from qc.core.series import Gaps, Streaks
from qc.review.assessment import Assessment
from qc.review.findings import meaning_of
from qc.spc import minimums, rules
from qc.spc.changepoint import change_point
from qc.spc.rules import standing

_FARTHEST = 99.0
_WEEK = 7  # days differ by weekday: whole weeks of them are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """How many points each stretch must have to be compared."""

    before: int = 8
    between: int = 2
    after: int = 8
    most: int = minimums.FIRM


BY_PERIOD = Needs()
BY_DAY = Needs(before=2 * _WEEK, between=_WEEK, after=2 * _WEEK, most=minimums.DAYS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretches:
    """The points of each stretch, all (k,) bool.

    Attributes
    ----------
    before, between
        Usual level; from the signal to the action.
    after
        The first points since the action, up to the day of the check.
    signal
        Points that made the signal: evidence of neither.
    since
        All points since the action.
    """

    before: Bools
    between: Bools
    after: Bools
    signal: Bools
    since: Bools
    needs: Needs


def stretches(
    one: Assessment,
    *,
    signal: np.datetime64 | None,
    done: np.datetime64,
    due: np.datetime64 | None = None,
) -> Stretches:
    """Answer: which points may be held against which?

    Parameters
    ----------
    one : Assessment
        With a chart.
    signal : datetime64[D] or None
        A day of the period in which the finding was made.
    done : datetime64[D]
        The period that holds it is in no stretch, unless it begins that day.
    due : datetime64[D], optional
        Day of the check: what came later does not count, unless there are too few
        points by then. So a verdict does not change with the day it is asked for.

    Returns
    -------
    Stretches
        "Before" are at most the newest 24 points of one phase (70 of days).
    """
    chart = one.plain
    if chart is None:
        raise ValueError("stretches need a chart")
    by_day = one.measure.by is Period.DAY and not _of_events(one)
    needs = BY_DAY if by_day else BY_PERIOD
    starts, ends = _bounds(one, chart)
    usable = ~np.isnan(chart.value) & ~chart.excluded
    ahead, since = usable & (ends <= done), usable & (starts >= done)
    after = since if due is None else _until(since, ends <= due, needs.after)
    made = _signal_points(one, chart, signal)
    rank = np.arange(len(chart))
    first = int(np.argmax(made)) if made.any() else len(chart)
    last = int(rank[made][-1]) if made.any() else len(chart)
    usual = ahead & (rank < first) & ~_beyond_badly(one, chart)
    before = _one_phase(chart, usual & (rank >= _already(one, chart, ahead)))
    between = ahead & (rank > last)
    return Stretches(
        before=_newest(before, needs.most),
        between=_whole_weeks(between, needs, newest=True),
        after=_whole_weeks(after, needs, newest=False),
        signal=made,
        since=since,
        needs=needs,
    )


def _of_events(one: Assessment) -> bool:
    return isinstance(one.series, Gaps | Streaks)


def _bounds(one: Assessment, chart: ControlChart) -> tuple[Dates, Dates]:
    """Return when each point starts and when it is over; a gap starts at an event."""
    at = chart.at
    if not _of_events(one):
        return at, next_start(at, one.measure.by)
    starts = at.copy()
    starts[1:] = at[:-1]
    if len(at):
        starts[0] = at[0] - np.timedelta64(100 * 366, "D")
    return starts, at


def _signal_points(
    one: Assessment, chart: ControlChart, signal: np.datetime64 | None
) -> Bools:
    """Mask the points that made the signal, as it was known in its period."""
    made: Bools = np.zeros(len(chart), dtype=bool)
    if signal is None or not np.any(chart.at <= signal):
        return made
    last = int(np.flatnonzero(chart.at <= signal)[-1])
    found = _known(one, chart, last)
    moved = _moved(chart, last, found[0].side) if found else last
    made[min(moved, *(each.start for each in found), last) : last + 1] = True
    return made


def _already(one: Assessment, chart: ControlChart, ahead: Bools) -> int:
    """Return the point from which on the level had improved before the action."""
    if not ahead.any():
        return 0
    last = int(np.flatnonzero(ahead)[-1])
    wished = one.measure.direction
    sides = [each.side for each in _known(one, chart, last) if each.side is not None]
    better = [s for s in sides if meaning_of(s, wished) is Meaning.IMPROVEMENT]
    return _moved(chart, last, better[0]) if better else 0


def _known(one: Assessment, chart: ControlChart, last: int) -> list[Signal]:
    """Return the signals in force at a point, found without any later one."""
    names = ("at", "value", "n", "sigma", "centre", "lower", "upper", "phase")
    arrays = (*names, "in_baseline", "excluded")
    so_far = replace(
        chart, **{name: getattr(chart, name)[: last + 1] for name in arrays}
    )
    return [each for each in rules.find(so_far, one.rules) if each.stop >= last]


def _moved(chart: ControlChart, last: int, side: Side | None) -> int:
    """Return the change point of what a point signals, within its phase."""
    start = int(np.searchsorted(chart.phase, chart.phase[last]))
    gap = standing(chart)[start : last + 1]
    return start + change_point(np.clip(gap, -_FARTHEST, _FARTHEST), side=side)


def _beyond_badly(one: Assessment, chart: ControlChart) -> Bools:
    """Mask points beyond the limits, but those that are better than usual."""
    wished = one.measure.direction
    good = chart.value > chart.centre if wished is Direction.HIGHER else None
    good = chart.value < chart.centre if wished is Direction.LOWER else good
    return chart.beyond if good is None else chart.beyond & ~good


def _one_phase(chart: ControlChart, points: Bools) -> Bools:
    """Keep the points of the newest phase among them: others had another level."""
    if not points.any():
        return points
    newest = chart.phase[np.flatnonzero(points)[-1]]
    same: Bools = points & (chart.phase == newest)
    return same


def _until(points: Bools, in_time: Bools, least: int) -> Bools:
    """Keep what came in time, and as many more as are needed."""
    kept: Bools = points & (in_time | (np.cumsum(points) <= least))
    return kept


def _newest(points: Bools, most: int) -> Bools:
    kept: Bools = points & (np.cumsum(points[::-1])[::-1] <= most)
    return kept


def _whole_weeks(points: Bools, needs: Needs, *, newest: bool) -> Bools:
    """Keep as many days as make whole weeks; weeks and months stay as they are."""
    if needs is BY_PERIOD:
        return points
    count = int(points.sum()) // _WEEK * _WEEK
    if newest:
        return _newest(points, count)
    kept: Bools = points & (np.cumsum(points) <= count)
    return kept
