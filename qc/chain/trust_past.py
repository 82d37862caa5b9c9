"""How customers stood on past days, and what they did in the 90 days after.

From this every claim that trust foretells something is tried: what is foretold always
lies after what it is foretold from.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from qc.chain.company import NOBODY, Company
from qc.chain.trust_origins import HORIZON, Origin
from qc.chain.trust_promises import Promises
from qc.chain.trust_surprise import Surprise
from qc.core.arrays import Bools, Floats, Ints, freeze

_LONG = 10**6  # days since something that never was


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Customers as they stood on past days: a row for each customer and day.

    Attributes
    ----------
    origin : (n,) int
        Number of the day, from 0, in order of time.
    customer : (n,) int
    trust : (n,) float
        The index, from what was known then.
    surprise : (n,) float
        Part of the index that luck or service made, not the kind and number of
        interactions: see `trust_surprise`.
    contacts, since : (n,) int
        Interactions so far, and days since the last; work done again is left out, as
        what a failure brought about.
    purchases, silent : (n,) int
        Purchase days so far, and days since the last.
    again, refers : (n,) bool
        Whether the customer bought, and recommended us, in the days foretold.
    """

    origin: Ints
    customer: Ints
    trust: Floats
    surprise: Floats
    contacts: Ints
    since: Ints
    purchases: Ints
    silent: Ints
    again: Bools
    refers: Bools

    def __post_init__(self) -> None:
        """Freeze the columns."""
        freeze(self, *(field.name for field in fields(self)))

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.origin)

    def only(self, keep: Bools) -> Standing:
        """Return some of the rows."""
        names = [field.name for field in fields(self)]
        return Standing(**{name: getattr(self, name)[keep] for name in names})


def standing(
    company: Company, promises: Promises, days: tuple[Origin, ...]
) -> Standing:
    """Answer: how did customers stand on past days, and what did they do next?

    Who had bought by then; where no purchase is known at all, who had been served.
    """
    past = _Past(company, promises)
    parts = [past.at(day) for day in days] or [past.nobody()]
    return Standing(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Standing)
        }
    )


class _Past:
    """What is asked on each of the past days."""

    def __init__(self, company: Company, promises: Promises) -> None:
        n, told = company.customers, company.referrals
        true = (told.referrer >= 0) & (told.referrer != told.referred)
        when = np.floor(told.day).astype(np.int64)
        self.promises = promises
        first = ~(company.contacts.attempt > 1)
        self.met = _Days(
            company.contacts.customer[first], company.contacts.day[first], n
        )
        self.bought = _Days(company.sales.customer, company.sales.day, n, once=True)
        self.told = _Days(np.where(true, told.referrer, NOBODY), when, n)
        self.surprise = Surprise(promises, company.last)

    def at(self, origin: Origin) -> Standing:
        """Return the customers of one day."""
        day = origin.day
        contacts, since = self.met.until(day)
        purchases, silent = self.bought.until(day)
        served = contacts > 0
        some = np.flatnonzero(served & (purchases > 0) if len(self.bought) else served)
        return Standing(
            origin=np.full(len(some), origin.number),
            customer=some,
            trust=origin.index.value[some],
            surprise=self.surprise.at(day, origin.half_life)[some],
            contacts=contacts[some],
            since=since[some],
            purchases=purchases[some],
            silent=silent[some],
            again=self.bought.within(day, HORIZON)[some],
            refers=self.told.within(day, HORIZON)[some],
        )

    def nobody(self) -> Standing:
        """Return no rows."""
        none, floats = np.zeros(0, dtype=np.int64), np.zeros(0)
        return Standing(
            origin=none,
            customer=none,
            trust=floats,
            surprise=floats,
            contacts=none,
            since=none,
            purchases=none,
            silent=none,
            again=none.astype(bool),
            refers=none.astype(bool),
        )


class _Days:
    """When something happened to whom."""

    def __init__(
        self, customer: Ints, day: Ints, customers: int, *, once: bool = False
    ) -> None:
        some = customer >= 0
        self.customer, self.day, self.customers = customer[some], day[some], customers
        if once and len(self.day):  # a customer and day counts once
            low = self.day.min()
            wide = int(self.day.max() - low) + 1
            key = np.unique(self.customer * wide + self.day - low)
            self.customer, self.day = key // wide, key % wide + low

    def __len__(self) -> int:
        return len(self.day)

    def until(self, day: int) -> tuple[Ints, Ints]:
        """Return how often it happened to each until a day, and how long ago last."""
        then = self.day <= day
        who = self.customer[then]
        last = np.full(self.customers, day - _LONG)
        np.maximum.at(last, who, self.day[then])
        return np.bincount(who, minlength=self.customers), day - last

    def within(self, day: int, horizon: int) -> Bools:
        """Return to whom it happened in the days after."""
        after = (self.day > day) & (self.day <= day + horizon)
        found = np.zeros(self.customers, dtype=bool)
        found[self.customer[after]] = True
        return found
