"""Goodwill at stake: what open failures may cost in purchases to come.

An association, adjusted within customers; not a loss caused. Where the ratio may be 1,
the interval holds 0.
"""

from __future__ import annotations

import math

import numpy as np

from qc.chain.evidence import Estimate, Method
from qc.chain.resample import DRAWS
from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE

_CELLS = 2_000_000


def at_stake(
    margin: Floats,
    ratio: Estimate,
    rng: np.random.Generator,
    *,
    resample: bool = True,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Answer: how much margin do failures not made good put at stake?

    Parameters
    ----------
    margin : (n,) float
        Margin expected of each customer with an open failure, in money, over the time
        looked ahead.
    ratio : Estimate
        Rate ratio after a defect; its error is that of the logarithm.
    rng : numpy Generator
    resample : bool
        Draw the customers too, for what is not known of their margins.
    confidence : float in (0, 1)

    Returns
    -------
    Estimate
        sum(margin) (1 - ratio), in money; n customers. Below 0 where customers buy
        more after a defect. Unknown without a ratio.
    """
    if not np.isfinite(margin).all():
        raise InvalidSeries("An expected margin must be a finite number.")
    value = float(margin.sum()) * (1 - ratio.value)
    method = Method.DRAWS
    if not (ratio.value > 0 and math.isfinite(ratio.error)):
        return Estimate(value=value, n=len(margin), method=method, short=ratio.short)
    drawn = np.exp(rng.normal(math.log(ratio.value), ratio.error, DRAWS))
    totals = _totals(margin, rng) if resample else np.full(DRAWS, margin.sum())
    tail = 50 * (1 - confidence)
    low, high = np.percentile(totals * (1 - drawn), [tail, 100 - tail])
    return Estimate(
        value=value,
        interval=(float(low), float(high)),
        n=len(margin),
        method=method,
        short=ratio.short,
    )


def _totals(margin: Floats, rng: np.random.Generator) -> Floats:
    """Return sums of as many customers drawn anew, in pieces that fit in memory."""
    n, at_once = len(margin), max(1, _CELLS // max(len(margin), 1))
    sums = [
        margin[rng.integers(0, n, (min(at_once, DRAWS - begun), n))].sum(axis=1)
        for begun in range(0, DRAWS if n else 0, at_once)
    ]
    return np.concatenate(sums) if sums else np.zeros(DRAWS)
