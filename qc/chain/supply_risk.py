"""Supply at risk: the purchases of customers who are silent beyond their own rhythm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.btyd import Fit
from qc.chain.columns import Columns
from qc.chain.forecast import Total, expected, total
from qc.chain.histories import Histories
from qc.chain.supply_orders import Orders
from qc.core.arrays import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Silent(Columns):
    """Customers silent for longer than is usual with them, most to win back first.

    Attributes
    ----------
    customer, last : (n,) int
        `last` is the day of their last order.
    orders : (n,) int
    usual, silent : (n,) float
        Days between their orders, and since the last one.
    by_rhythm : (n,) float
        Orders that they would make in the time ahead, went they on as ever.
    still_expected : (n,) float
        Those that the model expects of them, silence and all; NaN without a model.
    each : (n,) float
        Mean margin, or amount, of one order; NaN where not told.
    """

    customer: Ints
    last: Ints
    orders: Ints
    usual: Floats
    silent: Floats
    by_rhythm: Floats
    still_expected: Floats
    each: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The time looked ahead.

    Attributes
    ----------
    today : int
        Day until which orders are known.
    days : int, > 0
    """

    today: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRisk:
    """What is at risk in the time ahead.

    Attributes
    ----------
    days : int
        Looked ahead.
    silent : Silent
    active : int
        Customers within their rhythm.
    still : Total
        Orders that the model still expects of the silent ones: the supply at risk.
    all : Total
        Orders that it expects of all customers.
    money : float
        Of those at risk, at each customer's own mean order; NaN where none is told,
        or without a model.
    """

    days: int
    silent: Silent
    active: int
    still: Total
    all: Total
    money: float


def at_risk(
    found: Orders,
    customers: Histories,
    model: Fit,
    ahead: Ahead,
    gone: Bools | None = None,
) -> AtRisk:
    """Answer: who is silent for too long, and which orders may not come?

    Parameters
    ----------
    found : Orders
        None of them after today.
    customers : Histories
        Of the same customers, in order of their numbers.
    model : Fit
    ahead : Ahead
    gone : (n,) bool, optional
        Customers, in the same order, who said that they leave: they are not at risk.
    """
    last, days = found.latest, ahead.days
    late = found.due[last] <= ahead.today
    here = np.ones(len(late), dtype=bool) if gone is None else ~gone
    coming = expected(model, customers, days)
    silent = _silent(found, late & here, coming, ahead)
    at_stake = silent.still_expected * silent.each
    known = np.isfinite(at_stake)
    return AtRisk(
        days=days,
        silent=silent,
        active=int((~late & here).sum()),
        still=total(model, customers.take(late & here), days),
        all=total(model, customers, days),
        money=float(at_stake[known].sum()) if known.any() else np.nan,
    )


def _silent(found: Orders, which: Bools, coming: Floats, ahead: Ahead) -> Silent:
    rows = np.flatnonzero(found.latest)[which]
    by_rhythm, each = ahead.days / found.usual[rows], _means(found)[which]
    left = coming[which]
    likely = by_rhythm if np.isnan(left).all() else left
    stake = np.nan_to_num(likely * np.where(np.isnan(each), 1.0, each))
    order = np.lexsort((found.customer[rows], -stake))
    rows = rows[order]
    return Silent(
        customer=found.customer[rows],
        last=found.day[rows],
        orders=found.rank[rows] + 1,
        usual=found.usual[rows],
        silent=(ahead.today - found.day[rows]).astype(np.float64),
        by_rhythm=by_rhythm[order],
        still_expected=left[order],
        each=each[order],
    )


def _means(found: Orders) -> Floats:
    """Return the mean margin of each customer's orders; amount if none is told."""
    money = found.margin if np.isfinite(found.margin).any() else found.amount
    first = found.rank == 0
    place = np.cumsum(first) - 1
    n = int(first.sum())
    known = np.isfinite(money)
    count = np.bincount(place[known], minlength=n)
    sums = np.bincount(place[known], money[known], minlength=n)
    means = np.full(n, np.nan)
    np.divide(sums, count, out=means, where=count > 0)
    return means
