"""Short ways to make the package's values in tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from qc.core.arrays import Dates
from qc.core.series import Counts, Values


def weeks(k: int, start: str = "2024-01-01") -> Dates:
    """Mondays, one a week."""
    return np.datetime64(start, "D") + np.timedelta64(7, "D") * np.arange(k)


def counts(events: ArrayLike, *, of: ArrayLike, start: str = "2024-01-01") -> Counts:
    """Weekly subgroups with the given events, `of` opportunities each."""
    e = np.asarray(events, dtype=float)
    n = np.broadcast_to(np.asarray(of, dtype=float), e.shape)
    return Counts(at=weeks(len(e), start), events=e, opportunities=n)


def values(value: ArrayLike, *, n: float = 10, start: str = "2024-01-01") -> Values:
    """Weekly values, each of `n` interactions; NaN is a missing week."""
    v = np.asarray(value, dtype=float)
    return Values(at=weeks(len(v), start), value=v, n=np.where(np.isnan(v), 0.0, n))
