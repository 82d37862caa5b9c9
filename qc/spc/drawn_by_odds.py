"""Events among cases drawn from a lot, where those drawn have other odds than the rest.

References
----------
.. [1] R. A. Fisher, The logic of inductive inference, Journal of the Royal
       Statistical Society 98, 39-54 (1935): the law of a fourfold table whose margins
       are given and whose odds ratio is known.
.. [2] H. O. Lancaster, Significance tests in discrete distributions, Journal of the
       American Statistical Association 56, 223-234 (1961): half the chance of the
       count itself (mid-p).
"""

from __future__ import annotations

import math

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries

_REACH = 60.0  # nats below the likeliest count: nothing is left to add
_MOST = 20_000  # counts on each side that are summed


def mid_p(found: float, n: float, events: float, size: float, odds: float) -> float:
    """Answer: how likely are this many events among those drawn, or a rarer count?

    Given the events of the whole lot, those among the cases drawn follow Fisher's
    noncentral hypergeometric law [1]_; with `odds` 1 it is the hypergeometric one.

    Parameters
    ----------
    found : float
        Events among the cases drawn.
    n : float, > 0
        Cases drawn.
    events, size : float
        Events and cases of the whole lot, those drawn included.
    odds : float, > 0
        Odds of an event of a case drawn, over those of another.

    Returns
    -------
    float in [0, 1]
        Twice the smaller tail, with half the chance of `found` itself [2]_.

    Raises
    ------
    InvalidSeries
        If no such table can be, or the odds are not above 0.
    """
    good = size - events - n
    low, high = max(0.0, -good), min(n, events)
    if not (low <= found <= high and odds > 0 and math.isfinite(odds)):
        raise InvalidSeries(
            f"{found:g} events among {n:g} of {size:g} cases with {events:g} events, "
            f"at odds of {odds:g}: no such table can be. Count the cases drawn within "
            "the lot."
        )
    up = np.arange(found, min(high, found + _MOST))
    down = np.arange(found, max(low, found - _MOST), -1) - 1
    above, below = (
        _sum(_steps(up, n, events, good, odds)),
        _sum(-_steps(down, n, events, good, odds)),
    )
    return _double(above, below)


def _steps(k: Floats, n: float, events: float, good: float, odds: float) -> Floats:
    """Return the logarithm of the chance of k + 1 over that of k."""
    up = np.log(events - k) + np.log(n - k) - np.log(k + 1) - np.log(good + k + 1)
    steps: Floats = up + math.log(odds)
    return steps


def _sum(steps: Floats) -> float:
    """Return the logarithm of all chances on one side, over that of the count itself.

    Left out: what lies so far beyond the likeliest that nothing is left to add.
    """
    logs = np.cumsum(steps)
    if not len(logs):
        return -math.inf
    top = float(logs.max())
    return top + math.log(float(np.exp(logs[logs > top - _REACH] - top).sum()))


def _double(above: float, below: float) -> float:
    top = max(above, below, 0.0)
    own, high, low = (math.exp(x - top) for x in (0.0, above, below))
    return min(1.0, 2 * (min(high, low) + own / 2) / (own + high + low))
