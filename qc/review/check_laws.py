"""The laws behind the levels of a check: intervals of one level, what memory costs."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from qc.core.intervals import Interval
from qc.spc import tails

LEAST = 1e-12  # below it a number is a rounding
_HALVINGS = 60


def worth(memory: float, count: int) -> float:
    """Return how much wider memory makes the variance of a mean of `count` points.

    1 + 2 sum over lags j of (1 - j/m) phi^j; 1 without memory, m for one that lasts.
    """
    lags = np.arange(1, count)
    return 1 + 2 * float(((1 - lags / count) * memory**lags).sum()) if count else 1.0


@lru_cache(maxsize=256)
def student(confidence: float, degrees: float) -> float:
    """Return what Student's t exceeds, either way, in `1 - confidence` of cases."""
    low, high = 0.0, 1e4
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        beyond = tails.student(middle, degrees) > 1 - confidence
        low, high = (middle, high) if beyond else (low, middle)
    return (low + high) / 2


def score(level: float, n: float, z: float, *, share: bool) -> Interval:
    """Return the score interval of a share or a rate of n opportunities."""
    wide = z * z / n
    varies = level * (1 - level) if share else level
    grown = 1 + wide if share else 1.0
    middle = (level + wide / 2) / grown
    reach = z * math.sqrt(max(varies, 0.0) / n + wide / n / 4) / grown
    return max(0.0, middle - reach), middle + reach


def waiting(mean: float, events: float, confidence: float) -> Interval:
    """Return the interval of a mean time between events, by the gamma law."""
    from scipy.special import gammaincinv  # import costs as much as numpy itself

    tail, total = (1 - confidence) / 2, mean * events
    few, many = gammaincinv(events, tail), gammaincinv(events, 1 - tail)
    return total / float(many), total / max(float(few), LEAST)
