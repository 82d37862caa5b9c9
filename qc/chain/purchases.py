"""Who bought when, and for how much: one purchase a customer and day.

Rows of one calendar day are one purchase, their amounts added: split orders are no
loyalty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Dates, Floats, Ints, freeze
from qc.core.errors import InvalidSeries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Purchases:
    """Purchases in order of customer and day, each customer's days distinct.

    Attributes
    ----------
    customer : (m,) int, >= 0, not decreasing
        Number of the customer, as the caller counts them.
    day : (m,) datetime64[D]
    amount : (m,) float
        Sum of the rows of that day, in money.
    rows : (m,) int, >= 1
        Rows each purchase was made of.
    left_out : int
        Rows without a positive amount that were left out, if that was asked.
    """

    customer: Ints
    day: Dates
    amount: Floats
    rows: Ints
    left_out: int = 0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "customer", "day", "amount", "rows")

    def __len__(self) -> int:
        """Number of purchases."""
        return len(self.customer)

    @property
    def merged(self) -> int:
        """Rows that were a further row of a purchase."""
        return int(self.rows.sum()) - len(self)


def purchases(
    customer: Ints, day: Dates, amount: Floats, *, only_paid: bool = False
) -> Purchases:
    """Answer: on which days did whom buy, and for how much in all?

    Parameters
    ----------
    customer : (n,) int, >= 0
        One number a customer, in any order of rows.
    day : (n,) datetime64
        Cut to the day.
    amount : (n,) float
        Money; negative for a refund.
    only_paid : bool
        Leave out rows that are not above zero (refunds, gifts).

    Raises
    ------
    InvalidSeries
        With lengths that differ, or a value that is no number or no day.
    """
    _check(customer, day, amount)
    keep = amount > 0 if only_paid else np.ones(len(amount), dtype=bool)
    days = day[keep].astype("datetime64[D]")
    who, what = customer[keep], amount[keep]
    order = np.lexsort((days, who))
    who, days, what = who[order], days[order], what[order]
    new = np.ones(len(who), dtype=bool)
    new[1:] = (np.diff(who) != 0) | (days[1:] != days[:-1])
    first = np.flatnonzero(new)
    sums = np.add.reduceat(what, first) if len(first) else what
    return Purchases(
        customer=who[new],
        day=days[new],
        amount=sums,
        rows=np.diff(np.append(first, len(who))),
        left_out=int((~keep).sum()),
    )


def until(found: Purchases, end: np.datetime64) -> Purchases:
    """Return the purchases up to and with a day."""
    keep = found.day <= end
    return Purchases(
        customer=found.customer[keep],
        day=found.day[keep],
        amount=found.amount[keep],
        rows=found.rows[keep],
        left_out=found.left_out,
    )


def starts(found: Purchases) -> Ints:
    """Return where each customer's purchases begin."""
    new = np.ones(len(found), dtype=bool)
    new[1:] = np.diff(found.customer) != 0
    return np.flatnonzero(new)


def _check(customer: Ints, day: Dates, amount: Floats) -> None:
    if not customer.shape == day.shape == amount.shape:
        raise InvalidSeries(
            f"Each purchase needs a customer, a day and an amount; got "
            f"{len(customer)}, {len(day)} and {len(amount)} of them."
        )
    if np.isnat(day).any() or not np.isfinite(amount).all():
        raise InvalidSeries(
            "A purchase needs a day and a finite amount; leave the other rows out and "
            "say how many they are."
        )
    if np.any(customer < 0):
        raise InvalidSeries("Customers are numbered from 0 up; -1 is nobody's number.")
