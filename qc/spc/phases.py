"""Phases: each judges its points by limits of its own, set by its first points.

Freezing and excluding combine freely, and no moving range crosses a phase: a
phase is a mask over the series, and a range needs two neighbours inside it.
"""

from __future__ import annotations

import contextlib
import math
from dataclasses import replace
from functools import partial

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.core.charts import Baseline, ControlChart, PhasePlan
from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Series
from qc.spc import minimums, points, run
from qc.spc.charts import METHODS, Method, base_for, follower_for, method_for


def judge(  # noqa: PLR0913 - the one way from a series to a chart
    series: Series,
    kind: ChartKind,
    plan: PhasePlan,
    *,
    minimum: int = minimums.LIMITS,
    width: float = 3.0,
    base: ChartKind | None = None,
) -> ControlChart:
    """Answer: how does each point stand against the limits of its own phase?

    Parameters
    ----------
    series : Counts, Values, Gaps or Samples
    kind : ChartKind
    plan : PhasePlan
        Where phases start, how many points freeze each one's limits, what is left
        out of every estimate.
    minimum : int
        Points a phase needs for limits. A phase with fewer has a median and no
        limits, like a run chart.
    width : float
        Half-width of the limits in sigmas.
    base : ChartKind, optional
        What a chart with a memory follows; by default what suits the series.

    Returns
    -------
    ControlChart
        With one baseline a phase; its kind is RUN if no phase has limits.

    Raises
    ------
    InvalidSeries
        If the chart does not suit the series, or no point may set the limits.
    """
    if (follow := follower_for(kind, series)) is None:
        return _judged(series, kind, plan, (minimum, width))
    followed = base_for(kind, series, base)
    judged = _judged(series, followed, plan, (minimum, width))
    return judged if judged.kind is ChartKind.RUN else follow(judged, series)


def beside(
    series: Series,
    chart: ControlChart,
    plan: PhasePlan,
    *,
    minimum: int = minimums.LIMITS,
) -> tuple[ControlChart, ...]:
    """Return the charts of the spread that belong to a chart: mR, R or S.

    Empty where there is none, or where the spread cannot be charted.
    """
    method = METHODS.get(chart.kind)
    found = []
    for kind in method.beside if method is not None else ():
        with contextlib.suppress(InvalidSeries, TooFewSubgroups):
            found.append(judge(series, kind, plan, minimum=minimum))
    return tuple(found)


def _judged(
    series: Series, kind: ChartKind, plan: PhasePlan, how: tuple[int, float]
) -> ControlChart:
    """Draw each phase by its own limits, and put them together."""
    method = method_for(kind, series)
    if method.seasonal:
        plan = _whole_weeks(plan)
    phase, masks = _phases(series, plan)
    excluded = excluded_points(series, plan)
    baselines = _baselines(series, plan, masks)
    ready = _ready(method, plan)
    parts = [_part(series, ready, used, (excluded, *how)) for used in baselines]
    drawn = next((part for part in parts if part.kind is kind), parts[0])
    own = (phase, np.arange(len(series)))
    value = np.stack([_seen(part, drawn) for part in parts])[own]
    if method.linked and drawn.kind is kind:
        value = np.where(_firsts(phase), np.nan, value)
    return replace(
        drawn,
        value=value,
        sigma=np.stack([part.sigma for part in parts])[own],
        centre=np.stack([part.centre for part in parts])[own],
        lower=np.stack([part.lower for part in parts])[own],
        upper=np.stack([part.upper for part in parts])[own],
        in_baseline=np.any([part.in_baseline for part in parts], axis=0),
        phase=phase,
        excluded=excluded,
        baselines=tuple(part.baselines[0] for part in parts),
        symmetric=all(part.symmetric for part in parts),
    )


def baseline_points(series: Series, plan: PhasePlan) -> tuple[Bools, ...]:
    """Return, for each phase with points, the (k,) mask of those that set its limits.

    The first `plan.freeze` usable points of the phase; all of them for None.
    """
    return _baselines(series, plan, _phases(series, plan)[1])


