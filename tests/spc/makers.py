"""Short ways to make what only these tests need."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from qc.core.arrays import Bools, Floats
from qc.core.series import Counts, Gaps
from tests.builders import counts

SHAPE = np.array([1.3, 1.2, 1.1, 1.0, 0.9, 0.5, 0.4])  # of a week, Monday first


def gaps(days: ArrayLike, start: str = "2024-01-01T12:00:00") -> Gaps:
    """Times between events, the first ending `days[0]` after the start."""
    value = np.asarray(days, dtype=float)
    seconds = np.cumsum(value * 86_400).astype("timedelta64[s]")
    return Gaps(at=np.datetime64(start, "s") + seconds, value=value)


def any_counts(sizes: list[int], seed: int) -> Counts:
    """Any subgroup sizes; any defectives, from none to all."""
    rng = np.random.default_rng(seed)
    return counts(rng.integers(0, np.asarray(sizes) + 1), of=sizes)


def at(index: int, k: int) -> Bools:
    """A mask of one point."""
    mask: Bools = np.equal(np.arange(k), index)
    return mask


def normal(k: int, seed: int, *, mean: float = 0.0, sigma: float = 1.0) -> Floats:
    return np.random.default_rng(seed).normal(mean, sigma, k)


def ar1(k: int, phi: float, rng: np.random.Generator) -> Floats:
    """A steady process of sigma 1, each value with the memory `phi` of the last."""
    x = rng.normal(size=k)
    x[1:] *= np.sqrt(1 - phi**2)
    for i in range(1, k):
        x[i] += phi * x[i - 1]
    return x


def daily(events: ArrayLike, of: ArrayLike = 1.0, *, shift: int = 0) -> Counts:
    """Days from Monday, 1 January 2024, or `shift` days later."""
    e = np.asarray(events, dtype=float)
    days = (np.arange(len(e)) + shift) * np.timedelta64(1, "D")
    n = np.broadcast_to(np.asarray(of, dtype=float), e.shape)
    return Counts(at=np.datetime64("2024-01-01", "D") + days, events=e, opportunities=n)
