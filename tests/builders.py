"""Short ways to make the package's values in tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from qc.core.arrays import Dates
from qc.core.charts import Baseline, ControlChart
from qc.core.kinds import ChartKind
from qc.core.series import Counts, Samples, Values


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


def samples(subgroups: Sequence[Sequence[float]]) -> Samples:
    """Weekly subgroups of the given values, with their ranges; empty is missing."""
    groups = [np.array(group, dtype=float) for group in subgroups]
    seen = [group if group.size else np.zeros(1) for group in groups]
    return Samples(
        at=weeks(len(groups)),
        n=np.array([float(group.size) for group in groups]),
        mean=np.array([group.mean() for group in seen]),
        m2=np.array([((group - group.mean()) ** 2).sum() for group in seen]),
        ranges=np.array([np.ptp(group) for group in seen]),
    )


def chart(
    value: ArrayLike,
    *,
    centre: float,
    sigma: float,
    n: ArrayLike = 10,
    kind: ChartKind = ChartKind.XMR,
) -> ControlChart:
    """A weekly chart with limits three `sigma` from `centre`."""
    v = np.asarray(value, dtype=float)
    level, spread = np.full_like(v, centre), np.full_like(v, sigma)
    return ControlChart(
        kind=kind,
        at=weeks(len(v)),
        value=v,
        n=np.broadcast_to(np.asarray(n, dtype=float), v.shape),
        sigma=spread,
        centre=level,
        lower=level - 3 * spread,
        upper=level + 3 * spread,
        phase=np.zeros(len(v), dtype=np.int64),
        in_baseline=np.zeros(len(v), dtype=bool),
        excluded=np.zeros(len(v), dtype=bool),
        baselines=(Baseline(kind=kind, centre=centre, spread=sigma, subgroups=len(v)),),
    )
