"""The phase that the newest point belongs to: its points, its signals, its limits."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools
from qc.core.charts import Baseline, ControlChart, Signal
from qc.review.assessment import Assessment


def points(chart: ControlChart, newest: int) -> Bools:
    """Return the points of the current phase, those left out of the limits too."""
    mine: Bools = np.equal(chart.phase, chart.phase[newest])
    return mine


def baseline(chart: ControlChart, newest: int) -> Baseline:
    """Return what the limits of the current phase rest on."""
    return chart.baselines[int(chart.phase[newest])]


def signals(one: Assessment) -> tuple[Signal, ...]:
    """Return the signals since the start of the current phase.

    One whose points were all left out of the limits, with a reason on record, is
    explained and not among them.
    """
    chart = one.chart
    if chart is None or one.newest < 0:
        return ()
    mine = points(chart, one.newest) & ~chart.excluded
    return tuple(
        signal
        for signal in one.signals
        if bool(mine[signal.start : signal.stop + 1].any())
    )
