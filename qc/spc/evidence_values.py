"""Values of newest points against those of the baseline, by Student's law.

References
----------
.. [1] R. Goedhart, M. Schoonhoven, R. J. M. M. Does, Guaranteed in-control
       performance for the Shewhart X and X-bar control charts, Journal of Quality
       Technology 49(2), 155-171 (2017): what a moving range is worth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats, Ints
from qc.spc import tails
from qc.spc.autocorrelation import corrected_phi
from qc.spc.constants import d2
from qc.spc.guaranteed import degrees

Window = tuple[Ints, Ints]
"""Indices: the newest points, and the points of the baseline they are held against."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scale:
    """A scale on which values may be normal.

    Attributes
    ----------
    value : (k,) float
    sigma : (k,) float, > 0
        Relative to each other: all 1 where points are worth the same.
    least : float
        The least that moving ranges may say of the sigma of a point of sigma 1.
    """

    value: Floats
    sigma: Floats
    least: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the points held against say: level, sigma, weight, memory, degrees."""

    level: float
    sigma: float
    weight: float
    phi: float
    nu: float


def of_values(scale: Scale, windows: list[Window]) -> list[float]:
    """Return the chance of newest points whose mean lies this far off, or farther.

    t is the gap of both means over sigma sqrt(1/w + 1/N), sigma from the moving
    ranges held against; NaN where no two of those are neighbours.

    Parameters
    ----------
    scale : Scale
    windows : list of (newest, held), indices
        The newest points, and those they are held against.

    Returns
    -------
    list of float
        One a window.
    """
    known = {len(held): _known(scale, held) for _, held in windows}  # once a length
    return [_of_window(scale, window, known[len(window[1])]) for window in windows]


def _of_window(scale: Scale, window: Window, known: _Known | None) -> float:
    new, held = window
    if known is None:
        return math.nan
    if known.sigma == 0:
        return _off(scale.value[new] != scale.value[held[0]], len(held))
    weights = scale.sigma[new] ** -2.0
    total = float(weights.sum())
    gap = float((weights * scale.value[new]).sum()) / total - known.level
    variance = summed(len(new), known.phi) / total
    variance += summed(len(held), known.phi) / known.weight
    return tails.student(gap / (known.sigma * math.sqrt(variance)), known.nu)


def memory(z: Floats, neighbours: Bools) -> float:
    """Return the lag-1 memory of points about their mean, freed of its bias, >= 0."""
    total = float((z * z).sum())
    r1 = float((z[1:] * z[:-1])[neighbours].sum()) / total if total else 0.0
    return corrected_phi(r1, len(z))


def summed(count: int, phi: float) -> float:
    """Return how many times the variance of a mean grows by the memory of points."""
    if not phi or count == 1:
        return 1.0
    apart = np.arange(1, count)
    return 1.0 + 2.0 * float(((1 - apart / count) * phi**apart).sum())


def _known(scale: Scale, held: Ints) -> _Known | None:
    value, sigma = scale.value[held], scale.sigma[held]
    weights = sigma**-2.0
    total = float(weights.sum())
    level = float((weights * value).sum()) / total
    z = (value - level) / sigma
    neighbours = np.diff(held) == 1
    ranges = np.abs(np.diff(z))[neighbours]
    if not ranges.size:
        return None
    flat = bool(np.ptp(value) == 0)
    phi = 0.0 if flat else memory(z, neighbours)
    spread = max(scale.least, float(ranges.mean()) / d2(2) / math.sqrt(1 - phi))
    return _Known(
        level=level,
        sigma=0.0 if flat else spread,
        weight=total,
        phi=phi,
        nu=degrees(len(ranges) + 1),
    )


def _off(off: Bools, held: int) -> float:
    """Return the chance that all points off a flat line lie in the window."""
    count, size = int(off.sum()), len(off)
    return math.comb(size, count) / math.comb(size + held, count)
