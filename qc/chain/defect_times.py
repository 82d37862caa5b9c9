"""The time each customer spent after a defect and otherwise, and what they bought then.

A faulty sale is a contact with a defect, which opens a window: were the purchase itself
counted, defects would seem to follow purchases. So only purchases count whose own sale
is known to have had none. Who has left has neither defects nor purchases: a customer is
watched until just before the last contact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY, Company
from qc.chain.exposure import Exposure, Moments, Watched, exposure, follow_up
from qc.core.arrays import Bools, Floats, Ints, freeze
from qc.core.kinds import TableName

WINDOW = 180  # days after a defect in which its effect is looked for
SLICES = (0, 30, 90, WINDOW)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DefectTimes:
    """What is needed to hold customers against their own other days.

    Attributes
    ----------
    watched : Watched
        By customer, all of the company.
    defects : Moments
    grave, mended : (d,) float
        Of each defect: major, made good; NaN where the log does not say.
    bought : Moments
        Purchases whose own sale had no defect.
    faulty, unlinked : int
        Purchases left out: their own sale had a defect; it is not known.
    """

    watched: Watched
    defects: Moments
    grave: Floats
    mended: Floats
    bought: Moments
    faulty: int
    unlinked: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "grave", "mended")

    def exposed(self, edges: tuple[int, ...], kind: Ints | None = None) -> Exposure:
        """Return events and time by slice of the window and kind of defect."""
        return exposure(self.watched, self.defects, self.bought, edges, kind)


def defect_times(company: Company) -> DefectTimes:
    """Answer: when was each customer within reach of a defect, what did they buy?"""
    log, sales = company.contacts, company.sales
    met = log.customer != NOBODY
    bad = met & (log.defective == 1)
    paid = ~(sales.amount < 0) & (sales.customer != NOBODY)
    own = _own(company)
    contacts = Moments(customer=log.customer[met], day=log.day[met])
    every = _days(sales.customer[paid], sales.day[paid])
    return DefectTimes(
        watched=_watched(every, contacts, company),
        defects=Moments(customer=log.customer[bad], day=log.day[bad]),
        grave=log.grave[bad],
        mended=log.recovered[bad],
        bought=_days(*(c[paid & (own == 0)] for c in (sales.customer, sales.day))),
        faulty=int((paid & (own == 1)).sum()),
        unlinked=int((paid & np.isnan(own)).sum()),
    )


def lacking(company: Company) -> tuple[str, ...]:
    """Return the tables and fields without which nothing can be said."""
    there = {
        str(TableName.INTERACTIONS): len(company.contacts) > 0,
        str(TableName.TRANSACTIONS): len(company.sales) > 0,
    }
    if all(there.values()):
        met = company.contacts.customer != NOBODY
        there = {
            "customer_id": bool(met.any()),
            "defective": bool(np.isfinite(company.contacts.defective).any()),
            "interaction_id": bool((company.sales.contact != NOBODY).any()),
        }
    return tuple(name for name, known in there.items() if not known)


def _own(company: Company) -> Floats:
    """Return whether the sale behind each purchase had a defect; NaN if not known."""
    contact, log = company.sales.contact, company.contacts
    if not len(log):
        return np.full(len(contact), np.nan)
    return np.where(contact == NOBODY, np.nan, log.defective[np.maximum(contact, 0)])


def _watched(bought: Moments, contacts: Moments, company: Company) -> Watched:
    """Return when customers are watched; never while a defect could be unseen.

    Who bought before the log began may have had a defect then, too: such a customer
    is watched from a whole window after its first day.
    """
    found = follow_up(bought, contacts, company.customers)
    if not len(contacts):
        return found
    begins = int(contacts.day.min())
    early: Bools = found.start < begins
    start = np.where(early, begins + WINDOW, found.start)
    return Watched(start=start, until=found.until)


def _days(customer: Ints, day: Ints) -> Moments:
    """Return purchases, one a customer and day: split orders are no loyalty."""
    if not len(day):
        return Moments(customer=customer, day=day)
    first = int(day.min())
    wide = int(day.max()) - first + 1
    key = np.unique(customer * wide + day - first)
    return Moments(customer=key // wide, day=key % wide + first)
