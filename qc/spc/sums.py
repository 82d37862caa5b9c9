"""The mean over time, the same to the last bit for one chart and for a wall of them.

numpy adds in an order that depends on how an array lies in memory; limits that do so
would let one and the same point signal on a wall and not on its own chart.
"""

from __future__ import annotations

import numpy as np

from qc.core.arrays import Bools, Floats


def mean(values: Floats, points: Bools) -> Floats:
    """Return the mean of the points that count, along axis 0; NaN where none does.

    Values are added one after the other in time. The mean is kept between the lowest
    and the highest of them, so that equal values have exactly themselves for a mean.

    Parameters
    ----------
    values, points : (k, ...) float, bool
        Time first.
    """
    seen = np.where(points, values, 0.0)
    with np.errstate(invalid="ignore"):  # 0 of 0
        found = _total(seen) / points.sum(axis=0)
    np.copyto(seen, np.nan, where=~points)
    low = np.fmin.reduce(seen, axis=0, initial=np.nan)
    high = np.fmax.reduce(seen, axis=0, initial=np.nan)
    return np.asarray(np.minimum(np.maximum(found, low), high))


def _total(values: Floats) -> Floats:
    total = np.zeros(values.shape[1:])
    if values.ndim == 1:
        return np.cumsum(values)[-1] if len(values) else total
    for row in values:
        total += row
    return total
