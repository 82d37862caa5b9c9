"""How far do sums over customers move when other customers had come? Drawn anew."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qc.core.arrays import Floats
from qc.core.intervals import UNKNOWN, Interval

DRAWS = 2_000
_CELLS = 2_000_000  # customers times draws at once
_FEWEST_DEFINED = 0.9


def resampled(parts: Floats, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Return sums over customers, drawn with replacement.

    Parameters
    ----------
    parts : (n, m) float
        What each customer adds to each of m sums.

    Returns
    -------
    (draws, m) float
    """
    n = len(parts)
    if not n:
        return np.zeros((draws, parts.shape[1]))
    sums, left = [], draws
    while left > 0:
        many = min(left, max(1, _CELLS // n))
        sums.append(rng.multinomial(n, np.full(n, 1 / n), size=many) @ parts)
        left -= many
    return np.concatenate(sums).astype(np.float64)


def percentiles(
    sums: Floats, figure: Callable[[Floats], Floats], confidence: float
) -> Interval:
    """Return the interval of a figure of the sums; unknown if often not defined."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = figure(sums)
    found = found[np.isfinite(found)]
    if len(found) < _FEWEST_DEFINED * len(sums):
        return UNKNOWN
    tail = 50 * (1 - confidence)
    low, high = np.percentile(found, [tail, 100 - tail])
    return float(low), float(high)
