"""Phases: each judges its points by limits of its own, set by its first points.

Freezing and excluding combine freely, and no moving range crosses a phase: a
phase is a mask over the series, and a range needs two neighbours inside it.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from qc.core.arrays import Bools, Ints
from qc.core.charts import Baseline, ControlChart, PhasePlan
from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.core.series import Series
from qc.spc import minimums, points, run
from qc.spc.charts import method_for


def judge(
    series: Series,
    kind: ChartKind,
    plan: PhasePlan,
    *,
    minimum: int = minimums.LIMITS,
    width: float = 3.0,
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

    Returns
    -------
    ControlChart
        With one baseline a phase; its kind is RUN if no phase has limits.

    Raises
    ------
    InvalidSeries
        If the chart does not suit the series, or no point may set the limits.
    """
    method_for(kind, series)
    excluded = excluded_points(series, plan)
    phase, masks = _phases(series, plan)
    parts = [
        _part(series, kind, mask, (minimum, width))
        for mask in _baselines(series, plan, masks)
    ]
    drawn = next((part for part in parts if part.kind is kind), parts[0])
    own = (phase, np.arange(len(series)))
    return replace(
        drawn,
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


def _first(mask: Bools, count: int | None) -> Bools:
    return mask & (np.cumsum(mask) <= (len(mask) if count is None else count))


def _part(
    series: Series, kind: ChartKind, used: Bools, how: tuple[int, float]
) -> ControlChart:
    """Draw the whole series by the limits of one phase."""
    minimum, width = how
    method = method_for(kind, series)
    try:
        points.require(used, minimum if kind is not ChartKind.RUN else 1)
        baseline = _on_trial(method.estimate(series, excluded=~used))
    except TooFewSubgroups:
        return _without_limits(method.plots(series) if method.plots else series, used)
    drawn = replace(method.chart(series, baseline, width=width), in_baseline=used)
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
