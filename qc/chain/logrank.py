"""Do groups come back at different speeds, beyond chance? The log-rank test.

References
----------
.. [1] N. Mantel, Evaluation of survival data and two new rank order statistics,
       Cancer Chemotherapy Reports 50, 163-170 (1966).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Events of each group against those expected if all were alike.

    Attributes
    ----------
    observed, expected : (g,) float
        In the order of the group numbers.
    statistic : float
        Chi-square; NaN where no two groups can be compared.
    df : int
    p_value : float
    """

    observed: Floats
    expected: Floats
    statistic: float
    df: int
    p_value: float

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "observed", "expected")


def compared(
    waited: Floats, came: Bools, group: Ints, strata: Ints | None = None
) -> Comparison:
    """Answer: do the groups differ in how soon it happens?

    Parameters
    ----------
    waited : (n,) float, >= 0
        Time until it happened, or so far.
    came : (n,) bool
        Whether it happened.
    group : (n,) int in [0, g)
    strata : (n,) int, optional
        Customers are compared only with those of their own stratum.
    """
    _check(waited, came, group)
    groups = int(group.max()) + 1
    strata = np.zeros(len(waited), dtype=np.int64) if strata is None else strata
    observed, expected = np.zeros(groups), np.zeros(groups)
    covariance = np.zeros((groups, groups))
    for stratum in np.unique(strata):
        own = strata == stratum
        parts = _parts(waited[own], came[own], group[own], groups)
        observed += parts[0]
        expected += parts[1]
        covariance += parts[2]
    return _tested(observed, expected, covariance)


def _tested(observed: Floats, expected: Floats, covariance: Floats) -> Comparison:
    from scipy.special import chdtrc

    gap = observed - expected
    df = int(np.linalg.matrix_rank(covariance, hermitian=True))
    inverse = np.linalg.pinv(covariance, hermitian=True)
    statistic = float(gap @ inverse @ gap) if df else np.nan
    return Comparison(
        observed=observed,
        expected=expected,
        statistic=statistic,
        df=df,
        p_value=float(chdtrc(df, statistic)) if df else np.nan,
    )


def _parts(
    waited: Floats, came: Bools, group: Ints, groups: int
) -> tuple[Floats, Floats, Floats]:
    """Return events, events expected, and their covariance in one stratum."""
    times = np.unique(waited[came])
    at_risk = np.empty((len(times), groups))
    events = np.empty((len(times), groups))
    for each in range(groups):
        mine = np.sort(waited[group == each])
        done = np.sort(waited[(group == each) & came])
        at_risk[:, each] = len(mine) - np.searchsorted(mine, times, side="left")
        until = np.searchsorted(done, times, side="right")
        events[:, each] = until - np.searchsorted(done, times, side="left")
    n, d = at_risk.sum(axis=1), events.sum(axis=1)
    share = at_risk / n[:, None]
    spread = d * (n - d) / np.maximum(n - 1, 1)
    diagonal = np.diag(spread @ share)
    covariance = diagonal - np.einsum("t,ti,tj->ij", spread, share, share)
    return events.sum(axis=0), d @ share, covariance


def _check(waited: Floats, came: Bools, group: Ints) -> None:
    if not waited.size or not waited.shape == came.shape == group.shape:
        raise InvalidSeries(
            f"Each customer needs a time, whether it happened, and a group; got "
            f"{len(waited)}, {len(came)} and {len(group)} of them."
        )
    if not np.all(np.isfinite(waited) & (waited >= 0)) or np.any(group < 0):
        raise InvalidSeries("Times and numbers of groups go from 0 up.")
