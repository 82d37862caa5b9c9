"""How often and how lately each customer came back: x, t_x, T and the mean spend.

The first purchase day makes a customer; it counts neither as coming back nor in what
they spend when they do.

References
----------
.. [1] P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting your customers" the easy way,
       Marketing Science 24(2), 275-284 (2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.purchases import Purchases, starts, until
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries

_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Histories:
    """What the models of repeat business know of each customer.

    Attributes
    ----------
    customer : (n,) int
        Number of the customer.
    repeats : (n,) int, >= 0
        Purchase days after the first, x.
    last : (n,) int, days
        Age at the last of them, t_x; 0 without any.
    age : (n,) int, days
        From the first purchase day to the end of the observation, T.
    spend : (n,) float
        Mean amount of a repeat purchase; NaN without any.
    """

    customer: Ints
    repeats: Ints
    last: Ints
    age: Ints
    spend: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the arrays."""
        _check(self)
        freeze(self, "customer", "repeats", "last", "age", "spend")

    def __len__(self) -> int:
        """Number of customers."""
        return len(self.customer)

    def take(self, keep: Bools | Ints) -> Histories:
        """Return some of the customers."""
        return Histories(
            customer=self.customer[keep],
            repeats=self.repeats[keep],
            last=self.last[keep],
            age=self.age[keep],
            spend=self.spend[keep],
        )


def histories(found: Purchases, end: np.datetime64) -> Histories:
    """Answer: how often, how lately and for how much did each come back?

    Parameters
    ----------
    found : Purchases
    end : datetime64[D]
        Last day of the observation; purchases after it do not count, and who first
        bought after it does not appear.
    """
    seen = until(found, end)
    first = starts(seen)
    bought = np.diff(np.append(first, len(seen)))
    last = first + bought - 1
    sums = np.add.reduceat(seen.amount, first) if len(first) else seen.amount
    repeats = bought - 1
    spend = np.full(len(first), np.nan)
    np.divide(sums - seen.amount[first], repeats, out=spend, where=repeats > 0)
    began = seen.day[first]
    return Histories(
        customer=seen.customer[first],
        repeats=repeats,
        last=((seen.day[last] - began) // _DAY).astype(np.int64),
        age=((end.astype("datetime64[D]") - began) // _DAY).astype(np.int64),
        spend=spend,
    )


def _check(some: Histories) -> None:
    columns = (some.customer, some.repeats, some.last, some.age, some.spend)
    if len({column.shape for column in columns}) > 1:
        raise InvalidSeries("Each customer needs repeats, last, age and spend.")
    if not np.all((some.repeats >= 0) & (some.last >= 0) & (some.last <= some.age)):
        raise InvalidSeries(
            "A customer comes back 0 times or more, and last within their own age: "
            "0 <= last <= age in days."
        )
    if np.any((some.repeats > 0) != (some.last > 0)):
        raise InvalidSeries("Who came back has a last day above 0; who did not, has 0.")
