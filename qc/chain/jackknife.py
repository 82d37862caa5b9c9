"""How uncertain is a figure, if each agent had been left out once?"""

from __future__ import annotations

import math

import numpy as np

from qc.chain.evidence import around, student
from qc.core.arrays import Floats
from qc.core.intervals import Interval


def jackknife(
    value: float, without: Floats, confidence: float
) -> tuple[Interval, float]:
    """Return interval and standard error from the figure without each of m agents."""
    m = len(without)
    if m < 2 or not np.isfinite(without).all():
        return (math.nan, math.nan), math.nan
    error = math.sqrt((m - 1) / m * float(np.square(without - without.mean()).sum()))
    return around(value, student(confidence, m - 1) * error), error
