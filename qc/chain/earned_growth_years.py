"""Earned growth of a company: its last year beside the year before.

Where the purchases do not reach back two years, two equal and shorter stretches stand
in for the years, and the figures are indicative only: a season is not growth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qc.chain.company import NOBODY, Company, Source
from qc.chain.earned_growth import EarnedGrowth, Reason, Revenue, earned_growth
from qc.chain.evidence import Estimate, Short, Want
from qc.chain.referral_people import People
from qc.core.arrays import Bools, Floats, Ints

YEAR = 365  # days
LEAST = 91
_NEARLY = 14  # days that two years may lack
_FEWEST = 30  # earlier customers, to say that all of them are known from the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Earned growth by two readings of "earned".

    Attributes
    ----------
    wide : EarnedGrowth
        Recommended, or come of themselves: nobody was paid for either.
    narrow : EarnedGrowth
        Recommended only; whoever came of themselves has no known reason.
    days : int
        Length of each of the two stretches; 365 for years, 0 without enough days.
    last : int
        Last day of the later stretch.
    still_here : bool
        Purchases from before the log are only those of customers who occur in it, so
        they are not used: whoever left is not among them.
    """

    wide: EarnedGrowth
    narrow: EarnedGrowth
    days: int
    last: int
    still_here: bool


def years(company: Company, who: People) -> Years:
    """Answer: did the company grow by what it earned in the last year?"""
    still_here = _only_those_still_here(company, who)
    days = company.sales.day
    begin = who.since if still_here else int(days.min(initial=who.last + 1))
    reach = who.last - begin + 1
    span = YEAR if reach >= 2 * YEAR - _NEARLY else max(reach // 2, 0)
    span = span if span >= LEAST else 0
    found = [
        _indicative(earned_growth(_revenue(company, who, span, strict=strict)), reach)
        for strict in (False, True)
    ]
    return Years(
        wide=found[0],
        narrow=found[1],
        days=span,
        last=who.last,
        still_here=still_here,
    )


def _revenue(company: Company, who: People, span: int, *, strict: bool) -> Revenue:
    end = who.last
    now = _within(company, end - span, end) if span else _within(company, -1, end)
    before = _within(company, end - 2 * span, end - span)
    return Revenue(
        before=_sum(company, before),
        now=_sum(company, now),
        reason=_reasons(who, strict=strict),
    )


def _indicative(found: EarnedGrowth, reach: int) -> EarnedGrowth:
    if reach >= 2 * YEAR - _NEARLY:
        return found
    lacking = Short(what=Want.YEARS, need=2, got=round(max(reach, 0) / YEAR, 1))

    def told(figure: Estimate) -> Estimate:
        others = tuple(one for one in figure.short if one.what is not Want.YEARS)
        return replace(figure, short=(lacking, *others))

    return replace(
        found,
        retained=told(found.retained),
        earned=told(found.earned),
        growth=told(found.growth),
    )


def _reasons(who: People, *, strict: bool) -> Ints:
    reasons = list(Reason)
    itself = Reason.UNKNOWN if strict else Reason.EARNED
    by_source = {
        Source.REFERRAL: Reason.EARNED,
        Source.ORGANIC: itself,
        Source.CAMPAIGN: Reason.BOUGHT,
        Source.UNKNOWN: Reason.UNKNOWN,
    }
    table = np.array([reasons.index(by_source[source]) for source in Source])
    found: Ints = table[who.source]
    return found


def _only_those_still_here(company: Company, who: People) -> bool:
    sales, n = company.sales, company.customers
    early = sales.customer[(sales.day < who.since) & (sales.customer != NOBODY)]
    earlier = np.bincount(early, minlength=n) > 0
    met = company.contacts.customer
    here = np.bincount(met[met != NOBODY], minlength=n) > 0
    here |= who.forest.brought > 0
    return int(earlier.sum()) >= _FEWEST and bool(here[earlier].all())


def _within(company: Company, after: int, until: int) -> Bools:
    sales = company.sales
    there = (sales.customer != NOBODY) & np.isfinite(sales.amount)
    inside: Bools = there & (sales.day > after) & (sales.day <= until)
    return inside


def _sum(company: Company, rows: Bools) -> Floats:
    sales = company.sales
    found = np.bincount(sales.customer[rows], sales.amount[rows], company.customers)
    return np.maximum(
        found.astype(np.float64), 0.0
    )  # refunds beyond what was bought are no revenue
