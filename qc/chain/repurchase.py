"""How soon, and how many, come back a second time? One minus a Kaplan-Meier curve.

Who has not come back yet counts as having waited so far, and is never left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Short, Want, short
from qc.chain.purchases import Purchases, starts, until
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.intervals import CONFIDENCE
from qc.core.survival import Waiting, waiting

MINIMUM = {Want.CUSTOMERS: 30, Want.EVENTS: 10}
USUAL_DAYS = (30, 90, 180)  # at which the share is told: qc.core.survival.kept


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Second:
    """How long each customer waited for the second purchase day.

    Attributes
    ----------
    customer : (n,) int
    waited : (n,) float, days
        Until it came, or until the end of the observation.
    came : (n,) bool
    left_out : int
        Customers who first bought on the last day: no time to come back.
    """

    customer: Ints
    waited: Floats
    came: Bools
    left_out: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "customer", "waited", "came")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repurchase:
    """The curve of coming back, where there is anybody to draw it of.

    Attributes
    ----------
    curve : Waiting or None
        The share who have *not* come back yet; `median` is NaN where it is not
        reached, `kept` gives the share who have, with its interval.
    short : tuple of Short
        Where not empty, show counts instead.
    """

    curve: Waiting | None
    short: tuple[Short, ...] = ()


def second(found: Purchases, end: np.datetime64) -> Second:
    """Answer: after how many days did each customer come back, if at all?"""
    seen = until(found, end)
    first = starts(seen)
    came = np.diff(np.append(first, len(seen))) > 1
    after = np.minimum(first + 1, max(len(seen) - 1, 0))
    stop = np.where(came, seen.day[after], end.astype("datetime64[D]"))
    waited = (stop - seen.day[first]) / np.timedelta64(1, "D")
    timed = waited > 0
    return Second(
        customer=seen.customer[first][timed],
        waited=waited[timed],
        came=came[timed],
        left_out=int((~timed).sum()),
    )


def repurchase(some: Second, *, confidence: float = CONFIDENCE) -> Repurchase:
    """Answer: what share comes back within a time, those still to come included?"""
    got = {Want.CUSTOMERS: len(some.waited), Want.EVENTS: int(some.came.sum())}
    if not len(some.waited):
        return Repurchase(curve=None, short=short(MINIMUM, got))
    curve = waiting(some.waited, some.came, confidence=confidence)
    return Repurchase(curve=curve, short=short(MINIMUM, got))
