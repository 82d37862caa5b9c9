"""Purchases and days of each customer, after a defect and otherwise, side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qc.chain.exposure import Exposure
from qc.core.arrays import Bools, Floats
from qc.core.intervals import UNKNOWN, Interval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Both kinds of time of the customers who had both.

    Attributes
    ----------
    e1, t1 : (m,) float
        Events and days after a defect.
    e0, t0 : (m,) float
        The same otherwise.
    """

    e1: Floats
    t1: Floats
    e0: Floats
    t0: Floats

    @property
    def above(self) -> Floats:
        """What each adds to the numerator."""
        return self.e1 * self.t0 / (self.t0 + self.t1)

    @property
    def below(self) -> Floats:
        """What each adds to the denominator."""
        return self.e0 * self.t1 / (self.t0 + self.t1)

    @property
    def weight(self) -> Floats:
        """What each adds to the information on the logarithm of the ratio."""
        return (self.e0 + self.e1) * self.t0 * self.t1 / (self.t0 + self.t1) ** 2


def both(exposed: Exposure, kind: int) -> Bools:
    """Return which customers had that kind of time, and time without a defect."""
    return (exposed.time[:, 0] > 0) & (exposed.time[:, kind] > 0)


def pairs(exposed: Exposure, kind: int) -> Pairs:
    """Return both kinds of time of the customers who had both."""
    some = both(exposed, kind)
    e, t = exposed.events[some], exposed.time[some]
    return Pairs(e1=e[:, kind], t1=t[:, kind], e0=e[:, 0], t0=t[:, 0])


def around_log(value: float, reach: float) -> Interval:
    """Return value / and * exp(reach); unknown where that is nothing."""
    if not (value > 0 and math.isfinite(reach)):
        return UNKNOWN
    return value * math.exp(-reach), value * math.exp(reach)
