"""A series judged week by week, as a review would: one chart, cut at each week."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import ControlChart, PhasePlan
from qc.core.kinds import ChartKind, MeasureKind
from qc.core.series import Series, take
from qc.spc import phases
from qc.spc.choice import choose
from qc.spc.evidence import evidence
from tests.simulations.processes import Process

_CUT = (
    *("at", "value", "n", "sigma", "centre", "lower", "upper", "phase"),
    *("in_baseline", "excluded"),
)
_ANY_SIGN = {
    *(ChartKind.RUN, ChartKind.RESIDUALS),
    *(ChartKind.CUSUM, ChartKind.CUSUM_FAST),
}


def automatic(process: Process, series: Series, freeze: int | None = None) -> ChartKind:
    """Return the chart that the data choose."""
    plan = PhasePlan(freeze=freeze or process.baseline)
    return choose(series, process.kind, plan=plan).kind


def judged(
    process: Process, series: Series, kind: ChartKind, freeze: int | None = None
) -> ControlChart:
    """Return a chart with limits frozen at the baseline, as `assess` draws it."""
    plan = PhasePlan(freeze=freeze or process.baseline)
    drawn = phases.judge(series, kind, plan)
    if process.kind is not MeasureKind.DURATION or drawn.kind in _ANY_SIGN:
        return drawn
    return replace(drawn, floor=0.0, lower=np.maximum(drawn.lower, 0.0))


def until(chart: ControlChart, points: int) -> ControlChart:
    """Return the chart as it was when it had so many points."""
    return replace(chart, **{name: getattr(chart, name)[:points] for name in _CUT})


def weekly_evidence(series: Series, chart: ControlChart, first: int) -> Floats:
    """Return the evidence of each period from `first` on, as seen in that period."""
    everything = np.arange(len(series))
    return np.array(
        [
            evidence(take(series, everything < k), until(chart, k))
            for k in range(first + 1, len(series) + 1)
        ]
    )
