"""Earned growth of a workspace: its last year beside the year before."""

from __future__ import annotations

import numpy as np

from qc.chain.company import Company
from qc.chain.earned_growth_years import years
from qc.chain.referral_people import people
from qc.core.kinds import TableName
from qc.review.earned_growth import GrowthReport
from qc.workspace.company import company_of
from qc.workspace.rates import rates_of
from qc.workspace.workspace import Workspace


def earned_growth(workspace: Workspace) -> GrowthReport:
    """Answer: did the company grow by what it earned, or by what it bought?"""
    company = company_of(workspace)
    return GrowthReport(
        years=years(company, people(company)),
        rates=rates_of(workspace),
        lacking=_lacking(company),
    )


def _lacking(company: Company) -> tuple[str, ...]:
    if not len(company.sales):
        return (TableName.TRANSACTIONS.value,)
    return () if np.isfinite(company.sales.amount).any() else ("amount",)
