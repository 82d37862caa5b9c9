"""Do customers buy less as they age? Then the ratio once more, within each half.

Defects come later than the first purchase. Where customers buy ever less anyway, days
after a defect are poorer for that alone.
"""

from __future__ import annotations

import math

import numpy as np

from qc.chain.evidence import Estimate, Method, Want, short
from qc.chain.exposure import Exposure, Watched
from qc.chain.pairs import Pairs, around_log, both, pairs
from qc.chain.rate_ratio import MINIMUM
from qc.core.arrays import Floats
from qc.core.intervals import CONFIDENCE, normal_quantile


def halved(watched: Watched) -> tuple[Watched, Watched]:
    """Return the earlier and the later half of each customer's days."""
    middle = watched.start + watched.days // 2
    return (
        Watched(start=watched.start, until=middle),
        Watched(start=middle, until=watched.until),
    )


def within_halves(
    parts: tuple[Exposure, ...], *, confidence: float = CONFIDENCE
) -> Estimate:
    """Answer: do customers buy less after a defect, at the same age?

    Parameters
    ----------
    parts : tuple of Exposure
        The same customers in stretches of their age, each compared within itself.
    confidence : float in (0, 1)

    Returns
    -------
    Estimate
        n customers who had both kinds of time in one stretch.
    """
    sums = np.zeros((len(parts[0]), 2))
    used = np.zeros(len(parts[0]), dtype=bool)
    for part in parts:
        some = both(part, 1)
        found: Pairs = pairs(part, 1)
        sums[some, 0] += found.above
        sums[some, 1] += found.below
        used |= some
    n = int(used.sum())
    value, error = _ratio(sums)
    return Estimate(
        value=value,
        interval=around_log(value, normal_quantile(confidence) * error),
        error=error,
        n=n,
        method=Method.ROBUST,
        short=short(MINIMUM, {Want.EXPOSED: n}),
    )


def _ratio(sums: Floats) -> tuple[float, float]:
    whole = sums.sum(axis=0)
    if not np.all(whole > 0):
        return math.nan, math.nan
    shares = sums / whole
    error = float(np.sqrt(np.square(shares[:, 0] - shares[:, 1]).sum()))
    return float(whole[0] / whole[1]), error
