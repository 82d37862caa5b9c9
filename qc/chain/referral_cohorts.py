"""Do customers of later months bring fewer others? Referrals by the month of coming.

Each month is counted over the same age of its customers, and only once the youngest of
them has reached it: a month that is still growing would look like a fall.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import EPOCH
from qc.chain.referral_people import Marked, People
from qc.core.arrays import Dates, Ints, freeze

WINDOW = 90  # days of age


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cohorts:
    """Customers by the month they came in, oldest first, months without any included.

    Attributes
    ----------
    month : (k,) datetime64[D]
        First day.
    customers, brought : (k,) int
        Who came, and whom they brought within `window` days.
    window : int, days
    young : int
        Customers of later months, who have had no time yet.
    """

    month: Dates
    customers: Ints
    brought: Ints
    window: int
    young: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "month", "customers", "brought")

    def __len__(self) -> int:
        """Number of months."""
        return len(self.month)


def cohorts(who: People, found: Marked, window: int = WINDOW) -> Cohorts:
    """Answer: how many others did the customers of each month bring within a time?

    Parameters
    ----------
    who : People
    found : Marked
        Customers brought, at the age of whoever brought them.
    window : int, days
    """
    counted = np.flatnonzero(who.counted)
    month = _month(who.joined[counted])
    grown = _month(np.array([who.last - window + 1.0]))[0]  # the first not yet grown
    first = _first_whole(who.since)
    whole = (month >= first) & (month < grown)
    many = max(int(grown - first), 0)
    own = np.full(len(who.joined), -1)
    own[counted[whole]] = month[whole] - first
    early = found.age <= window
    place = own[found.customer[early]]
    return Cohorts(
        month=(np.arange(first, first + many)).astype("datetime64[M]").astype("M8[D]"),
        customers=np.bincount(month[whole] - first, minlength=many),
        brought=np.bincount(place[place >= 0], minlength=many),
        window=window,
        young=int((month >= grown).sum()),
    )


def _month(day: np.ndarray) -> Ints:
    dates = EPOCH + np.floor(day).astype(np.int64).astype("timedelta64[D]")
    months: Ints = dates.astype("datetime64[M]").astype(np.int64)
    return months


def _first_whole(since: int) -> int:
    """Return the first month that the log knows from its first day, or nearly so."""
    begun = int(_month(np.array([float(since)]))[0])
    start = np.datetime64(begun, "M").astype("M8[D]").astype(np.int64)
    return begun if since - int(start) <= _NEARLY else begun + 1


_NEARLY = 6  # days
