"""How long do customers under contract stay, and how many renew when it is due?

Each has a rhythm of their own: who does not buy again within one and a half of it has
left, when the last purchase ran out. Nobody is called lost before that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.contract import gapped
from qc.chain.purchases import Purchases, starts
from qc.chain.repurchase import Second
from qc.core.arrays import Bools, Dates, Floats, Ints, freeze

GRACE = 1.5  # rhythms until a renewal counts as missed
_DAY = np.timedelta64(1, "D")
_JUST_BEFORE = 0.5  # days: due, and not known yet whether renewed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Renewals:
    """Renewals that were due, and whether they came.

    Attributes
    ----------
    due : (m,) datetime64[D]
        Day on which the purchase before ran out.
    renewed : (m,) bool
        Only those whose time is up are listed.
    """

    due: Dates
    renewed: Bools

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "due", "renewed")


def staying(found: Purchases, end: np.datetime64, period: float) -> Second:
    """Answer: how long has each customer stayed, and has he left?

    Parameters
    ----------
    found : Purchases
    end : datetime64[D]
        Last day on which purchases are known.
    period : float, > 0, days
        Rhythm of customers who have shown none of their own.

    Returns
    -------
    Second
        ``came``: left; ``waited``: days from the first purchase until the last one ran
        out, or as long as he is known to have stayed. `repurchase` makes the curve.
    """
    first, last, rhythm = _ends(found, period)
    until = (end - found.day[last]) / _DAY
    left: Bools = until > GRACE * rhythm
    paid = (found.day[last] - found.day[first]) / _DAY + rhythm
    known = (end - found.day[first]) / _DAY
    unsure = ~left & (until >= rhythm)
    stayed = np.where(left, paid, np.where(unsure, paid - _JUST_BEFORE, known))
    timed = stayed > 0
    return Second(
        customer=found.customer[first][timed],
        waited=stayed[timed],
        came=left[timed],
        left_out=int((~timed).sum()),
    )


def renewals(found: Purchases, end: np.datetime64, period: float) -> Renewals:
    """Answer: which renewals were due, and which of them came?"""
    _, last, rhythm = _ends(found, period)
    gaps = gapped(found)
    own = rhythm[gaps.own]
    came = gaps.length <= GRACE * own
    until = (end - found.day[last]) / _DAY
    over: Bools = until > GRACE * rhythm
    due = np.concatenate(
        [_later(found.day[gaps.day], own), _later(found.day[last], rhythm)[over]]
    )
    return Renewals(due=due, renewed=np.concatenate([came, np.zeros(over.sum(), bool)]))


def _ends(found: Purchases, period: float) -> tuple[Ints, Ints, Floats]:
    """Return places of each customer's first and last purchase, and his rhythm."""
    first = starts(found)
    last = np.append(first[1:], len(found)) - 1 if len(first) else first
    usual = gapped(found).usual
    return first, last, np.where(np.isnan(usual), period, usual)


def _later(day: Dates, days: Floats) -> Dates:
    later: Dates = day + np.ceil(days).astype(np.int64) * _DAY
    return later
