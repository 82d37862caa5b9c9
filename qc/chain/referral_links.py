"""The arrow from referrals to goodwill: are customers who were brought worth as much?

That customers bring others is counted, not tested: R is above zero as soon as anybody
does, in a company without any effect, too. What can fail is the belief that referred
customers are the better ones. So the arrow is the ratio at which they buy beside others
who came in the same quarter, at the same age; 1 means no difference.
"""

from __future__ import annotations

import math

import numpy as np

from qc.chain.company import Company, Source
from qc.chain.evidence import Estimate, Method
from qc.chain.links import Arrow, Design, Link, Scale
from qc.chain.referral_people import Marked, People, aged, people
from qc.chain.referral_value import ratio
from qc.core.arrays import Bools

OTHERS = (Source.ORGANIC, Source.CAMPAIGN, Source.UNKNOWN)
"""Nobody is on record to have brought them."""
_UNKNOWN = Estimate(value=math.nan, n=0, method=Method.MANTEL_HAENSZEL)


def links(company: Company) -> tuple[Link, ...]:
    """Return the arrow from loyalty to goodwill that referrals carry."""
    lacking = _lacking(company)
    if lacking:
        return (_link(_UNKNOWN, lacking=lacking),)
    who = people(company)
    groups = groups_of(who)
    bought = purchases_of(company, who)
    margins = margins_of(company, who)
    known = len(margins.mark) == len(bought.mark)  # the same sales on both sides
    return (
        _link(
            ratio(bought, groups, who),
            beside=ratio(margins, groups, who) if known else None,
            naive=naive(bought, groups, who),
        ),
    )


def groups_of(who: People) -> tuple[Bools, Bools]:
    """Return customers who were brought, and those who came otherwise."""
    return who.came_by(Source.REFERRAL), who.came_by(*OTHERS)


def purchases_of(company: Company, who: People) -> Marked:
    """Return what counted customers bought, one for each sale."""
    sales = company.sales
    some = np.flatnonzero(sales.customer >= 0)
    day = sales.day[some].astype(float)
    return aged(who, sales.customer[some], day, np.ones(len(some)))


def margins_of(company: Company, who: People) -> Marked:
    """Return the margins of the sales of counted customers."""
    sales = company.sales
    some = np.flatnonzero(sales.customer >= 0)
    day = sales.day[some].astype(float)
    return aged(who, sales.customer[some], day, sales.margin[some])


def naive(bought: Marked, groups: tuple[Bools, Bools], who: People) -> Estimate:
    """Return the ratio of all purchases per customer, whatever their age: misleading.

    Referred customers are younger, since they came through others.
    """
    each = [
        float(bought.mark[group[bought.customer]].sum()) / max(int(group.sum()), 1)
        for group in groups
    ]
    return Estimate(
        value=each[0] / each[1] if each[1] else math.nan,
        n=int(who.counted.sum()),
        method=Method.MEAN,
    )


def _lacking(company: Company) -> tuple[str, ...]:
    tables = {"referrals": company.referrals, "transactions": company.sales}
    return tuple(name for name, table in tables.items() if not len(table))


def _link(
    estimate: Estimate,
    *,
    beside: Estimate | None = None,
    naive: Estimate | None = None,
    lacking: tuple[str, ...] = (),
) -> Link:
    return Link(
        arrow=Arrow.REFERRAL_GOODWILL,
        estimate=estimate,
        scale=Scale.RATIO,
        up=True,
        design=Design.WITHIN_STRATA,
        beside=beside,
        naive=naive,
        lacking=lacking,
    )
