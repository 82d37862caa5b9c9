"""Do units fall into two groups? The widest stretch without any, against the others.

Units of two groups excuse each other in a funnel: each draws the average its way and
widens the spread that all have in common, so that none stands out. If they varied
about one level, the stretches between neighbours would differ little in width.

References
----------
.. [1] R. Pyke, Spacings, J. of the Royal Statistical Society B 27(3), 395-449 (1965):
       stretches between uniform values are exponential values over their sum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from qc.core.arrays import Floats
from qc.spc.funnel import Funnel
from qc.spc.funnel_scales import Law, Scale, onto

FEWEST = 10
"""Units; the stretches between fewer differ much in width by chance."""
AT_LEAST = 3
"""Units of a group: fewer are odd ones out."""
SHARE = 0.1
"""Of all units in a group at least, as a funnel draws in so many at either end."""
CHANCE = 0.05
"""Below it two groups are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoGroups:
    """Units on either side of a stretch that holds none.

    Attributes
    ----------
    low, high : float
        Where the stretch begins and ends: values of units.
    below : int
        Units at `low` or below it.
    ratio : float, > 1
        Its width over that of the next widest.
    chance : float
        Of such a ratio, if units were spread evenly; less if they crowd in the middle.
    """

    low: float
    high: float
    below: int
    ratio: float
    chance: float


def two_groups(values: Floats, step: Floats | float = 0.0) -> TwoGroups | None:
    """Answer: is there a stretch without units that chance does not explain?

    Parameters
    ----------
    values : (k,) float
        On a scale where steps of one width mean the same everywhere.
    step : (k,) float or float, >= 0
        What one more case changes in a value: that much is no stretch.

    Returns
    -------
    TwoGroups or None
        None where units are too few, or may vary about one level.

    Notes
    -----
    Of m stretches between uniform values the widest is r times as wide as the next
    with the chance m! gamma(r + 1) / gamma(m + r), from [1]_. Uniform values make it
    likelier than normal ones do (1 in 100 at the 5 % asked for) and than those with a
    long tail, whose wide stretches have few units beyond them.
    """
    k = len(values)
    if k < FEWEST:
        return None
    order = np.argsort(values, kind="stable")
    wide = np.diff(values[order])
    fewest = max(AT_LEAST, math.ceil(SHARE * k))
    inner = np.arange(fewest - 1, k - fewest)
    at = int(inner[np.argmax(wide[inner])])
    steps = np.broadcast_to(step, k)[order]
    own = float(steps[at] + steps[at + 1]) / 2
    next_widest = max(float(np.delete(wide, at).max()), own)
    ratio = _ratio(float(wide[at]) - own, next_widest)
    chance = chance_of(ratio, k - 1)
    if chance >= CHANCE:
        return None
    low, high = (float(values[order[i]]) for i in (at, at + 1))
    return TwoGroups(low=low, high=high, below=at + 1, ratio=ratio, chance=chance)


def groups_of(drawn: Funnel) -> TwoGroups | None:
    """Answer: do the units of a funnel fall into two groups?

    Shares and rates on the scale where chance moves high ones no further than low
    ones; a case more or less is no stretch between them.

    Returns
    -------
    TwoGroups or None
        Its ends in the unit of the funnel.
    """
    law, value = drawn.law, drawn.value
    if law is Law.NORMAL:
        scale, step = drawn.scale, np.zeros(len(value))
    else:
        scale, most = Scale.STABLE, 1.0 if law is Law.BINOMIAL else np.inf
        ends = [np.clip(value + x / drawn.n, 0.0, most) for x in (-0.5, 0.5)]
        step = onto(law, scale, ends[1]) - onto(law, scale, ends[0])
    found = two_groups(onto(law, scale, value), step)
    if found is None:
        return None
    low, high = np.sort(value)[found.below - 1 : found.below + 1].tolist()
    return replace(found, low=low, high=high)


def chance_of(ratio: float, stretches: int) -> float:
    """Return the chance that the widest of m stretches is so many times the next."""
    if ratio <= 1:
        return 1.0
    if math.isinf(ratio):
        return 0.0
    m = stretches
    return math.exp(
        math.lgamma(m + 1) + math.lgamma(ratio + 1) - math.lgamma(m + ratio)
    )


def _ratio(wide: float, other: float) -> float:
    if other > 0:
        return wide / other
    return math.inf if wide > 0 else 1.0
