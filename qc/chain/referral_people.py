"""The customers of a company as referrals see them: since when, till when, by whom.

Ages are whole days since a customer came. Only customers who came since the log began
are counted on: of those before, a log knows whoever stayed or brought somebody, so they
would flatter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import NOBODY, Company, Source
from qc.chain.referral_rows import Cleaned, Rows, cleaned
from qc.chain.referral_tree import Forest, forest
from qc.core.arrays import Bools, Floats, Ints, freeze

_QUIET = 28  # days in which nothing may happen by chance
_REFERRAL, _UNKNOWN = (list(Source).index(s) for s in (Source.REFERRAL, Source.UNKNOWN))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """All customers, by their numbers.

    Attributes
    ----------
    rows : Cleaned
        What became of the referral rows.
    forest : Forest
    joined : (n,) float
        Day each customer came: as told, else first seen; NaN where nothing says so.
    source : (n,) int
        Place in `list(Source)`; whoever an accepted row brought came by referral.
    counted : (n,) bool
        Known customers who came since `since`.
    ends : (n,) float
        Age at which each one's observation ends; NaN where not counted.
    since, last : int
        First and last day of those looked at: customers, referrals and purchases are
        known until the last one.
    stale : int
        Days of the log after `last`: some table ends so much earlier.
    before : int
        Known customers left out since they came before, or on no known day.
    assumed : int
        Counted customers whose day of coming is not told, so that the day they were
        first seen stands in.
    """

    rows: Cleaned
    forest: Forest
    joined: Floats
    source: Ints
    counted: Bools
    ends: Floats
    since: int
    last: int
    stale: int
    before: int
    assumed: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "joined", "source", "counted", "ends")

    def came_by(self, *sources: Source) -> Bools:
        """Return counted customers who came in one of these ways."""
        places = [list(Source).index(source) for source in sources]
        return self.counted & np.isin(self.source, places)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marked:
    """Things that happened at some age of a customer, each with its weight.

    Attributes
    ----------
    customer : (m,) int
    age : (m,) float, days
    mark : (m,) float
        1, or money.
    """

    customer: Ints
    age: Floats
    mark: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "customer", "age", "mark")

    def of(self, group: Bools) -> Marked:
        """Return what happened to some customers."""
        keep = group[self.customer]
        return Marked(
            customer=self.customer[keep], age=self.age[keep], mark=self.mark[keep]
        )


def people(company: Company) -> People:
    """Answer: who came when, brought by whom, and whom can be counted on?"""
    told = np.floor(company.arrivals.day)
    seen = _first_seen(company)
    known = np.isfinite(told) | np.isfinite(seen) | _in_the_table(company)
    found = company.referrals
    rows = cleaned(
        Rows(
            referrer=_if_known(found.referrer, known),
            referred=_if_known(found.referred, known),
            day=np.floor(found.day),
            joined=told,
        )
    )
    joined = np.where(np.isfinite(told), told, seen)
    since, last = _since(company, told), _last(company, told)
    counted = known & (joined >= since) & (joined <= last)
    brought = rows.parent != NOBODY
    return People(
        rows=rows,
        forest=forest(rows.parent, known),
        joined=joined,
        source=np.where(brought, _REFERRAL, company.arrivals.source),
        counted=counted,
        ends=np.where(counted, last - joined, np.nan),
        since=since,
        last=last,
        stale=company.last - last,
        before=int((known & ~counted).sum()),
        assumed=int((counted & np.isnan(told)).sum()),
    )


def brought(who: People) -> Marked:
    """Return each customer brought, at the age of whoever brought them."""
    to = np.flatnonzero((who.rows.parent != NOBODY) & who.counted)
    by = who.rows.parent[to]
    keep = who.counted[by]
    to, by = to[keep], by[keep]
    return aged(who, by, who.joined[to], np.ones(len(to)))


def aged(who: People, customer: Ints, day: Floats, mark: Floats) -> Marked:
    """Return what happened to counted customers at their ages; before counts as 0.

    What happened after the last day is left out.
    """
    keep = who.counted[customer] & (day <= who.last) & np.isfinite(mark)
    customer = customer[keep]
    age = np.maximum(day[keep] - who.joined[customer], 0.0)
    return Marked(customer=customer, age=age, mark=mark[keep])


def _since(company: Company, told: Floats) -> int:
    """Return the first day of the log; without one, the first day anybody came."""
    days = company.contacts.day
    if len(days):
        return int(days.min())
    came = told[np.isfinite(told)]
    return int(min(company.first, came.min(initial=company.first)))


def _last(company: Company, told: Floats) -> int:
    """Return the last day that customers, referrals and purchases are known for.

    A table that ends earlier than the log was handed over earlier; what came after it
    is not known to have not happened.
    """
    days = np.append(told, np.floor(company.referrals.day))
    ends = [days[np.isfinite(days)], company.sales.day]
    known = [int(each.max()) for each in ends if len(each)]
    late = [day for day in known if company.last - day > _QUIET]
    return min([company.last, *late])


def _if_known(customer: Ints, known: Bools) -> Ints:
    there = np.append(known, False)[customer]  # -1 is the last
    return np.where(there, customer, NOBODY)


def _in_the_table(company: Company) -> Bools:
    """Return customers whose source or campaign is told, if not their day."""
    arrivals = company.arrivals
    found: Bools = (arrivals.source != _UNKNOWN) | (arrivals.campaign != NOBODY)
    return found


def _first_seen(company: Company) -> Floats:
    """Return the first day each customer met us or bought; NaN without."""
    first = np.full(company.customers, np.inf)
    for table in (company.contacts, company.sales):
        some = table.customer != NOBODY
        np.minimum.at(first, table.customer[some], table.day[some].astype(float))
    return np.where(np.isfinite(first), first, np.nan)
