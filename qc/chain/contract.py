"""Do customers buy at a fixed rhythm, as under a contract?

Models of customers who leave unseen do not fit them: who renews each month and then
does not has left, and it is seen. Times between purchases of free customers are about
as uneven as chance; those of a contract are all alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.evidence import Short, Want, short
from qc.chain.purchases import Purchases, starts
from qc.chain.rhythm import silences
from qc.core.arrays import Bools, Floats, Ints, freeze

MINIMUM = {Want.CUSTOMERS: 30}  # each with as many gaps as in `_GAPS`
ALIKE = 0.75  # of the gaps, from which on purchases come by contract
NEAR = 0.2  # of the own median gap: months have 28 to 31 days
_GAPS = 3  # times between purchases that show whether a customer has a rhythm
_SHORTEST = 5.0  # days; below it, whole days are too coarse to tell


class Business(StrEnum):
    """How customers buy."""

    FREE = "free"  # whenever they like; they leave unseen
    CONTRACT = "contract"  # at a fixed rhythm; who leaves is seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """How alike the times between purchases are.

    Attributes
    ----------
    alike : float
        Share of the gaps that lie within `NEAR` of their customer's median gap; by
        chance alone some .15 to .3. NaN without gaps.
    gaps, customers : int
        Of customers with three gaps or more.
    period : float, days
        The middle one of the customers' median gaps.
    short : tuple of Short
        Where not empty, there are too few to tell, and the business counts as free.
    """

    alike: float
    gaps: int
    customers: int
    period: float
    short: tuple[Short, ...] = ()

    @property
    def business(self) -> Business:
        """What the gaps say."""
        regular = self.alike >= ALIKE and self.period >= _SHORTEST
        return Business.CONTRACT if regular and not self.short else Business.FREE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gapped:
    """Times between two purchases of one customer.

    Attributes
    ----------
    own : (m,) int
        Which of the customers, in the order of `starts`.
    day : (m,) int
        Place of the earlier purchase.
    length : (m,) float, days
    usual : (n,) float, days
        Median of each customer; NaN without a gap.
    many : (n,) int
        Gaps of each customer.
    """

    own: Ints
    day: Ints
    length: Floats
    usual: Floats
    many: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "own", "day", "length", "usual", "many")


def gapped(found: Purchases) -> Gapped:
    """Return the times between the purchases of each customer."""
    last = found.day.max() if len(found) else np.datetime64(0, "D")
    quiet = silences(found, last)
    place = np.delete(np.arange(len(found)), starts(found)) - 1
    length = (found.day[place + 1] - found.day[place]) / np.timedelta64(1, "D")
    return Gapped(
        own=np.repeat(np.arange(len(quiet.customer)), quiet.gaps),
        day=place,
        length=length,
        usual=quiet.usual,
        many=quiet.gaps,
    )


def beat(found: Purchases) -> Beat:
    """Answer: how alike are the times between two purchases of one customer?"""
    gaps = gapped(found)
    enough: Bools = gaps.many >= _GAPS
    inside = enough[gaps.own]
    usual, length = gaps.usual[gaps.own][inside], gaps.length[inside]
    customers = int(enough.sum())
    return Beat(
        alike=float((np.abs(length - usual) <= NEAR * usual).mean())
        if customers
        else np.nan,
        gaps=len(length),
        customers=customers,
        period=float(np.median(gaps.usual[enough])) if customers else np.nan,
        short=short(MINIMUM, {Want.CUSTOMERS: customers}),
    )
