"""Lag-1 autocorrelation: does a point remember the one before it?

Moving ranges of a series with memory are too short, so XmR limits are too tight.

References
----------
.. [1] L. C. Alwan, H. V. Roberts, Time-series modeling for statistical process
       control, J. Business & Economic Statistics 6(1), 87-95 (1988).
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Bools, Floats

_LARGEST = 0.95  # closer to 1 the limits would run away


def lag1(values: Floats, points: Bools | None = None) -> float:
    """Return the usual estimate r1; NaN where the values do not vary.

    Pairs that are not both present neighbours are left out of the numerator.

    Parameters
    ----------
    values : (k,) float
        In time order; NaN is a missing period.
    points : (k,) bool, optional
        The points to use.
    """
    used = values if points is None else np.where(points, values, np.nan)
    if np.isnan(used).all():
        return math.nan
    gap = used - np.nanmean(used)
    total = float(np.nansum(gap**2))
    return float(np.nansum(gap[1:] * gap[:-1])) / total if total > 0 else math.nan


def threshold(count: int) -> float:
    """Return the r1 that chance exceeds in about 1 of 40 series of `count` points."""
    return 2 / math.sqrt(count)


def is_autocorrelated(values: Floats, points: Bools) -> bool:
    """Tell whether r1 of the points is beyond chance, 2/sqrt(N)."""
    count = int(points.sum())
    return count > 0 and lag1(values, points) > threshold(count)


def corrected_phi(r1: float, count: int) -> float:
    """Return r1 freed of its small-sample bias, kept within [0, 0.95].

    phi = r1 + (1 + 4 r1)/N: r1 of a short series is too low.
    """
    return min(max(r1 + (1 + 4 * r1) / count, 0.0), _LARGEST)


def widened(sigma: float, phi: float) -> float:
    """Return the sigma of the values whose moving ranges gave `sigma`.

    A moving range of values with memory `phi` expects sigma sqrt(1 - phi) d2.
    """
    return sigma / math.sqrt(1 - phi)


def residuals(values: Floats, centre: float, phi: float) -> Floats:
    """Return what each value says beyond what the one before it foretold, (k,).

    NaN for the first value and after a gap; their sigma is that of the values
    times sqrt(1 - phi**2) [1]_.
    """
    gap = values - centre
    told = np.full_like(gap, np.nan)
    told[1:] = gap[1:] - phi * gap[:-1]
    return told
