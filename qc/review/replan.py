"""What a decision about one point of a chart makes of the plan of its limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.calendar import next_start
from qc.core.charts import ControlChart, PhasePlan
from qc.core.kinds import MeasureKind
from qc.review.assessment import Assessment

_DAY = np.timedelta64(1, "D")


def left_out(one: Assessment, plan: PhasePlan, point: int) -> PhasePlan:
    """Return the plan that leaves a point out of every estimate."""
    day = _first(_chart(one), point)
    return replace(plan, excluded=tuple(sorted({*plan.excluded, day})))


def taken_in(one: Assessment, plan: PhasePlan, point: int) -> PhasePlan:
    """Return the plan that leaves a point out no more, whichever of its days it had."""
    first, end = _first(_chart(one), point), _end(one, point)
    kept = tuple(day for day in plan.excluded if not first <= day < end)
    return replace(plan, excluded=kept)


def split(one: Assessment, plan: PhasePlan, point: int) -> PhasePlan:
    """Return the plan in which a phase starts with a point."""
    day = _first(_chart(one), point)
    return replace(plan, starts=tuple(sorted({*plan.starts, day})))


def joined(one: Assessment, plan: PhasePlan, point: int) -> PhasePlan:
    """Return the plan in which no phase starts with a point any more."""
    chart = _chart(one)
    after, to = _first(chart, point - 1), _first(chart, point)
    kept = tuple(day for day in plan.starts if not after < day <= to)
    return replace(plan, starts=kept)


def baseline_to(one: Assessment, plan: PhasePlan, point: int) -> PhasePlan:
    """Return the plan whose baselines are as long as to this point of its phase."""
    chart = _chart(one)
    same = chart.phase == chart.phase[point]
    same[point + 1 :] = False
    usable = same & ~chart.excluded & ~one.series.missing
    return replace(plan, freeze=max(1, int(usable.sum())))


def starts_phase(one: Assessment, point: int) -> bool:
    """Say whether a phase starts with a point; the first one is no start."""
    chart = _chart(one)
    return point > 0 and bool(chart.phase[point] != chart.phase[point - 1])


def _chart(one: Assessment) -> ControlChart:
    if one.chart is None:
        raise ValueError("There is no chart to decide about.")
    return one.chart


def _first(chart: ControlChart, point: int) -> np.datetime64:
    day: np.datetime64 = chart.at[point].astype("datetime64[D]")
    return day


def _end(one: Assessment, point: int) -> np.datetime64:
    first = _first(_chart(one), point)
    if one.measure.kind is MeasureKind.GAP:
        return first + _DAY
    end: np.datetime64 = next_start(np.array([first]), one.measure.by)[0]
    return end
