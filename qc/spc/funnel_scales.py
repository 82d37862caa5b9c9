"""The laws and scales of a funnel: what sigma a unit has, and where distances add up.

References
----------
.. [1] D. J. Spiegelhalter, Funnel plots for comparing institutional performance,
       Statistics in Medicine 24(8), 1185-1202 (2005): transformations.
"""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np

from qc.core.arrays import Floats


class Law(StrEnum):
    """How the figures of a unit come about."""

    BINOMIAL = "binomial"  # a share of interactions
    POISSON = "poisson"  # a rate
    NORMAL = "normal"  # a mean of values


class Scale(StrEnum):
    """On which scale distances are measured."""

    PLAIN = "plain"
    STABLE = "stable"  # arcsine root of a share, root of a rate
    LOG = "log"  # of a duration: means of logarithms


class Spread(StrEnum):
    """What limits allow for."""

    CHANCE = "chance"  # sigma of the law
    EXACT = "exact"  # quantiles of the counts themselves
    COMMON = "common"  # chance and the spread common to all
    MIXED = "mixed"  # the same by the law of such counts: beta-binomial, gamma-Poisson


def onto(law: Law, scale: Scale, value: Floats) -> Floats:
    """Carry values onto the scale."""
    if scale is Scale.PLAIN:
        return value
    if scale is Scale.LOG:
        return np.asarray(np.log(value))
    root = np.sqrt(value)
    return np.asarray(np.arcsin(root) if law is Law.BINOMIAL else root)


def back(law: Law, scale: Scale, on_scale: Floats) -> Floats:
    """Carry limits back to values, cut to the possible range."""
    if scale is Scale.LOG:
        return np.asarray(np.exp(on_scale))
    if scale is Scale.PLAIN:
        return np.clip(on_scale, *_RANGE[law])
    if law is Law.POISSON:
        return np.asarray(np.maximum(on_scale, 0.0) ** 2)
    return np.asarray(np.sin(np.clip(on_scale, 0.0, math.pi / 2)) ** 2)


def plain_variance(law: Law, scale: Scale, target: float, variance: float) -> float:
    """Return a variance on the scale as one of the share or rate itself."""
    if scale is Scale.PLAIN:
        return variance
    slope = target * (1 - target) if law is Law.BINOMIAL else target
    return 4 * slope * variance


_RANGE = {
    Law.BINOMIAL: (0.0, 1.0),
    Law.POISSON: (0.0, np.inf),
    Law.NORMAL: (-np.inf, np.inf),
}
