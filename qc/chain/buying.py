"""The purchases of a company: whose, until when they are known, and at what worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from qc.chain.company import Company, date_of
from qc.chain.purchases import Purchases, purchases
from qc.core.arrays import Bools, Floats, Ints

_SILENT = 28  # days without any purchase that no business is surprised by
_TOLD = 0.9  # of the purchases, for a worth to be that of all


class Worth(StrEnum):
    """What the money of a purchase is."""

    MARGIN = "margin"
    AMOUNT = "amount"
    NOTHING = "nothing"  # no money is told


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Buying:
    """Who bought when, as far as it is known.

    Attributes
    ----------
    purchases : Purchases
        Without amounts below zero: a refund is no purchase.
    paid : Purchases
        Those whose worth is told, with it as their amount.
    worth : Worth
        What that amount is: margin where nearly all purchases tell it.
    end : datetime64[D]
        Last day on which purchases are known.
    refunds : int
        Rows below zero that were left out.
    stale : int
        Days that the log goes on without any purchase, where that cannot be chance;
        0 otherwise. The purchases then end with their own last day.
    """

    purchases: Purchases
    paid: Purchases
    worth: Worth
    end: np.datetime64
    refunds: int
    stale: int


def buying(company: Company) -> Buying:
    """Answer: what did the customers of a company buy, until when is it known?"""
    sales = company.sales
    refund = (sales.amount < 0) | (np.isnan(sales.amount) & (sales.margin < 0))
    bought = ~refund & (sales.customer >= 0)
    worth, money = _worth(sales.amount, sales.margin, bought)
    told = bought & np.isfinite(money)
    last = _last(sales.day[bought], company.last)
    return Buying(
        purchases=_purchases(company, bought, np.zeros(len(sales))),
        paid=_purchases(company, told, money),
        worth=worth,
        end=date_of(last),
        refunds=int(refund.sum()),
        stale=company.last - last,
    )


def _purchases(company: Company, keep: Bools, money: Floats) -> Purchases:
    sales = company.sales
    day = sales.day[keep].astype("datetime64[D]")
    return purchases(sales.customer[keep], day, money[keep])


def _worth(amount: Floats, margin: Floats, bought: Bools) -> tuple[Worth, Floats]:
    for worth, money in ((Worth.MARGIN, margin), (Worth.AMOUNT, amount)):
        if bought.any() and np.isfinite(money[bought]).mean() >= _TOLD:
            return worth, money
    return Worth.NOTHING, np.full(len(amount), np.nan)


def _last(days: Ints, log: int) -> int:
    """Return the last day of which all purchases are known."""
    if not len(days):
        return log
    seen = np.unique(days)
    usual = max(_SILENT, 2 * int(np.diff(seen).max(initial=0)))
    last = int(seen[-1])
    return last if log - last > usual else log
