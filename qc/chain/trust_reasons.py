"""Why a relationship may be at risk: failures still open, and promises broken."""

from __future__ import annotations

import numpy as np

from qc.chain.company import Company
from qc.chain.trust_promises import Promises
from qc.core.arrays import Ints

OPEN_DAYS = 180  # after which a failure not made good is history
NEVER = -1  # no such day


def open_failures(company: Company) -> Ints:
    """Return the day of each customer's last failure not made good; -1 without.

    A defect not recovered, or a case still open that is defective or past its promise;
    of the last half year.
    """
    some = company.contacts
    waiting = np.isnan(some.resolved)
    bad = (some.defective == 1) & ((some.recovered == 0) | waiting)
    bad |= (some.late == 1) & waiting
    bad &= (some.customer >= 0) & (some.day > company.last - OPEN_DAYS)
    found = np.full(company.customers, NEVER)
    np.maximum.at(found, some.customer[bad], some.day[bad])
    return found


def last_broken(some: Promises) -> tuple[Ints, Ints]:
    """Return when each customer's last broken promise was known, and its kind."""
    rows = np.flatnonzero(~some.kept)
    rows = rows[np.argsort(some.known[rows], kind="stable")]
    day, kind = np.full((2, some.customers), NEVER)
    day[some.customer[rows]] = some.known[rows]  # the last one stays
    kind[some.customer[rows]] = some.kind[rows]
    return day, kind
