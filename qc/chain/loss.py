"""What does it cost that values differ from the target? Taguchi's quadratic loss.

A value at the limit costs a known amount; from the target to the limit, and beyond, the
loss grows with the square. A yes-or-no of within the limit says that 59 minutes cost
nothing and 61 the whole.

References
----------
.. [1] G. Taguchi, S. Chowdhury, Y. Wu, Taguchi's Quality Engineering Handbook (2005).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from qc.chain.evidence import Estimate, Method
from qc.chain.rate_ratio import MANY
from qc.chain.resample import DRAWS, percentiles, resampled
from qc.core.arrays import Floats, freeze
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a value at the limit costs.

    Attributes
    ----------
    target, limit : float
        In the unit of the values; they differ.
    cost : float, >= 0
        At the limit, in money.
    """

    target: float
    limit: float
    cost: float

    def __post_init__(self) -> None:
        """Refuse a target at the limit, and a cost below zero.

        Raises
        ------
        InvalidSeries
        """
        if self.limit == self.target or not self.cost >= 0:
            raise InvalidSeries(
                "A loss needs a limit away from the target and a cost from 0 up; got "
                f"target {self.target:g}, limit {self.limit:g}, cost {self.cost:g}."
            )

    @property
    def per_square(self) -> float:
        """Money per squared unit, k."""
        return self.cost / (self.limit - self.target) ** 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loss:
    """The loss of each value, and of all.

    Attributes
    ----------
    each : (n,) float
        Money.
    mean : Estimate
        Money per value.
    from_spread, from_offset : float
        Parts of the mean that come from varying and from being off target on average;
        NaN where the loss is not that of both sides.
    beyond : float
        Share of values beyond the limit.
    boundless : int
        Values left out since their loss has no bound: 0 where larger is better.
    """

    each: Floats
    mean: Estimate
    from_spread: float = math.nan
    from_offset: float = math.nan
    beyond: float = math.nan
    boundless: int = 0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "each")

    @property
    def total(self) -> float:
        """Money for all values."""
        return float(self.each.sum())


def nominal(values: Floats, cost: Cost) -> Loss:
    """Return k (y - target)^2: the target is best, and both sides cost."""
    away = _finite(values) - cost.target
    each = cost.per_square * away**2
    return Loss(
        each=each,
        mean=_mean(each),
        from_spread=cost.per_square * float(away.var()) if len(away) else math.nan,
        from_offset=cost.per_square * _average(away) ** 2,
        beyond=_average(np.abs(away) > abs(cost.limit - cost.target)),
    )


def one_sided(values: Floats, cost: Cost) -> Loss:
    """Return the loss where being on the good side of the target costs nothing.

    The limit says which side is bad: above the target for a time, below for a score.
    """
    side = math.copysign(1, cost.limit - cost.target)
    over = np.maximum(side * (_finite(values) - cost.target), 0)
    each = cost.per_square * over**2
    beyond = _average(over > abs(cost.limit - cost.target))
    return Loss(each=each, mean=_mean(each), beyond=beyond)


def larger_is_better(values: Floats, limit: float, cost: float) -> Loss:
    """Return cost * limit^2 / y^2: no value is too large; 0 is told apart."""
    known = _finite(values)
    if not (limit > 0 and cost >= 0 and np.all(known >= 0)):
        raise InvalidSeries(
            "Where larger is better, the limit is above 0, and neither cost nor values "
            "are below 0."
        )
    some = known[known > 0]
    each = cost * limit**2 / some**2
    return Loss(
        each=each,
        mean=_mean(each),
        beyond=_average(some < limit),
        boundless=len(known) - len(some),
    )


def from_moments(mean: float, spread: float, cost: Cost) -> float:
    """Return k (s^2 + (mean - target)^2), the mean loss where both sides cost."""
    return cost.per_square * (spread**2 + (mean - cost.target) ** 2)


def lognormal(median: float, log_spread: float, cost: Cost) -> float:
    """Return the mean one-sided loss of times with a lognormal distribution.

    k (E2 - 2 t E1 + t^2 E0) with Ej = exp(j m + j^2 s^2/2) Phi((m + j s^2 - ln t)/s),
    the moments above the target t.
    """
    from scipy.special import ndtr  # import costs as much as numpy itself

    if not (median > 0 and log_spread > 0 and cost.limit > cost.target > 0):
        raise InvalidSeries(
            "A lognormal time needs a median and a spread above 0, and a limit above "
            "the target."
        )
    m, s, t = math.log(median), log_spread, cost.target
    above = [
        math.exp(j * m + (j * s) ** 2 / 2)
        * float(ndtr((m + j * s * s - math.log(t)) / s))
        for j in range(3)
    ]
    return cost.per_square * (above[2] - 2 * t * above[1] + t * t * above[0])


def with_interval(
    loss: Loss, rng: np.random.Generator, *, confidence: float = CONFIDENCE
) -> Loss:
    """Return the loss with an interval of its mean: losses are too skewed for t."""
    n = len(loss.each)
    if n < 2:
        return loss
    if n > MANY:
        reach = normal_quantile(confidence) * loss.mean.error
        ends = (loss.mean.value - reach, loss.mean.value + reach)
        return replace(loss, mean=replace(loss.mean, interval=ends))
    sums = resampled(loss.each[:, None], rng, DRAWS)
    ends = percentiles(sums, lambda drawn: drawn[:, 0] / n, confidence)
    return replace(
        loss, mean=replace(loss.mean, interval=ends, method=Method.BOOTSTRAP)
    )


def _mean(each: Floats) -> Estimate:
    n = len(each)
    error = float(each.std(ddof=1)) / math.sqrt(n) if n > 1 else math.nan
    return Estimate(value=_average(each), error=error, n=n, method=Method.MEAN)


def _average(values: Floats | np.ndarray) -> float:
    return float(values.mean()) if len(values) else math.nan


def _finite(values: Floats) -> Floats:
    if not np.isfinite(values).all():
        raise InvalidSeries(
            "Each value must be a finite number; leave the others out and say how many "
            "they are."
        )
    return values
