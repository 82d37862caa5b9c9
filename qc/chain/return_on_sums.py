"""What the tables tell of the return on relationships between two days."""

from __future__ import annotations

import numpy as np

from qc.chain.company import NOBODY, Company
from qc.chain.poor_quality import Item, counts_of
from qc.chain.return_on import Sums, Term
from qc.chain.supply import period_of
from qc.chain.supply_orders import Orders
from qc.core.arrays import Bools, Floats, Ints


def return_sums(
    company: Company, found: Orders, brought: Bools, span: tuple[int, int]
) -> Sums:
    """Add up margins, hours, news and rewards.

    Parameters
    ----------
    company : Company
    found : Orders
        Of this company.
    brought : (customers,) bool
        Who was brought by a customer.
    span : (first, after)
        Days that count.
    """
    first = np.full(company.customers, np.iinfo(np.int64).max)
    begin = found.rank == 0
    first[found.customer[begin]] = found.day[begin]
    came = brought & _inside(first, span)
    repeat, referred = _margins(company, first, came, span)
    counted = counts_of(company, *span)
    again = _inside(found.day, span) & ~begin
    messages = company.messages
    news = float(_inside(messages.day, span).sum()) if len(messages) else None
    return Sums(
        each=np.column_stack([repeat, referred, came]).astype(np.float64),
        counts={
            Term.REPEAT: float(again.sum()),
            Term.REFERRED: float(came.sum()),
            Term.TRAINING: counted[Item.TRAINING],
            Term.RECOVERY: counted[Item.RECOVERY],
            Term.OUTREACH: news,
        },
        rewards=_rewards(company, bool(came.any()), span),
        spend=_spend(company, found),
    )


def _inside(day: Ints | Floats, span: tuple[int, int]) -> Bools:
    inside: Bools = period_of(day, np.array(span)) == 0
    return inside


def _margins(
    company: Company, first: Ints, came: Bools, span: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Return each customer's margin after the first day, and of it if brought.

    Refunds are taken off; rows of unknown margin add nothing, and all are NaN where no
    margin is known.
    """
    sales, n = company.sales, company.customers
    if not np.isfinite(sales.margin).any():
        return np.full(n, np.nan), np.full(n, np.nan)
    rows = _inside(sales.day, span) & (sales.customer >= 0)
    who, day = sales.customer[rows], sales.day[rows]
    margin = np.nan_to_num(sales.margin[rows])
    again = day > first[who]
    repeat = np.bincount(who[again], margin[again], n)
    referred = np.bincount(who[~again], margin[~again], n) * came
    return repeat.astype(np.float64), referred.astype(np.float64)


def _rewards(company: Company, brought: bool, span: tuple[int, int]) -> float | None:
    """Return the rewards of the referrals that converted; None where not told."""
    table = company.referrals
    if not len(table):
        return None if brought else 0.0
    if not np.isfinite(table.reward).any():
        return None
    paid = _inside(np.nan_to_num(table.converted, nan=-np.inf), span)
    return float(np.nansum(table.reward[paid]))


def _spend(company: Company, found: Orders) -> float | None:
    """Return what campaigns spent on each customer that they won; None if not told."""
    spend, campaign = company.campaigns.spend, company.arrivals.campaign
    bought = np.zeros(company.customers, dtype=bool)
    bought[found.customer] = True
    known = (campaign != NOBODY) & bought
    won = int(np.isfinite(spend[campaign[known]]).sum()) if len(spend) else 0
    total = float(np.nansum(spend)) if won else 0.0
    return total / won if total > 0 else None
