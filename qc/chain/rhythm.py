"""Is this customer silent for longer than they ever are? Measured by their own rhythm.

A fixed limit for all calls the slow customers lost and the fast ones safe. Each is
compared with the times between their own orders; a key customer's make a t chart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.evidence import Short, Want, short
from qc.chain.purchases import Purchases, starts
from qc.core.arrays import Dates, Floats, Ints, freeze
from qc.core.errors import InvalidSeries
from qc.core.series import Gaps

MINIMUM = {Want.GAPS: 5}
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The times between one customer's orders, as the series of a t chart.

    Attributes
    ----------
    gaps : Gaps
        Days; dated by the order that ended each.
    short : tuple of Short
        Where not empty, show a list of the orders instead.
    """

    gaps: Gaps
    short: tuple[Short, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Silences:
    """How long each customer has been silent, beside their own times between orders.

    Attributes
    ----------
    customer : (n,) int
    gaps : (n,) int
        Times between two orders there were.
    usual : (n,) float, days
        Their median; NaN without any.
    silent : (n,) float, days
        Since the last order.
    chance : (n,) float in (0, 1]
        Share of the own times, the present one included, that were as long or longer;
        NaN below the minimum of `MINIMUM`. At most one in twenty of regular customers
        is shown at .05; more, where times between orders are very uneven.
    """

    customer: Ints
    gaps: Ints
    usual: Floats
    silent: Floats
    chance: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "customer", "gaps", "usual", "silent", "chance")

    @property
    def ratio(self) -> Floats:
        """Silence in usual times between orders."""
        return self.silent / self.usual


def rhythm(days: Dates) -> Rhythm:
    """Answer: how many days lay between the orders of one customer?

    Parameters
    ----------
    days : (m,) datetime64
        Days with an order, in any order; a day counts once.
    """
    distinct = np.unique(days.astype("datetime64[D]"))
    if np.isnat(distinct).any():
        raise InvalidSeries("An order without a day is in no rhythm; leave it out.")
    gaps = Gaps(at=distinct[1:].astype("datetime64[s]"), value=np.diff(distinct) / _DAY)
    return Rhythm(gaps=gaps, short=short(MINIMUM, {Want.GAPS: len(gaps)}))


def silences(found: Purchases, today: np.datetime64) -> Silences:
    """Answer: who has been silent for longer than they usually are?

    Parameters
    ----------
    found : Purchases
        None of them after today.
    today : datetime64[D]

    Raises
    ------
    InvalidSeries
        With a purchase after today.
    """
    if len(found) and found.day.max() > today:
        raise InvalidSeries(
            f"A purchase lies after {today}; take those until then, or a later day."
        )
    first = starts(found)
    orders = np.diff(np.append(first, len(found)))
    last = first + orders - 1
    silent = (today.astype("datetime64[D]") - found.day[last]) / _DAY
    own = np.repeat(np.arange(len(first)), orders - 1)
    gap = np.delete(np.diff(found.day, prepend=found.day[:1]) / _DAY, first)
    longer = np.bincount(own[gap >= silent[own]], minlength=len(first))
    enough = orders - 1 >= MINIMUM[Want.GAPS]
    return Silences(
        customer=found.customer[first],
        gaps=orders - 1,
        usual=_medians(own, gap, orders - 1),
        silent=silent,
        chance=np.where(enough, (1 + longer) / orders, np.nan),
    )


def _medians(own: Ints, gap: Floats, count: Ints) -> Floats:
    """Return the median gap of each customer; NaN without a gap."""
    ordered = gap[np.lexsort((gap, own))]
    some = count > 0
    begin = (np.cumsum(count) - count)[some]
    low, high = begin + (count[some] - 1) // 2, begin + count[some] // 2
    found = np.full(len(count), np.nan)
    found[some] = (ordered[low] + ordered[high]) / 2
    return found
