"""Days that customers spent after a defect, and days without, with what they bought.

A window is (defect day, defect day + w]; overlaps are merged, since a day is one day.
A purchase on the day of the defect is not after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.errors import InvalidSeries


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moments:
    """Things that happened to customers.

    Attributes
    ----------
    customer : (m,) int in [0, customers)
    day : (m,) int
        Counted from one day for all.
    """

    customer: Ints
    day: Ints

    def __post_init__(self) -> None:
        """Refuse unequal lengths, and freeze the arrays."""
        if self.customer.shape != self.day.shape:
            raise InvalidSeries(
                f"Each moment needs a customer and a day; got {len(self.customer)} and "
                f"{len(self.day)} of them."
            )
        freeze(self, "customer", "day")

    def __len__(self) -> int:
        """Number of moments."""
        return len(self.day)

    def only(self, keep: Bools) -> Moments:
        """Return some of them."""
        return Moments(customer=self.customer[keep], day=self.day[keep])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watched:
    """The days each customer was watched: after `start`, up to and with `until`.

    Attributes
    ----------
    start, until : (n,) int
        Not watched at all where until <= start.
    """

    start: Ints
    until: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "start", "until")

    @property
    def days(self) -> Ints:
        """Days watched."""
        days: Ints = np.maximum(self.until - self.start, 0)
        return days

    def inside(self, what: Moments) -> Moments:
        """Return what happened while its customer was watched."""
        who, day = what.customer, what.day
        return what.only((day > self.start[who]) & (day <= self.until[who]))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exposure:
    """What each customer bought in each kind of time.

    Attributes
    ----------
    events : (n, k) float
        Column 0 without a defect before; the others by kind of defect or by slice of
        the window.
    time : (n, k) float
        Days.
    """

    events: Floats
    time: Floats

    def __post_init__(self) -> None:
        """Refuse what cannot be, and freeze the arrays."""
        if self.events.shape != self.time.shape or self.events.ndim != 2:
            raise InvalidSeries(
                "Events and time need a row a customer and a column a kind of time; "
                f"got {self.events.shape} and {self.time.shape}."
            )
        for what in (self.events, self.time):
            if not np.all(np.isfinite(what) & (what >= 0)):
                raise InvalidSeries("Events and time are finite and not below 0.")
        freeze(self, "events", "time")

    def __len__(self) -> int:
        """Number of customers."""
        return len(self.events)


def follow_up(purchases: Moments, contacts: Moments, customers: int) -> Watched:
    """Return when customers are watched: from the first purchase to the last contact.

    The last contact itself does not count, nor what comes after. Who has left buys
    nothing and has no defects either: counted until today, those days would make
    customers look loyal after defects. The last contact is counted out since it is
    there by choice of the end.
    """
    start = np.full(customers, np.iinfo(np.int64).max // 4)
    np.minimum.at(start, purchases.customer, purchases.day)
    until = np.full(customers, np.iinfo(np.int64).min // 4)
    np.maximum.at(until, contacts.customer, contacts.day - 1)
    return Watched(start=start, until=until)


def order_of(defects: Moments, most: int = 3) -> Ints:
    """Return 0 for each customer's first defect, 1 for the second, and so on."""
    order = np.lexsort((defects.day, defects.customer))
    who = defects.customer[order]
    new = np.ones(len(who), dtype=bool)
    new[1:] = np.diff(who) != 0
    begins = np.maximum.accumulate(np.where(new, np.arange(len(who)), 0))
    place = np.empty(len(who), dtype=np.int64)
    place[order] = np.arange(len(who)) - begins
    return np.minimum(place, most - 1)


