"""Customers as a supply: how many come, stay and go, period by period.

A customer is active from an order until they are silent for longer than is usual with
them. Active at the end = active at the start + new + back again - silent - left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import Source
from qc.chain.supply_orders import NEVER, Orders
from qc.core.arrays import Bools, Floats, Ints, freeze


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Supply:
    """The customers that came, were there and went, in each period.

    Attributes
    ----------
    start : (k,) int
        First day of each period.
    new : (k, sources) int
        First orders, by `list(Source)`.
    back : (k,) int
        Ordered again after they had counted as gone.
    silent, left : (k,) int
        Fell silent; said that they leave.
    opening, stock : (k,) int
        Active customers at the start and at the end.
    returned : int
        Of all that ever fell silent, those that ordered again later.
    fell : int
        All that ever fell silent, one customer as often as it happened.
    """

    start: Ints
    new: Ints
    back: Ints
    silent: Ints
    left: Ints
    opening: Ints
    stock: Ints
    returned: int
    fell: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "start", "new", "back", "silent", "left", "opening", "stock")

    def __len__(self) -> int:
        """Number of periods."""
        return len(self.start)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spans:
    """The periods that each order keeps its customer active for.

    Attributes
    ----------
    first : (n,) int
        Period of the order; -1 before all periods.
    stop : (n,) int
        First period at whose end they are not active through this order any more.
    gone : (n,) bool
        They went in period `stop`: no order came by its end.
    left : (n,) bool
        Of those gone, who said so.
    day : (n,) int
        Day from which they count as gone unless an order comes by the end of its
        period.
    """

    first: Ints
    stop: Ints
    gone: Bools
    left: Bools
    day: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "first", "stop", "gone", "left", "day")


def period_of(day: Ints | Floats, edges: Ints) -> Ints:
    """Return the period of each day: -1 before the first, len(edges) - 1 after all.

    Parameters
    ----------
    day : (n,) int or float
    edges : (k + 1,) int, increasing
        First day of each period, and the day after the last.
    """
    found: Ints = np.searchsorted(edges, day, side="right") - 1
    return found


def spans(found: Orders, edges: Ints, leaving: Ints | None = None) -> Spans:
    """Answer: in which periods was each customer active, and when did they go?

    Who is silent for too long but orders before the period ends has not gone.

    Parameters
    ----------
    found : Orders
    edges : (k + 1,) int, increasing
    leaving : (n,) int, optional
        First day on or after each order on which its customer said that they leave.
    """
    due = found.due if leaving is None else np.minimum(found.due, leaving)
    out, again = period_of(due, edges), period_of(found.next, edges)
    return Spans(
        first=period_of(found.day, edges),
        stop=np.minimum(out, again),
        gone=(out < again) & (out < len(edges) - 1),
        left=np.zeros(len(found), dtype=bool) if leaving is None else leaving <= due,
        day=due,
    )


def supply(
    found: Orders, source: Ints, edges: Ints, leaving: Ints | None = None
) -> Supply:
    """Answer: how many customers came, from where, how many are there, how many went?

    Parameters
    ----------
    found : Orders
    source : (customers,) int
        Place in `list(Source)`.
    edges : (k + 1,) int, increasing
    leaving : (n,) int, optional
        As in `spans`.
    """
    k = len(edges) - 1
    of = spans(found, edges, leaving)
    first, came = found.rank == 0, source[found.customer]
    back = ~first & np.append(False, of.gone)[:-1]
    stock = np.cumsum(_counts(of.first, k) - _counts(of.stop, k))[:-1]
    new = [_counts(of.first[first & (came == s)], k) for s in range(len(Source))]
    fell = of.gone & ~of.left
    return Supply(
        start=edges[:-1],
        new=np.column_stack(new)[1:-1],
        back=_counts(of.first[back], k)[1:-1],
        silent=_counts(of.stop[fell], k)[1:-1],
        left=_counts(of.stop[of.gone & of.left], k)[1:-1],
        opening=stock[:-1],
        stock=stock[1:],
        returned=int((fell & ~found.latest).sum()),
        fell=int(fell.sum()),
    )


def leaves(found: Orders, customer: Ints, day: Ints) -> Ints:
    """Return the first day on or after each order on which its customer leaves.

    Parameters
    ----------
    found : Orders
    customer, day : (m,) int
        Who said on which day that they leave.
    """
    if not len(customer):
        return np.full(len(found), NEVER)
    order = np.lexsort((day, customer))
    who, when = customer[order], day[order]
    low = min(int(when.min()), int(found.day.min(initial=0)))
    wide = max(int(when.max()), int(found.day.max(initial=0))) - low + 1
    keys = who * wide + when - low
    at = np.searchsorted(keys, found.customer * wide + found.day - low)
    safe = np.minimum(at, len(keys) - 1)
    own = (at < len(keys)) & (who[safe] == found.customer)
    return np.where(own, when[safe], NEVER)


def _counts(period: Ints, k: int) -> Ints:
    """Return how many lie in each period, one before all and one after all included."""
    return np.bincount(np.clip(period, -1, k) + 1, minlength=k + 2)
