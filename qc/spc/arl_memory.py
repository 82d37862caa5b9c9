"""Average run lengths of charts that remember values: EWMA, CUSUM, XmR, AR(1).

What such a chart remembers is a number, so its run length h(x) from memory x solves
an integral equation, h(x) = 1 + integral of h(y) k(x, y) dy; here on Gauss-Legendre
nodes. Points are independent and normal unless said otherwise, centre and sigma
known; shifts are in sigmas and last from the first point on.

References
----------
.. [1] S. V. Crowder, A simple method for studying run-length distributions of
       exponentially weighted moving average charts, Technometrics 29(4), 401-407
       (1987).
.. [2] D. Brook, D. A. Evans, An approach to the probability distribution of CUSUM
       run length, Biometrika 59(3), 539-549 (1972).
.. [3] J. M. Lucas, R. B. Crosier, Fast initial response for CUSUM quality-control
       schemes, Technometrics 24(3), 199-205 (1982).
.. [4] S. V. Crowder, Computation of ARL for combined individual measurement and
       moving range charts, Journal of Quality Technology 19(2), 98-102 (1987).
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.spc.arl import checked
from qc.spc.limits import tail_beyond

_NODES = 120
_CELLS = 400  # pieces of the XmR pair, whose equation has corners
_SETTLED = 1e-12  # exact EWMA limits this near to the final ones are those


def ewma(weight: float, width: float, shift: float, *, exact: bool = False) -> float:
    """Return the average run length of a two-sided EWMA chart from its target [1]_.

    Parameters
    ----------
    weight : float in (0, 1]
        Lambda, the weight of the newest value.
    width : float, > 0
        Half-width of the limits in sigmas of the EWMA.
    shift : float
    exact : bool
        Limits that widen from the first point; else their final value throughout.
    """
    _require(0 < weight <= 1, f"weight must be above 0 and at most 1; got {weight}")
    _require(width > 0, f"width must be above 0; got {width}")
    reach = width * math.sqrt(weight / (2 - weight))
    nodes, weights = _scaled(-reach, reach)
    lengths = _solved(_ewma_kernel(nodes, nodes, weight, checked(shift)) * weights)
    if exact:
        nodes, weights, lengths = _first_limits(weight, reach, shift, lengths)
    first = _ewma_kernel(np.zeros(1), nodes, weight, shift)[0]
    return float(1 + (first * weights) @ lengths)


def _first_limits(
    weight: float, reach: float, shift: float, lengths: Floats
) -> tuple[Floats, Floats, Floats]:
    """Go back from the final limits to those of the first point."""
    left = (1 - weight) ** 2
    steps = 1 if left == 0 else math.ceil(math.log(_SETTLED) / math.log(left))
    later, weights = _scaled(-reach, reach)
    for step in range(max(steps, 1), 0, -1):
        now = reach * math.sqrt(1 - left**step)
        nodes, own = _scaled(-now, now)
        kernel = _ewma_kernel(nodes, later, weight, shift)
        lengths = 1 + (kernel * weights) @ lengths
        later, weights = nodes, own
    return later, weights, lengths


def _ewma_kernel(x: Floats, y: Floats, weight: float, shift: float) -> Floats:
    return _density((y - (1 - weight) * x[:, None]) / weight - shift) / weight


def cusum(slack: float, limit: float, shift: float, *, start: float = 0.0) -> float:
    """Return the average run length of a two-sided tabular CUSUM.

    Parameters
    ----------
    slack, limit : float, > 0
        k and h in sigmas.
    shift : float
    start : float in [0, limit)
        Head start of both sums [3]_.
    """
    _require(slack > 0, f"slack must be above 0; got {slack}")
    _require(limit > 0, f"limit must be above 0; got {limit}")
    _require(0 <= start < limit, f"start must be within 0 and limit; got {start}")
    up0, up = _one_sided(slack, limit, checked(shift), start)
    down0, down = _one_sided(slack, limit, -shift, start)
    return (up * down0 + down * up0 - up0 * down0) / (up0 + down0)


def _one_sided(
    slack: float, limit: float, shift: float, start: float
) -> tuple[float, float]:
    """Return the run lengths of the upper sum from 0 and from `start` [2]_."""
    nodes, weights = _scaled(0.0, limit)
    known = np.array([0.0, *nodes])
    moves = _sum_moves(known, nodes, weights, slack - shift)
    lengths = _solved(moves)
    first = _sum_moves(np.array([start]), nodes, weights, slack - shift)
    return float(lengths[0]), float(1 + (first @ lengths)[0])


def _sum_moves(x: Floats, nodes: Floats, weights: Floats, drift: float) -> Floats:
    """Return the chance of falling back to 0, and the weighted density of the rest."""
    to_zero = [tail_beyond(each - drift) for each in x]
    inside = _density(nodes + drift - x[:, None]) * weights
    return np.column_stack([to_zero, inside])


def individuals(width: float, range_width: float, shift: float) -> float:
    """Return the average run length of an XmR chart and its range chart together [4]_.

    Parameters
    ----------
    width : float, > 0
        Half-width of the limits of the values, in sigmas.
    range_width : float, > 0
        Upper limit of the moving ranges in sigmas; 3.686 is the usual one.
    shift : float
    """
    _require(width > 0, f"width must be above 0; got {width}")
    _require(range_width > 0, f"range_width must be above 0; got {range_width}")
    edges = np.linspace(-width, width, _CELLS + 1)
    middle = (edges[1:] + edges[:-1]) / 2
    reach = edges[None, :].repeat(_CELLS, axis=0)
    low, high = middle[:, None] - range_width, middle[:, None] + range_width
    moves = np.diff(_below(np.clip(reach, low, high) - checked(shift)), axis=1)
    first = np.diff(_below(edges - shift))
    return float(1 + first @ _solved(moves))


def autoregressive(phi: float, width: float, shift: float) -> float:
    """Return the average run length of a chart of values that remember each other.

    x_t = mu + phi (x_(t-1) - mu) + e_t with standard deviation 1, limits at
    `width` such standard deviations, the first value from the same law.

    Parameters
    ----------
    phi : float in (-1, 1)
    width : float, > 0
    shift : float
    """
    _require(abs(phi) < 1, f"phi must lie between -1 and 1; got {phi}")
    _require(width > 0, f"width must be above 0; got {width}")
    nodes, weights = _scaled(-width, width)
    noise, gap = math.sqrt(1 - phi**2), nodes - checked(shift)
    moves = _density((gap - phi * gap[:, None]) / noise) / noise * weights
    return float(1 + (_density(gap) * weights) @ _solved(moves))


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise InvalidSeries(f"No run length: {what}.")


def _solved(moves: Floats) -> Floats:
    """Return h of h = 1 + moves h."""
    count = len(moves)
    return np.asarray(np.linalg.solve(np.eye(count) - moves, np.ones(count)))


def _scaled(low: float, high: float) -> tuple[Floats, Floats]:
    nodes, weights = _legendre()
    half = (high - low) / 2
    return low + half * (nodes + 1), half * weights


@cache
def _legendre() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    return nodes, weights


def _density(z: Floats) -> Floats:
    return np.asarray(np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi))


def _below(z: Floats) -> Floats:
    from scipy.special import ndtr  # import costs as much as numpy itself

    return np.asarray(ndtr(z))
