"""Reports of referrals and word of mouth of simulated companies, without a store."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from qc.chain.company import Campaigns, Company, Referrals
from qc.chain.earned_growth_years import years
from qc.chain.referral_cohorts import cohorts
from qc.chain.referral_layout import layout
from qc.chain.referral_number import reproduction
from qc.chain.referral_people import brought, people
from qc.chain.word_of_mouth import View, credited
from qc.chain.word_of_mouth_against import against
from qc.chain.word_of_mouth_sides import sides
from qc.core.rates import Rates
from qc.review.earned_growth import GrowthReport
from qc.review.referrals import ReferralReport
from qc.review.word_of_mouth import WordOfMouth
from qc.simulate.profiles import TEACHING, TINY
from qc.workspace.referrals import came_back, value_of
from tests.chain.simulated import company

EUR = Rates(currency="EUR")


@cache
def teaching() -> Company:
    return company(replace(TEACHING, days=400, organic=1.0), 1)


@cache
def tiny() -> Company:
    return company(TINY, 3)


def only(found: Company, keep: int) -> Company:
    """Return the company with its first few referrals."""
    told = found.referrals
    columns = ("referrer", "referred", "day", "converted", "reward")
    some = Referrals(**{name: getattr(told, name)[:keep] for name in columns})
    return replace(found, referrals=some)


@cache
def report(found: Company) -> ReferralReport:
    who = people(found)
    return ReferralReport(
        customers=found.names.customers,
        who=who,
        number=reproduction(who, np.random.default_rng(1), draws=20),
        months=cohorts(who, brought(who)),
        chart=None,
        layout=layout(who.forest),
        value=value_of(found, who),
    )


def spending(found: Company, factor: float) -> Company:
    table = found.campaigns
    changed = Campaigns(
        start=table.start, end=table.end, spend=table.spend * factor, kind=table.kind
    )
    return replace(found, campaigns=changed)


@cache
def word_of_mouth(found: Company, *lacking: str) -> WordOfMouth:
    who = people(found)
    both = sides(found, who)
    marks = both.margins
    margin = np.bincount(marks.customer, marks.mark, found.customers).astype(float)
    return WordOfMouth(
        sides=both,
        found=against(both, np.random.default_rng(1), draws=200),
        back=(
            came_back(found, who, both.referred),
            came_back(found, who, both.won),
        ),
        credit={
            view: credited(found.arrivals.source, who.forest.parent, margin, view)
            for view in View
        },
        quality=0.0,
        rates=EUR,
        lacking=lacking,
    )


def growth(found: Company, *lacking: str) -> GrowthReport:
    return GrowthReport(years=years(found, people(found)), rates=EUR, lacking=lacking)