def exposure(
    watched: Watched,
    defects: Moments,
    purchases: Moments,
    edges: tuple[int, ...],
    kind: Ints | None = None,
) -> Exposure:
    """Answer: how long was each customer in which time, and what did they buy then?

    Parameters
    ----------
    watched : Watched
    defects : Moments
        Also before the first purchase: their windows may reach into it.
    purchases : Moments
        Those that count. A purchase whose own sale had a defect starts a window, so
        it must not be an event itself.
    edges : tuple of int, increasing from 0
        Days after a defect that bound the slices of its window: (0, 180), or (0, 30,
        90, 180).
    kind : (m,) int from 0, optional
        Kind of each defect; a day belongs to the latest, on one day to the highest.

    Returns
    -------
    Exposure
        Column 0 outside all windows, then slice by slice within kind by kind.
    """
    kinds = np.zeros(len(defects), dtype=np.int64) if kind is None else kind
    _check(edges, kinds, defects)
    order = np.lexsort((kinds, defects.day, defects.customer))
    sorted_kinds = kinds[order]
    when = Moments(customer=defects.customer[order], day=defects.day[order])
    slices, n = len(edges) - 1, len(watched.start)
    columns = 1 + slices * (int(kinds.max(initial=0)) + 1)
    time = np.zeros(n * columns)
    for number, within in enumerate(_lengths(watched, when, edges)):
        cell = when.customer * columns + 1 + sorted_kinds * slices + number
        time += np.bincount(cell, within, minlength=len(time))
    table = time.reshape(n, columns)
    table[:, 0] = watched.days - table.sum(axis=1)
    bought = watched.inside(purchases)
    column = _columns(when, sorted_kinds, bought, edges)
    events = np.bincount(bought.customer * columns + column, minlength=len(time))
    return Exposure(events=events.reshape(n, columns).astype(float), time=table)


def halves(watched: Watched, purchases: Moments) -> Exposure:
    """Return the later half of each customer's days against the earlier half.

    Where the rates differ, age itself matters, and a defect, which comes later than
    the start, looks as if it had done what age did.
    """
    middle = watched.start + watched.days / 2
    bought = watched.inside(purchases)
    late = bought.day > middle[bought.customer]
    n = len(watched.start)
    events = np.bincount(bought.customer * 2 + late, minlength=2 * n)
    half = watched.days / 2
    return Exposure(
        events=events.reshape(n, 2).astype(float), time=np.column_stack([half, half])
    )


def _lengths(watched: Watched, when: Moments, edges: tuple[int, ...]) -> list[Floats]:
    """Return the days of each slice of each window that no later window takes over."""
    who = when.customer
    stop = watched.until[who].copy()
    same = who[1:] == who[:-1]
    stop[:-1] = np.where(same, np.minimum(stop[:-1], when.day[1:]), stop[:-1])
    found = []
    for low, high in pairwise(edges):
        begin = np.maximum(when.day + low, watched.start[who])
        end = np.minimum(when.day + high, stop)
        found.append(np.maximum(end - begin, 0).astype(np.float64))
    return found


def _columns(
    when: Moments, kinds: Ints, bought: Moments, edges: tuple[int, ...]
) -> Ints:
    """Return the column of each purchase."""
    if not len(when) or not len(bought):
        return np.zeros(len(bought), dtype=np.int64)
    low = min(when.day.min(), bought.day.min())
    wide = max(when.day.max(), bought.day.max()) - low + 1
    keys = when.customer * wide + when.day - low
    before = np.searchsorted(keys, bought.customer * wide + bought.day - low) - 1
    at = np.maximum(before, 0)
    since = bought.day - when.day[at]
    own = (before >= 0) & (when.customer[at] == bought.customer) & (since <= edges[-1])
    place = np.searchsorted(np.array(edges), since) - 1
    return np.where(own, 1 + kinds[at] * (len(edges) - 1) + place, 0)


def _check(edges: tuple[int, ...], kind: Ints, defects: Moments) -> None:
    if len(edges) < 2 or edges[0] != 0 or np.any(np.diff(edges) <= 0):
        raise InvalidSeries(
            f"The slices of a window are bounded by days that rise from 0; got {edges}."
        )
    if len(kind) != len(defects) or np.any(kind < 0):
        raise InvalidSeries("Each defect needs its kind, a number from 0 up.")
