"""Will the process meet its target, if nothing changes? The target against limits."""

from __future__ import annotations

import math

import numpy as np

from qc.core.charts import ControlChart
from qc.core.kinds import Assurance, ChartKind, Direction
from qc.spc.limits import tail_beyond
from qc.spc.rare import shaped


def assure(
    chart: ControlChart, target: float, direction: Direction
) -> tuple[Assurance, float | None]:
    """Hold a target against the limits of the newest point that has a value.

    Parameters
    ----------
    chart : ControlChart
    target : float
        In the unit of the plotted statistic; reaching it exactly meets it.
    direction : Direction
        Which way is better.

    Returns
    -------
    kind : Assurance
        PASS: both limits on the good side of the target. FAIL: both on the bad
        side. HIT_OR_MISS: it lies between them. NONE: no limits, or no direction.
    misses : float or None
        HIT_OR_MISS only: the share of periods expected to miss the target by chance
        (normal tail; of the transformed time on a t chart).
    """
    newest = _newest(chart)
    if newest is None or direction is Direction.NEITHER:
        return Assurance.NONE, None
    low, high = float(chart.lower[newest]), float(chart.upper[newest])
    if direction is Direction.HIGHER:  # the mirror image: lower is better
        low, high, bound = -high, -low, -target
    else:
        bound = target
    if high <= bound:
        return Assurance.PASS, None
    if low > bound:
        return Assurance.FAIL, None
    sigmas = _sigmas_to(chart, newest, target)
    return Assurance.HIT_OR_MISS, tail_beyond(
        sigmas if direction is Direction.LOWER else -sigmas
    )


def _newest(chart: ControlChart) -> int | None:
    """Index of the newest point that has a value, if it is judged by limits."""
    present = np.flatnonzero(~np.isnan(chart.value))
    if not present.size:
        return None
    newest = int(present[-1])
    return newest if chart.sigma[newest] >= 0 else None


def _sigmas_to(chart: ControlChart, newest: int, target: float) -> float:
    centre, sigma = float(chart.centre[newest]), float(chart.sigma[newest])
    if chart.kind is ChartKind.T:
        baseline = chart.baselines[chart.phase[newest]]
        centre, sigma, target = shaped(centre), baseline.spread, shaped(target)
    return (target - centre) / sigma if sigma > 0 else math.inf
