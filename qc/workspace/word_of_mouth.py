"""Word of mouth of a workspace against its campaigns."""

from __future__ import annotations

import numpy as np

from qc.chain.company import Company, Source
from qc.chain.referral_number import YEAR
from qc.chain.referral_people import People, people
from qc.chain.word_of_mouth import View, credited
from qc.chain.word_of_mouth_against import against
from qc.chain.word_of_mouth_sides import Sides, sides
from qc.core.kinds import TableName
from qc.core.rates import RateName, Rates
from qc.review.word_of_mouth import WordOfMouth
from qc.workspace.company import company_of
from qc.workspace.rates import changed, keep, rates_of
from qc.workspace.referrals import SEED, came_back
from qc.workspace.workspace import Workspace


def word_of_mouth(workspace: Workspace) -> WordOfMouth:
    """Answer: does word of mouth or do campaigns return more?"""
    company = company_of(workspace)
    who, rates = people(company), rates_of(workspace)
    both = sides(company, who)
    quality = _quality(rates, who)
    return WordOfMouth(
        sides=both,
        found=against(both, np.random.default_rng(SEED), quality),
        back=(
            came_back(company, who, both.referred),
            came_back(company, who, both.won),
        ),
        credit={view: _credit(company, both, view) for view in View},
        quality=quality,
        rates=rates,
        lacking=_lacking(company),
    )


def tell_quality(workspace: Workspace, a_year: float | None) -> None:
    """Keep what a year of service quality costs for the sake of word of mouth.

    Parameters
    ----------
    workspace : Workspace
    a_year : float or None
        Money; None takes it back.

    Raises
    ------
    InvalidCard
        If it is no amount.
    """
    said = "" if a_year is None else repr(a_year)
    keep(workspace, changed(rates_of(workspace), {RateName.QUALITY.value: said}))


def _quality(rates: Rates, who: People) -> float:
    """Return what quality cost over the days looked at, as far as it is said."""
    days = who.last - who.since + 1
    return (rates.of(RateName.QUALITY) or 0.0) * max(days, 0) / YEAR


def _credit(company: Company, both: Sides, view: View) -> dict[Source, float]:
    margins, who = both.margins, both.who
    each = np.bincount(margins.customer, margins.mark, company.customers)
    source, parent = company.arrivals.source, who.forest.parent
    return credited(source, parent, each.astype(np.float64), view)


def _lacking(company: Company) -> tuple[str, ...]:
    """Return tables and fields that are lacking, those that come first first."""
    tables = {
        TableName.TRANSACTIONS: company.sales,
        TableName.REFERRALS: company.referrals,
        TableName.CAMPAIGNS: company.campaigns,
    }
    gone = [name.value for name, table in tables.items() if not len(table)]
    told = np.isfinite(company.sales.margin).any()
    if TableName.TRANSACTIONS not in gone and not told:
        gone.append("margin")
    if (
        TableName.CAMPAIGNS not in gone
        and not np.isfinite(company.campaigns.spend).any()
    ):
        gone.append("spend")
    return tuple(gone)
