"""Groups of values, and whether their means differ: tests that know each other's parts.

References
----------
.. [1] S. R. Searle, G. Casella, C. E. McCulloch, Variance Components (1992), ch. 3: n0.
.. [2] B. L. Welch, On the comparison of several mean values, Biometrika 38, 330-336
       (1951).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Floats, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceTest:
    """A ratio of variances and the chance of one as large."""

    f: float
    p: float
    degrees: tuple[float, float]


NO_TEST = VarianceTest(f=math.nan, p=math.nan, degrees=(math.nan, math.nan))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """Sizes, means and squares of some groups.

    Attributes
    ----------
    n, mean, squares : (k,) float
        Values, their mean, and the sum of squares about it.
    """

    n: Floats
    mean: Floats
    squares: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "n", "mean", "squares")

    @property
    def total(self) -> float:
        """Number of values."""
        return float(self.n.sum())

    @property
    def size(self) -> float:
        """Usual number per group, n0 [1]_."""
        return float(self.total - (self.n**2).sum() / self.total) / (len(self.n) - 1)

    def ms(self) -> tuple[float, float]:
        """Return the mean squares between and within groups."""
        k = len(self.n)
        whole = float(self.n @ self.mean) / self.total
        between = float(self.n @ (self.mean - whole) ** 2) / (k - 1)
        return between, float(self.squares.sum()) / (self.total - k)


def groups_of(values: Floats, group: Ints) -> tuple[Groups, Ints]:
    """Return the groups, and which of them each value belongs to."""
    _, of = np.unique(group, return_inverse=True)
    n = np.bincount(of).astype(np.float64)
    mean = np.bincount(of, values) / n
    squares = np.bincount(of, np.square(values - mean[of])).astype(np.float64)
    return Groups(n=n, mean=mean, squares=squares), of


def one_way(groups: Groups) -> VarianceTest:
    """Return the analysis of variance of means."""
    from scipy.special import fdtrc  # import costs as much as numpy itself

    above, below = groups.ms()
    degrees = (len(groups.n) - 1.0, groups.total - len(groups.n))
    if below <= 0:
        f = math.inf if above > 0 else math.nan
        return VarianceTest(f=f, p=0.0 if above > 0 else math.nan, degrees=degrees)
    f = above / below
    return VarianceTest(f=f, p=float(fdtrc(*degrees, f)), degrees=degrees)


def welch(groups: Groups) -> VarianceTest:
    """Return the same where spreads differ [2]_; nothing where one is 0."""
    from scipy.special import fdtrc

    k = len(groups.n)
    if np.any(groups.n < 2) or np.any(groups.squares <= 0):
        return NO_TEST
    w = groups.n * (groups.n - 1) / groups.squares
    whole = float(w @ groups.mean) / float(w.sum())
    lost = float(((1 - w / w.sum()) ** 2 / (groups.n - 1)).sum())
    above = float(w @ (groups.mean - whole) ** 2) / (k - 1)
    f = above / (1 + 2 * (k - 2) / (k**2 - 1) * lost)
    degrees = (k - 1.0, (k**2 - 1) / (3 * lost))
    return VarianceTest(f=f, p=float(fdtrc(*degrees, f)), degrees=degrees)
