"""Orders, and how long each customer may be silent before they count as gone.

A customer's usual time between orders is the mean of their own times and one time of
the middle customer. Who is silent for three usual times is out: were their orders to
come at random at their own rate, one time in twenty would be so long; where few orders
are known, the rate is not sure, and it is nearer to one in twelve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.columns import Columns
from qc.chain.company import Sales
from qc.core.arrays import Bools, Floats, Ints
from qc.core.errors import InvalidSeries

SILENT_AFTER = 3.0  # usual times; exp(-3) = .05
NEVER = np.iinfo(np.int64).max // 4
"""A day that does not come."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Orders(Columns):
    """One order a customer and day, by customer and day.

    Attributes
    ----------
    customer, day : (n,) int
    amount, margin : (n,) float
        Sums of the rows of that day; NaN where a row does not say.
    rank : (n,) int
        0 for the customer's first order.
    next : (n,) int
        Day of the customer's next order; `NEVER` for the last one.
    usual : (n,) float, days
        Usual time between orders, as known on that day; NaN where nobody came back.
    due : (n,) int
        Day from which they count as silent unless they order again.
    """

    customer: Ints
    day: Ints
    amount: Floats
    margin: Floats
    rank: Ints
    next: Ints
    usual: Floats
    due: Ints

    @property
    def latest(self) -> Bools:
        """The last order of each customer."""
        return np.equal(self.next, NEVER)

    def take(self, keep: Bools) -> Orders:
        """Return some of the orders; what each knows of the others stays."""
        return Orders(**{name: getattr(self, name)[keep] for name in self.__slots__})


def orders(sales: Sales, silent_after: float = SILENT_AFTER) -> Orders:
    """Answer: who ordered when, and from when on are they silent?

    Parameters
    ----------
    sales : Sales
        Refunds (amounts below 0) are no orders; rows without a customer neither.
    silent_after : float, > 0
        Usual times between orders.
    """
    if not silent_after > 0:
        raise InvalidSeries(
            "A customer is silent after more than 0 usual times between orders; got "
            f"{silent_after:g}."
        )
    keep = ~(sales.amount < 0) & (sales.customer >= 0)
    order = np.lexsort((sales.day[keep], sales.customer[keep]))
    who, day = sales.customer[keep][order], sales.day[keep][order]
    new = np.ones(len(who), dtype=bool)
    new[1:] = (np.diff(who) != 0) | (np.diff(day) != 0)
    begin = np.flatnonzero(new)
    who, day = who[begin], day[begin]
    usual = _usual(who, day)
    wait = np.nan_to_num(np.ceil(silent_after * usual), nan=float(NEVER) / 2)
    return Orders(
        customer=who,
        day=day,
        amount=_sums(sales.amount[keep][order], begin),
        margin=_sums(sales.margin[keep][order], begin),
        rank=_rank(who),
        next=_next(who, day),
        usual=usual,
        due=day + np.maximum(wait, 1).astype(np.int64),
    )


def _sums(values: Floats, begin: Ints) -> Floats:
    found: Floats = np.add.reduceat(values, begin) if len(begin) else values
    return found


def _first(who: Ints) -> Ints:
    """Return where the rows of each row's customer begin."""
    new = np.ones(len(who), dtype=bool)
    new[1:] = np.diff(who) != 0
    first: Ints = np.maximum.accumulate(np.where(new, np.arange(len(who)), 0))
    return first


def _rank(who: Ints) -> Ints:
    return np.arange(len(who)) - _first(who)


def _next(who: Ints, day: Ints) -> Ints:
    found = np.full(len(who), NEVER)
    same = who[1:] == who[:-1]
    found[:-1][same] = day[1:][same]
    return found


def _usual(who: Ints, day: Ints) -> Floats:
    """Return own times between orders and one of the middle customer, averaged."""
    first, rank = _first(who), _rank(who)
    age = (day - day[first]).astype(np.float64)
    last = np.append(who[1:] != who[:-1], True)[: len(who)]
    back = last & (rank > 0)
    if not back.any():
        return np.full(len(who), np.nan)
    middle = float(np.median(age[back] / rank[back]))
    return (middle + age) / (1 + rank)
