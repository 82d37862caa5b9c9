"""Charts that follow another chart: averages and sums of how far its points lie off.

Phase I, gaps, exclusions and subgroup sizes are those of the chart that is followed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from qc.core.charts import ControlChart
from qc.core.kinds import ChartKind
from qc.core.series import Counts, Series
from qc.spc import cusum, ewma, moving_average, rare_cusum

Follower = Callable[[ControlChart, Series], ControlChart]
FAST = cusum.Scheme(head_start=2.5)


def _ewma(judged: ControlChart, _: Series) -> ControlChart:
    return ewma.chart(judged)


def _average(judged: ControlChart, _: Series) -> ControlChart:
    return moving_average.chart(judged)


def _cusum(
    judged: ControlChart, _: Series, *, scheme: cusum.Scheme, kind: ChartKind
) -> ControlChart:
    return cusum.as_chart(judged, cusum.chart(judged, scheme), kind)


def _rare(judged: ControlChart, series: Series) -> ControlChart:
    """Sum the evidence phase by phase, each against its own baseline."""
    assert isinstance(series, Counts)  # the registry has seen to it
    value = np.full(len(judged), np.nan)
    drawn = judged
    for phase, baseline in enumerate(judged.baselines):
        own = judged.phase == phase
        if baseline.kind is ChartKind.RUN:
            continue
        left_out = judged.excluded | ~own
        found = rare_cusum.chart(series, baseline, excluded=left_out)
        drawn = cusum.as_chart(judged, found, ChartKind.RARE_CUSUM)
        value[own] = drawn.value[own]
    return cusum.with_values(drawn, value)


FOLLOWERS: Mapping[ChartKind, Follower] = {
    ChartKind.EWMA: _ewma,
    ChartKind.MOVING_AVERAGE: _average,
    ChartKind.CUSUM: partial(_cusum, scheme=cusum.Scheme(), kind=ChartKind.CUSUM),
    ChartKind.CUSUM_FAST: partial(_cusum, scheme=FAST, kind=ChartKind.CUSUM_FAST),
    ChartKind.RARE_CUSUM: _rare,
}
BY_THE_LAW: Mapping[ChartKind, ChartKind] = {
    ChartKind.P: ChartKind.P,
    ChartKind.U: ChartKind.U,
    ChartKind.P_PRIME: ChartKind.P,
    ChartKind.P_PRIME_PROBABILITY: ChartKind.P,
    ChartKind.P_PRIME_CORRECTED: ChartKind.P,
    ChartKind.U_PRIME: ChartKind.U,
    ChartKind.U_PRIME_PROBABILITY: ChartKind.U,
    ChartKind.U_PRIME_CORRECTED: ChartKind.U,
}
"""The chart of chance alone, on which the evidence for a change is counted."""
