"""Active customers who were not told of anything new for long, the weightiest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.columns import Columns
from qc.chain.news import Sent
from qc.chain.news_after import last_before
from qc.chain.supply_orders import Orders
from qc.core.arrays import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Untold(Columns):
    """Customers to be told something.

    Attributes
    ----------
    customer : (n,) int
    told : (n,) float
        Day of the last piece of news; NaN if there never was one.
    last : (n,) int
        Day of the last order.
    orders : (n,) int
    worth : (n,) float
        Margin so far, else amount, else orders.
    """

    customer: Ints
    told: Floats
    last: Ints
    orders: Ints
    worth: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Silence:
    """Who was not told, among whom.

    Attributes
    ----------
    days : int
        Longer than this is too long.
    untold : Untold
    active : int
        Active customers who did not refuse news.
    refused : int
        Active customers who want no news: they are not asked.
    too_often : int
        Customers who got more than `most` pieces within 30 days of late.
    most : int
    """

    days: int
    untold: Untold
    active: int
    refused: int
    too_often: int
    most: int


def untold(
    found: Orders, news: Sent, refused: Bools, today: int, days: int
) -> tuple[Untold, int, int]:
    """Answer: which active customers have not heard of anything new for long?

    Parameters
    ----------
    found : Orders
    news : Sent
    refused : (customers,) bool
    today : int
        Last day known.
    days : int

    Returns
    -------
    Untold, int, int
        Active customers who may be told; active ones who refused.
    """
    last = np.flatnonzero(found.latest & (found.due > today))
    no = refused[found.customer[last]]
    rows = last[~no]
    who = found.customer[rows]
    told = last_before(who, news.customer, news.day, today)
    long = ~(told > today - days)
    worth = _worth(found)[who]
    order = np.lexsort((who[long], -worth[long]))
    rows = rows[long][order]
    listed = Untold(
        customer=found.customer[rows],
        told=told[long][order],
        last=found.day[rows],
        orders=found.rank[rows] + 1,
        worth=worth[long][order],
    )
    return listed, len(who), int(no.sum())


def too_often(news: Sent, today: int, most: int, recent: int) -> int:
    """Count customers who got more than `most` pieces within 30 days, of late.

    Parameters
    ----------
    news : Sent
    today : int
    most : int, > 0
    recent : int
        The last of them within so many days before today.
    """
    order = np.lexsort((news.day, news.customer))
    who, day = news.customer[order], news.day[order]
    if len(who) <= most:
        return 0
    same = who[most:] == who[:-most]
    dense = same & (day[most:] - day[:-most] < _MONTH) & (day[most:] > today - recent)
    return len(np.unique(who[most:][dense]))


_MONTH = 30


def _worth(found: Orders) -> Floats:
    n = int(found.customer.max(initial=-1)) + 1
    for money in (found.margin, found.amount):
        if np.isfinite(money).any():
            return np.bincount(found.customer, np.nan_to_num(money), n).astype(float)
    return np.bincount(found.customer, minlength=n).astype(np.float64)
