"""Hotelling's T2: several measures of one period judged at once.

Measures that move together, such as waiting time and satisfaction, can each be
usual and yet be unusual side by side.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, ch. 11.3.
.. [2] N. D. Tracy, J. C. Young, R. L. Mason, Multivariate control charts for
       individual observations, Journal of Quality Technology 24(2), 88-95 (1992).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries, TooFewSubgroups

TAIL = 0.0027  # chance of a false signal, as of three sigma


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cloud:
    """What phase I learned of v measures from `subgroups` periods.

    `mean` is (v,), `covariance` (v, v); `used` (k,) marks the periods.
    """

    mean: Floats
    covariance: Floats
    used: Bools

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "mean", "covariance", "used")

    @property
    def subgroups(self) -> int:
        """Periods the estimate rests on."""
        return int(self.used.sum())

    def distance(self, x: Floats) -> Floats:
        """Return T2 of each row of (m, v) values; NaN where one is missing."""
        gap = x - self.mean
        solved = np.linalg.solve(self.covariance, gap.T).T
        return np.asarray((gap * solved).sum(axis=1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class T2Chart:
    """T2 of each period with its own limit, (k,), and what each measure adds, (k, v).

    `value` and `parts` are NaN where a measure is missing.
    """

    value: Floats
    upper: Floats
    parts: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "value", "upper", "parts")

    @property
    def beyond(self) -> Bools:
        """Periods beyond the limit."""
        return np.greater(self.value, self.upper)


def estimate(x: Floats, *, excluded: Bools | None = None) -> Cloud:
    """Phase I: learn the means and how the measures vary together.

    Parameters
    ----------
    x : (k, v) float
        One row a period, one column a measure; NaN is missing.
    excluded : (k,) bool, optional
        Periods left out.

    Raises
    ------
    TooFewSubgroups
        With fewer than v + 2 whole periods.
    InvalidSeries
        If a measure does not vary, or follows from others.
    """
    whole = np.asarray(np.isfinite(x).all(axis=1))
    used = whole if excluded is None else whole & ~excluded
    measures = x.shape[1]
    if used.sum() < measures + 2:
        raise TooFewSubgroups(need=measures + 2, got=int(used.sum()))
    mean, deviation = x[used].mean(axis=0), x[used].std(axis=0)
    scaled = (x[used] - mean) / np.where(deviation > 0, deviation, 1.0)
    if np.linalg.matrix_rank(scaled, tol=1e-7 * len(scaled)) < measures:
        raise InvalidSeries(
            "The measures do not vary freely: one is constant, or follows from the "
            "others. Leave it out."
        )
    covariance = np.cov(x[used], rowvar=False, ddof=1).reshape(measures, measures)
    return Cloud(mean=mean, covariance=covariance, used=used)


def chart(x: Floats, cloud: Cloud, *, tail: float = TAIL) -> T2Chart:
    """Phase II: judge periods that did not set the baseline, by the F limit [2]_.

    Parameters
    ----------
    x : (m, v) float
        New periods.
    cloud : Cloud
        From `estimate`.
    tail : float in (0, 1)
        Chance of a false signal.
    """
    return drawn(x, cloud, np.full(len(x), upper_new(cloud, tail)))


def review(x: Floats, cloud: Cloud, *, tail: float = TAIL) -> T2Chart:
    """Judge the periods `estimate` saw: those that set the baseline by the beta limit.

    They pulled the means towards themselves, so T2 cannot grow beyond
    (N - 1)**2 / N; the excluded ones are judged as new ones are.
    """
    own, new = upper_own(cloud, tail), upper_new(cloud, tail)
    return drawn(x, cloud, np.where(cloud.used, own, new))


def upper_own(cloud: Cloud, tail: float) -> float:
    """Return the limit of periods that set the baseline [2]_."""
    from scipy.special import betaincinv  # import costs as much as numpy itself

    count, measures = cloud.subgroups, len(cloud.mean)
    share = betaincinv(measures / 2, (count - measures - 1) / 2, 1 - tail)
    return float((count - 1) ** 2 / count * share)


def upper_new(cloud: Cloud, tail: float) -> float:
    """Return the limit of periods that did not set the baseline [2]_."""
    from scipy.special import betaincinv

    count, measures = cloud.subgroups, len(cloud.mean)
    freedom = count - measures
    share = betaincinv(measures / 2, freedom / 2, 1 - tail)
    ratio = share / (1 - share) * freedom / measures  # the quantile of F
    scale = measures * (count + 1) * (count - 1) / (count * freedom)
    return float(scale * ratio)


def drawn(x: Floats, cloud: Cloud, upper: Floats) -> T2Chart:
    """Draw T2, and what it would lose without each measure."""
    whole = np.isfinite(x).all(axis=1)
    value = np.full(len(x), np.nan)
    value[whole] = cloud.distance(x[whole])
    parts = np.full(x.shape, np.nan)
    for j in range(x.shape[1]):
        rest = np.delete(np.arange(x.shape[1]), j)
        without = _without(cloud, rest).distance(x[np.ix_(whole, rest)])
        parts[whole, j] = value[whole] - without
    return T2Chart(value=value, upper=upper, parts=parts)


def _without(cloud: Cloud, rest: Ints) -> Cloud:
    return Cloud(
        mean=cloud.mean[rest],
        covariance=cloud.covariance[np.ix_(rest, rest)],
        used=cloud.used,
    )
