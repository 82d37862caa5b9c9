"""Is a p-value one: how often is it at most alpha where nothing changed?

Beside it the tail of a CUSUM in its steady state, as it stands for limits that are
known, on the same series.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import ControlChart
from qc.core.kinds import ChartKind
from qc.spc import cusum
from qc.spc.evidence import evidence
from tests.simulations.judging import automatic, judged
from tests.simulations.processes import Process

ALPHAS = (0.05, 0.01, 0.003, 0.001, 0.0003)
AFTER = 8


def shares(
    process: Process, baseline: int, many: int, seed: int
) -> tuple[Floats, Floats]:
    """Return how often evidence, and the CUSUM tail, is at most each alpha."""
    rng = np.random.default_rng(seed)
    steady = steady_sums()
    ours, sums = [], []
    for _ in range(many):
        series = process.series(rng, baseline + AFTER)
        chart = judged(process, series, automatic(process, series, baseline), baseline)
        ours.append(evidence(series, chart))
        sums.append(cusum_tail(chart, steady))
    return at_most(ours), at_most(sums)


def at_most(p: Sequence[float]) -> Floats:
    """Return the share of p-values at most each alpha; NaN where there are none."""
    known = np.array(p)[~np.isnan(p)]
    if not known.size:
        return np.full(len(ALPHAS), np.nan)
    return np.array([float(np.mean(known <= alpha)) for alpha in ALPHAS])


def cusum_tail(chart: ControlChart, steady: Floats) -> float:
    """Return the chance of so large a sum at the newest point, had it run for ever."""
    if chart.kind is ChartKind.RUN or not chart.symmetric:
        return float("nan")
    found = cusum.chart(chart)
    largest = max(found.upper[-1], found.lower[-1])
    return float(np.mean(steady >= largest))


@cache
def steady_sums(many: int = 40_000) -> Floats:
    """Return the larger of both sums of many CUSUMs of known limits, long running."""
    rng = np.random.default_rng(1)
    up, down = np.zeros(many), np.zeros(many)
    for _ in range(200):
        z = rng.normal(size=many)
        up = np.maximum(0, up + z - 0.5)
        down = np.maximum(0, down - z - 0.5)
    return np.maximum(up, down)
