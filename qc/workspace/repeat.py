"""Repeat business of a workspace: who comes back, how soon, how much is to come."""

from __future__ import annotations

import numpy as np

from qc.chain.buying import Buying, buying
from qc.chain.company import Company
from qc.chain.contract import beat
from qc.chain.forecasts import HORIZONS, forecasts, so_far
from qc.chain.purchases import starts
from qc.chain.repeat_curves import repeat_curves
from qc.chain.worth import money_total, spending
from qc.core.arrays import Ints
from qc.core.errors import NothingToShow
from qc.core.rates import RateName
from qc.review.repeat import KeyCustomers, RepeatBusiness, RepeatForecast
from qc.workspace.company import company_of
from qc.workspace.once import once
from qc.workspace.rates import rates_of
from qc.workspace.repeat_setting import business_told
from qc.workspace.workspace import Workspace

KEY = 50  # customers that can be picked


def repeat_business(workspace: Workspace) -> RepeatBusiness:
    """Answer: do customers come back, how soon, and how do they buy?

    Raises
    ------
    NothingToShow
        Without a purchase.
    """
    company, bought = bought_of(workspace)
    return RepeatBusiness(
        bought=bought,
        customers=len(starts(bought.purchases)),
        beat=beat(bought.purchases),
        told=business_told(workspace.warehouse),
        curves=repeat_curves(bought, company),
        log=len(company.contacts) > 0,
    )


def repeat_forecast(workspace: Workspace) -> RepeatForecast:
    """Answer: how much repeat business will the customers there are bring?

    Raises
    ------
    NothingToShow
        Without a purchase.
    """
    _, bought = bought_of(workspace)
    rates = rates_of(workspace)
    ahead = forecasts(bought.purchases, bought.end)
    worth = spending(bought, ahead.histories, rates.of(RateName.REPEAT))
    totals = ahead.models[0].totals
    money = (
        tuple(money_total(each, ahead.each, worth) for each in totals) if worth else ()
    )
    return RepeatForecast(
        ahead=ahead,
        worth=worth,
        money=money,
        currency=rates.currency,
        past=so_far(bought.purchases, bought.end, HORIZONS[-1]),
    )


def key_customers(
    workspace: Workspace, forecast: RepeatForecast, most: int = KEY
) -> KeyCustomers:
    """Answer: from whom is most expected?

    By the worth of the purchases expected, else by their number; by purchases so far
    where there is no forecast.
    """
    company, bought = bought_of(workspace)
    found, each = bought.purchases, forecast.ahead.each
    first = starts(found)
    many = np.diff(np.append(first, len(found)))
    money = each * (forecast.worth.each if forecast.worth else np.nan)
    shown = not forecast.ahead.short
    money = money if shown else np.full(len(each), np.nan)
    expected = each if shown else np.full(len(each), np.nan)
    score = np.where(np.isfinite(money), money, expected)
    score = np.where(np.isfinite(score), score, many)
    top: Ints = np.lexsort((-many, -score))[:most]
    number = found.customer[first][top]
    return KeyCustomers(
        names=tuple(company.names.customers[i] for i in number.tolist()),
        number=number,
        purchases=many[top],
        last=found.day[first + many - 1][top],
        expected=expected[top],
        money=money[top],
    )


def bought_of(workspace: Workspace) -> tuple[Company, Buying]:
    """Return the company and its purchases.

    Raises
    ------
    NothingToShow
        Without a purchase.
    """
    company = company_of(workspace)
    bought = once(company, "bought", lambda: buying(company))
    if not len(bought.purchases):
        raise NothingToShow(
            "There are no purchases yet. Load a table of transactions on the Data "
            "page: one row for each purchase, with the customer and the day."
        )
    return company, bought
