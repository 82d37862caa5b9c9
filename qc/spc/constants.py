"""Constants of ranges and standard deviations, from their definitions.

For n independent normal values with standard deviation 1: the expected range d2,
the standard deviation of the range d3, the expected sample standard deviation c4.

References
----------
.. [1] D. C. Montgomery, Introduction to Statistical Quality Control, appendix VI.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries

_STEP = 0.1  # the trapezium rule is exact to rounding on such smooth tails
_REACH = 12.0
_WIDEST = 18.0  # no range of normal values ever met is wider
_NODES = 120


@cache
def d2(n: int) -> float:
    """Return the expected range of n standard normal values; d2(2) = 2/sqrt(pi)."""
    at_least_two(n)
    below, above = _log_normal_cdf(_grid()), _log_normal_cdf(-_grid())
    inside = -np.expm1(n * below) - np.exp(n * above)
    return float(inside.sum() * _STEP)


@cache
def d3(n: int) -> float:
    """Return the standard deviation of the range of n standard normal values."""
    at_least_two(n)
    if n == 2:  # the range is |x - y|, whose mean square is 2
        return math.sqrt(2 - d2(2) ** 2)
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    width = _WIDEST / 2 * (nodes + 1)
    square = np.sum(weights * (width - d2(n)) ** 2 * _range_density(width, n))
    return math.sqrt(float(square) * _WIDEST / 2)


@cache
def c4(n: int) -> float:
    """Return the expected sample standard deviation of n standard normal values."""
    at_least_two(n)
    log_ratio = math.lgamma(n / 2) - math.lgamma((n - 1) / 2)
    return math.sqrt(2 / (n - 1)) * math.exp(log_ratio)


def range_upper(n: int) -> float:
    """Return D4: the upper limit of a range chart over its centre line."""
    return 1 + 3 * d3(n) / d2(n)


def range_lower(n: int) -> float:
    """Return D3: the lower limit of a range chart over its centre line, from 0."""
    return max(0.0, 1 - 3 * d3(n) / d2(n))


@cache
def d4() -> float:
    """Return the median range of two standard normal values, 0.953873."""
    return math.sqrt(2) * NormalDist().inv_cdf(0.75)


def at_least_two(n: int) -> None:
    """Refuse a group without a range."""
    if n < 2:
        raise InvalidSeries(f"A range needs at least 2 values; got n = {n}.")


def _grid() -> Floats:
    return np.arange(-_REACH, _REACH + _STEP / 2, _STEP)


def _normal_cdf(x: Floats) -> Floats:
    flat = [math.erfc(-value / math.sqrt(2)) / 2 for value in x.ravel()]
    return np.array(flat).reshape(x.shape)


def _log_normal_cdf(x: Floats) -> Floats:
    upper = np.log1p(-_normal_cdf(-np.abs(x)))
    return np.where(x > 0, upper, np.log(_normal_cdf(-np.abs(x))))


def _range_density(width: Floats, n: int) -> Floats:
    """Density of the range: the lowest value at x, the highest at x + width."""
    x = _grid()[:, None]
    between = _normal_cdf(x + width) - _normal_cdf(x)
    heights = np.exp(-(x**2 + (x + width) ** 2) / 2) / (2 * math.pi)
    mass: Floats = n * (n - 1) * heights * between ** (n - 2)
    return np.asarray(mass.sum(axis=0) * _STEP)
