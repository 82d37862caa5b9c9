"""What charts with a memory share: which points they follow, where they restart."""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools
from qc.core.chart_names import a_chart
from qc.core.charts import ControlChart
from qc.core.errors import InvalidSeries


def followed(judged: ControlChart) -> Bools:
    """Return the points that have a value and a sigma and are not left out, (k,).

    Raises
    ------
    InvalidSeries
        If there is none: the chart has no limits.
    """
    known = np.isfinite(judged.value) & np.isfinite(judged.sigma) & ~judged.excluded
    if not known.any():
        raise InvalidSeries(
            f"{a_chart(judged.kind, begins=True)} without limits cannot be followed. "
            "Take a longer period, or a finer subgroup (day instead of week)."
        )
    return known


def starts(judged: ControlChart) -> Bools:
    """Return the points that begin a phase, (k,)."""
    first = np.ones(len(judged), dtype=bool)
    first[1:] = np.diff(judged.phase) != 0
    return first
