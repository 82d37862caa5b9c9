"""Capability of skewed values: from quantiles, not from a mean and a sigma.

Waiting times are skewed; three sigmas below their mean lies under zero, and three
above leaves far more than 0.135 % outside. The quantiles at 0.135, 50 and 99.865 %
take the place of mean and sigmas [1]_.

References
----------
.. [1] ISO 22514-2, Statistical methods in process management - capability and
       performance of time-dependent process models (2017).
.. [2] S. Weerahandi, Generalized confidence intervals, J. American Statistical
       Association 88, 899-905 (1993).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import Signal
from qc.core.errors import InvalidSeries
from qc.core.intervals import CONFIDENCE, UNKNOWN, Interval
from qc.core.measures import Specification
from qc.spc.capability import require_limits, require_stable
from qc.spc.limits import tail_beyond
from qc.spc.quantiles import quantile

DRAWS = 2_000
FEWEST = 30
FEWEST_AS_SEEN = 2_731  # fewer may all lie within the quantiles: (1 - tail)^n > 2.5 %


class Shape(StrEnum):
    """Where the quantiles come from."""

    LOGNORMAL = "lognormal"  # positive values with a long upper tail
    AS_SEEN = "as-seen"  # the values themselves; needs very many


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """Indices from quantiles; NaN where a limit is missing.

    Attributes
    ----------
    n : int
    low, median, high : float
        Quantiles at 0.135, 50 and 99.865 %.
    both : float
        Pp: width of the specification over that of the process.
    least : float
        Ppk: the smaller of the room on either side.
    both_interval, least_interval : (low, high), 95 %
    """

    n: int
    low: float
    median: float
    high: float
    both: float
    least: float
    both_interval: Interval
    least_interval: Interval


def performance(
    values: Floats,
    spec: Specification,
    shape: Shape,
    rng: np.random.Generator,
    *,
    signals: Sequence[Signal],
) -> Performance:
    """Answer: how well do skewed values keep within the specification?

    Parameters
    ----------
    values : (k,) float
        NaN is missing.
    spec : Specification
        With one limit at least.
    shape : Shape
    rng : numpy.random.Generator
        For the interval of a lognormal law: generalised pivots [2]_. That of the
        values as seen comes from their order and holds for any law.
    signals : sequence of Signal
        What the control chart of these values found.

    Returns
    -------
    Performance
        An index is infinite, or NaN, where a quantile falls on the median.

    Raises
    ------
    NotStable
        If there is a signal.
    InvalidSeries
        If values are too few, do not vary or do not suit the shape.
    """
    require_stable(signals)
    require_limits(spec)
    present = values[~np.isnan(values)]
    _require(present, shape)
    seen = shape is Shape.AS_SEEN
    quantiles = _seen(present) if seen else _fitted(present)
    low, median, high = (float(each[0]) for each in quantiles)
    both, least = _indices(quantiles, spec)
    others = _indices(_ends(present) if seen else _pivots(present, rng), spec)
    range_of = _span if seen else _interval
    return Performance(
        n=len(present),
        low=low,
        median=median,
        high=high,
        both=float(both[0]),
        least=float(least[0]),
        both_interval=range_of(others[0]),
        least_interval=range_of(others[1]),
    )


def _indices(quantiles: Floats, spec: Specification) -> tuple[Floats, Floats]:
    """Return both and least of quantiles (3, m), each (m,)."""
    low, median, high = quantiles
    lower = math.nan if spec.lower is None else spec.lower
    upper = math.nan if spec.upper is None else spec.upper
    with np.errstate(divide="ignore", invalid="ignore"):  # where most values are equal
        below = (median - lower) / (median - low)
        above = (upper - median) / (high - median)
        return (upper - lower) / (high - low), np.fmin(below, above)


def _fitted(values: Floats) -> Floats:
    logs = np.log(values)
    return _lognormal(np.array([logs.mean()]), np.array([logs.std(ddof=1)]))


def _pivots(values: Floats, rng: np.random.Generator) -> Floats:
    """Draw the mean and sigma of the logs that could have given these values."""
    logs, n = np.log(values), len(values)
    sigma = logs.std(ddof=1) * np.sqrt((n - 1) / rng.chisquare(n - 1, DRAWS))
    mean = logs.mean() - rng.normal(size=DRAWS) * sigma / math.sqrt(n)
    return _lognormal(mean, sigma)


def _lognormal(mean: Floats, sigma: Floats) -> Floats:
    return np.exp(mean + np.array([[-3.0], [0.0], [3.0]]) * sigma)


def _seen(values: Floats) -> Floats:
    tail = tail_beyond(3.0)
    return np.quantile(values, [tail, 0.5, 1 - tail])[:, None]


def _ends(values: Floats) -> Floats:
    """Return the quantiles as far out, and as far in, as the values leave open.

    The median hardly moves.
    """
    tail = tail_beyond(3.0)
    low, high = (quantile(values, each).interval for each in (tail, 1 - tail))
    median = float(np.median(values))
    return np.array([low, (median, median), high[::-1]])


def _span(ends: Floats) -> Interval:
    return float(ends.min()), float(ends.max())


def _interval(drawn: Floats) -> Interval:
    if np.isnan(drawn).all():
        return UNKNOWN
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


def _require(values: Floats, shape: Shape) -> None:
    need = FEWEST_AS_SEEN if shape is Shape.AS_SEEN else FEWEST
    if len(values) < need or np.ptp(values) == 0:
        raise InvalidSeries(
            f"Quantiles of the shape {shape} need at least {need} values that vary; "
            f"got {len(values)}. Take a longer period."
        )
    if shape is Shape.LOGNORMAL and not np.all(values > 0):
        raise InvalidSeries(
            "A lognormal law has only values above zero; got "
            f"{float(values.min()):g}. Take a finer unit of time."
        )
