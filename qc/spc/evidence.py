"""One p-value a chart and period: how surprising are the newest points?"""

from __future__ import annotations

import math

from qc.core.charts import ControlChart
from qc.core.series import Series


def evidence(series: Series, chart: ControlChart) -> float:
    """Answer: how likely are newest points this far out, if nothing changed?"""
    del series, chart
    return math.nan
