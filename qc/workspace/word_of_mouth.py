"""Word of mouth of a workspace against its campaigns."""

from __future__ import annotations

import numpy as np

from qc.chain.company import Company, Source
from qc.chain.referral_people import people
from qc.chain.word_of_mouth import View, credited
from qc.chain.word_of_mouth_against import against
from qc.chain.word_of_mouth_sides import Sides, sides
from qc.core.kinds import TableName
from qc.review.word_of_mouth import WordOfMouth
from qc.workspace.company import company_of
from qc.workspace.rates import rates_of
from qc.workspace.referrals import SEED, came_back
from qc.workspace.workspace import Workspace


def word_of_mouth(workspace: Workspace) -> WordOfMouth:
    """Answer: does word of mouth or do campaigns return more?"""
    company = company_of(workspace)
    who = people(company)
    both = sides(company, who)
    return WordOfMouth(
        sides=both,
        found=against(both, np.random.default_rng(SEED)),
        back=(
            came_back(company, who, both.referred),
            came_back(company, who, both.won),
        ),
        credit={view: _credit(company, both, view) for view in View},
        quality=0.0,
        rates=rates_of(workspace),
        lacking=_lacking(company, both),
    )


def _credit(company: Company, both: Sides, view: View) -> dict[Source, float]:
    margins, who = both.margins, both.who
    each = np.bincount(margins.customer, margins.mark, company.customers)
    source, parent = company.arrivals.source, who.forest.parent
    return credited(source, parent, each.astype(np.float64), view)


def _lacking(company: Company, both: Sides) -> tuple[str, ...]:
    """Return tables and fields that are lacking, those that come first first."""
    tables = {
        TableName.TRANSACTIONS: company.sales,
        TableName.REFERRALS: company.referrals,
        TableName.CAMPAIGNS: company.campaigns,
    }
    gone = [name.value for name, table in tables.items() if not len(table)]
    if TableName.TRANSACTIONS not in gone and not len(both.margins.mark):
        gone.append("margin")
    if (
        TableName.CAMPAIGNS not in gone
        and not np.isfinite(company.campaigns.spend).any()
    ):
        gone.append("spend")
    return tuple(gone)
