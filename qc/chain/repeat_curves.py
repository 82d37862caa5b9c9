"""Do customers come back? The share and the curve, by cohort, by how the first went."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.buying import Buying
from qc.chain.cohorts import Groups, by_cohort, grouped_curves
from qc.chain.company import EPOCH, Company
from qc.chain.evidence import Estimate, share_of
from qc.chain.mcf import Cumulative, cumulative
from qc.chain.purchases import Purchases, starts
from qc.chain.repurchase import Repurchase, Second, repurchase, second
from qc.core.arrays import Bools, Ints

_DAY = np.timedelta64(1, "D")
CLEAN, FAULTY = 0, 1  # groups by the first journey


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepeatCurves:
    """How soon customers come back.

    Attributes
    ----------
    share : Estimate
        Share of the customers who have come back so far: recent ones had no time.
    curve : Repurchase
        Time to the second purchase day, those still to come included.
    cohorts : Groups
        The same by month, quarter or year of the first purchase.
    journeys : Groups or None
        The same without (0) and with (1) a defect before the first purchase; None
        where no contact before one is known. It compares different customers.
    mean : Cumulative
        Repeat purchases of a customer by age, in days.
    """

    share: Estimate
    curve: Repurchase
    cohorts: Groups
    journeys: Groups | None
    mean: Cumulative


def repeat_curves(bought: Buying, company: Company) -> RepeatCurves:
    """Answer: how soon and how often do customers come back?"""
    found, end = bought.purchases, bought.end
    some = second(found, end)
    return RepeatCurves(
        share=share_of(int(some.came.sum()), len(some.came) + some.left_out),
        curve=repurchase(some),
        cohorts=by_cohort(found, some),
        journeys=by_first_journey(found, some, company),
        mean=repeat_mean(found, end),
    )


def repeat_mean(found: Purchases, end: np.datetime64) -> Cumulative:
    """Answer: how many repeat purchases has a customer made by each age?"""
    first = starts(found)
    began = found.day[first]
    own = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(found))))
    age = (found.day - began[own]) / _DAY
    again = age > 0
    return cumulative(own[again], age[again], (end - began) / _DAY)


def by_first_journey(found: Purchases, some: Second, company: Company) -> Groups | None:
    """Answer: do customers come back whose first journey had a defect?

    The contacts up to and with the day of the first purchase decide. Who had a defect
    may differ in more than that: this is no effect.
    """
    first = starts(found)
    began = np.full(company.customers, np.iinfo(np.int64).min)
    began[found.customer[first]] = (found.day[first] - EPOCH).astype(np.int64)
    log = company.contacts
    known = (log.customer >= 0) & np.isfinite(log.defective)
    before: Bools = known & (log.day <= began[log.customer])
    met = _any(log.customer[before], company.customers)
    bad = _any(log.customer[before & (log.defective == 1)], company.customers)
    group: Ints = np.where(met, np.where(bad, FAULTY, CLEAN), -1)[some.customer]
    return grouped_curves(some, group) if np.any(group >= 0) else None


def _any(customer: Ints, customers: int) -> Bools:
    found = np.zeros(customers, dtype=bool)
    found[customer] = True
    return found
