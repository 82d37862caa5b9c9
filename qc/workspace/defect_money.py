"""From defects to money in a workspace: each customer against their own other days."""

from __future__ import annotations

import numpy as np

from qc.chain.buying import Worth
from qc.chain.company import Company
from qc.chain.defect_money import (
    DefectEffects,
    Stake,
    defect_effects,
    open_failures,
    stake,
)
from qc.chain.defect_times import lacking
from qc.chain.forecasts import HORIZONS
from qc.chain.repeat_links import links
from qc.review.defect_money import DefectMoney
from qc.review.repeat import RepeatForecast
from qc.workspace.chain_figures import after_defects_of
from qc.workspace.company import company_of
from qc.workspace.workspace import Workspace


def defect_money(
    workspace: Workspace, forecast: RepeatForecast | None = None
) -> DefectMoney:
    """Answer: do customers buy less after a defect, and what is at stake?

    Parameters
    ----------
    workspace : Workspace
    forecast : RepeatForecast, optional
        Of the same workspace: without it nothing is said of what is at stake.
    """
    company = company_of(workspace)
    missing = lacking(company)
    if missing:
        return DefectMoney(lacking=missing, link=links(company)[0])
    effects = defect_effects(company, after_defects_of(workspace))
    worth = forecast.worth if forecast else None
    return DefectMoney(
        lacking=(),
        link=links(company, effects.main)[0],
        effects=effects,
        stake=_stake(company, effects, forecast) if forecast else None,
        by_rate=worth is not None and worth.worth is Worth.NOTHING,
        by_margin=worth is not None and worth.worth is Worth.MARGIN,
        currency=forecast.currency if forecast else "",
    )


def _stake(
    company: Company, effects: DefectEffects, forecast: RepeatForecast
) -> Stake | None:
    """Return what is at stake; None without a forecast, or without an open failure."""
    ahead = forecast.ahead
    left = open_failures(effects.main.times, company.customers, company.last)
    mine = left[ahead.histories.customer]
    if ahead.short or not np.any(mine):
        return None
    money = None if forecast.worth is None else ahead.each * forecast.worth.each
    return stake(
        effects.main.whole.ratio,
        ahead.each[mine],
        None if money is None else money[mine],
        HORIZONS[-1],
    )
