"""Referrals of a workspace: rows, trees, R with its chart, what they are worth."""

from __future__ import annotations

import numpy as np

from qc.chain.company import EPOCH, Company
from qc.chain.purchases import Purchases, purchases
from qc.chain.referral_cohorts import Cohorts, cohorts
from qc.chain.referral_curve import path
from qc.chain.referral_layout import layout
from qc.chain.referral_links import groups_of, links, margins_of, purchases_of
from qc.chain.referral_number import reproduction
from qc.chain.referral_people import Marked, People, brought, people
from qc.chain.referral_value import beside, horizon_of
from qc.chain.repurchase import Repurchase, repurchase, second
from qc.core.arrays import Bools
from qc.core.errors import NothingToShow
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.series import Counts
from qc.review.assessment import Assessment
from qc.review.referrals import Paths, ReferralReport, Value
from qc.workspace.chain_charts import card, judged
from qc.workspace.company import company_of
from qc.workspace.workspace import Workspace

SEED = 20_260_101  # of all that is drawn anew
TITLE = "Customers brought by those of each month"


def referrals(workspace: Workspace) -> ReferralReport:
    """Answer: who was brought by whom, how many does a customer bring, how good?

    Raises
    ------
    NothingToShow
        Without a referral.
    """
    company = company_of(workspace)
    if not len(company.referrals):
        raise NothingToShow(
            "No referrals are loaded. Load a table of who recommended whom on the "
            "Data page; it is recognised by itself."
        )
    who = people(company)
    found = brought(who)
    months = cohorts(who, found)
    return ReferralReport(
        customers=company.names.customers,
        who=who,
        number=reproduction(who, np.random.default_rng(SEED)),
        months=months,
        chart=_chart(workspace, months),
        layout=layout(who.forest),
        value=value_of(company, who) if len(company.sales) else None,
    )


def came_back(company: Company, who: People, group: Bools) -> Repurchase:
    """Answer: how soon do the customers of a group come back a second time?"""
    return repurchase(second(_bought(company, group), _date(who.last)))


def _bought(company: Company, group: Bools) -> Purchases:
    sales = company.sales
    rows = np.append(group, False)[sales.customer]  # -1 is the last
    days = EPOCH + sales.day[rows].astype("timedelta64[D]")
    return purchases(sales.customer[rows], days, np.ones(int(rows.sum())))


def _date(day: int) -> np.datetime64:
    return EPOCH + np.timedelta64(day, "D")


def _chart(workspace: Workspace, months: Cohorts) -> Assessment | None:
    if not len(months) or not months.customers.any():
        return None
    series = Counts(
        at=months.month,
        events=months.brought.astype(np.float64),
        opportunities=months.customers.astype(np.float64),
    )
    measure = card(
        "chain-brought",
        TITLE,
        MeasureKind.RATE,
        Direction.HIGHER,
        by=Period.MONTH,
        question="Do the customers of later months bring fewer others?",
    )
    return judged(workspace, measure, series)


def value_of(company: Company, who: People) -> Value:
    """Answer: are customers who were brought worth more than others?"""
    groups = groups_of(who)
    horizon = horizon_of(groups, who.ends)
    bought, margins = purchases_of(company, who), margins_of(company, who)
    told = len(margins.mark) > 0
    return Value(
        purchases=beside(bought, groups, who, horizon),
        money=beside(margins, groups, who, horizon) if told else None,
        paths=_paths(margins if told else bought, groups, who),
        back=(
            came_back(company, who, groups[0]),
            came_back(company, who, groups[1]),
        ),
        link=links(company)[0],
        no_margin=len(bought.mark) - len(margins.mark),
    )


def _paths(marked: Marked, groups: tuple[Bools, Bools], who: People) -> Paths:
    longest = min((float(who.ends[g].max(initial=0.0)) for g in groups), default=0.0)
    age = np.arange(0.0, min(longest, 365.0) + 1, 5.0)
    one, other = (path(marked, group, who.ends, age) for group in groups)
    return Paths(age=age, referred=one, others=other)