def excluded_points(series: Series, plan: PhasePlan) -> Bools:
    """Return the periods the plan leaves out, (k,) bool."""
    days = series.at.astype("datetime64[D]")
    return np.isin(days, np.array(plan.excluded, dtype="datetime64[D]"))


def _phases(series: Series, plan: PhasePlan) -> tuple[Ints, tuple[Bools, ...]]:
    """Number the phases that have points, from 0 on, and mask each one."""
    starts = np.sort(np.array(plan.starts, dtype="datetime64[D]"))
    days = series.at.astype("datetime64[D]")
    border = np.searchsorted(starts, days, side="right")
    names, phase = np.unique(border, return_inverse=True)
    return phase, tuple(phase == i for i in range(max(len(names), 1)))


def _baselines(
    series: Series, plan: PhasePlan, masks: tuple[Bools, ...]
) -> tuple[Bools, ...]:
    if plan.freeze is not None and plan.freeze < 1:
        raise InvalidSeries(
            f"Limits cannot be set by {plan.freeze} points. "
            "Freeze at least 1, or leave `freeze` out to use all points."
        )
    used = points.usable(series, excluded_points(series, plan))
    return tuple(_first(used & mask, plan.freeze) for mask in masks)


def _whole_weeks(plan: PhasePlan) -> PhasePlan:
    """Weekdays are learned from ten weeks of days at least."""
    if plan.freeze is None or plan.freeze >= minimums.DAYS:
        return plan
    return replace(plan, freeze=minimums.DAYS)


def _ready(method: Method, plan: PhasePlan) -> Method:
    """Return the method with what it must know of the calendar."""
    if not method.seasonal:
        return method
    return replace(method, estimate=partial(method.estimate, holidays=plan.holidays))


def _seen(part: ControlChart, drawn: ControlChart) -> Floats:
    """Return the values of a phase, which must be of the kind that is drawn."""
    other = part.kind is not drawn.kind and METHODS[drawn.kind].linked
    return np.full(len(part), np.nan) if other else part.value


def _firsts(phase: Ints) -> Bools:
    """Return the first point of each phase."""
    firsts = np.ones(len(phase), dtype=bool)
    firsts[1:] = np.diff(phase) != 0
    return firsts


def _first(mask: Bools, count: int | None) -> Bools:
    return mask & (np.cumsum(mask) <= (len(mask) if count is None else count))


def _part(
    series: Series, method: Method, used: Bools, how: tuple[Bools, int, float]
) -> ControlChart:
    """Draw the whole series by the limits of one phase."""
    excluded, minimum, width = how
    try:
        points.require(used, 1 if method.estimate is run.estimate else minimum)
        baseline = _on_trial(method.estimate(series, excluded=~used))
    except TooFewSubgroups:
        return _without_limits(method.plots(series) if method.plots else series, used)
    drawn = method.chart(series, baseline, width=width, excluded=excluded)
    drawn = replace(drawn, in_baseline=used)
    if not np.any(drawn.beyond & used):
        return drawn
    unstable = (*baseline.warnings, ChartWarning.UNSTABLE_BASELINE)
    return replace(drawn, baselines=(replace(baseline, warnings=unstable),))


def _on_trial(baseline: Baseline) -> Baseline:
    """Limits that are drawn from very few points, as was asked, are trial limits."""
    drawn = baseline.kind is not ChartKind.RUN
    told = {ChartWarning.TOO_FEW: ChartWarning.TRIAL_LIMITS} if drawn else {}
    warnings = tuple(told.get(warning, warning) for warning in baseline.warnings)
    return replace(baseline, warnings=warnings)


def _without_limits(series: Series, used: Bools) -> ControlChart:
    used = points.usable(series, ~used)
    baseline = Baseline(
        kind=ChartKind.RUN,
        centre=math.nan,
        spread=math.nan,
        subgroups=0,
        warnings=(ChartWarning.TOO_FEW,),
    )
    if used.any():
        found = run.estimate(series, excluded=~used)
        rest = [w for w in found.warnings if w is not ChartWarning.TOO_FEW]
        warnings = (ChartWarning.TOO_FEW, *rest)
        baseline = replace(found, warnings=warnings)
    return replace(run.chart(series, baseline), in_baseline=used)
