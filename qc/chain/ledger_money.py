"""The goodwill ledger in money, at the rates of whoever keeps it.

Each customer has an account. Purchases after the first day, and the first purchase of
whoever they brought, are paid in; broken promises are drawn, and a part comes back when
they are made good. Who falls silent takes a balance above zero along; one below stays
on the books, since an annoyed former customer goes on talking. The definition is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.columns import Columns
from qc.chain.company import NOBODY, Referrals
from qc.chain.ledger import Ledger, as_account
from qc.chain.ledger_events import Failures, Line
from qc.chain.supply import Spans, period_of
from qc.chain.supply_orders import Orders
from qc.core.arrays import Floats, Ints

_REPEAT, _REFERRAL, _RECOVERY, _CHURN, _BROKEN = range(len(Line))
_SIGN = np.array([1.0, 1.0, 1.0, -1.0, -1.0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What an order is worth: so much each, or a share of its margin.

    Attributes
    ----------
    each : float or None
        Money; None where the share counts.
    share : float
        Of the margin.
    """

    each: float | None = None
    share: float = 1.0

    def of(self, margin: Floats) -> Floats:
        """Return the money of each order; one of unknown margin counts nothing."""
        if self.each is not None:
            return np.full(len(margin), self.each)
        return self.share * np.nan_to_num(margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """At what the entries are booked.

    Attributes
    ----------
    repeat, referral : Worth
        A purchase after the first day; the first purchase of whoever was brought.
    major, minor : float, >= 0
        Money drawn by a broken promise; major where the severity is not said.
    returned : float in [0, 1]
        Share of it that comes back when it is made good: less than all, so that a
        failure made good is never better than none.
    """

    repeat: Worth
    referral: Worth
    major: float
    minor: float
    returned: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Postings(Columns):
    """Money booked, in any order; what a silent customer takes along comes later.

    Attributes
    ----------
    customer, period : (n,) int
    line : (n,) int
        Place in `list(Line)`.
    money : (n,) float, >= 0
    """

    customer: Ints
    period: Ints
    line: Ints
    money: Floats


def referrers(found: Referrals, customers: int) -> Ints:
    """Return who brought each customer: the first who said so, nobody themselves.

    Returns
    -------
    (customers,) int
        -1 for nobody.
    """
    rows = (found.referrer != found.referred) & (found.referrer >= 0)
    rows &= found.referred >= 0
    order = np.lexsort((found.referrer[rows], found.day[rows]))[::-1]
    who = np.full(customers, NOBODY)
    who[found.referred[rows][order]] = found.referrer[rows][order]
    return who


def postings(
    found: Orders, broken: Failures, brought_by: Ints, prices: Prices, edges: Ints
) -> Postings:
    """Return what is booked at some prices.

    Parameters
    ----------
    found : Orders
    broken : Failures
    brought_by : (customers,) int
        Who brought each customer; -1 for nobody.
    prices : Prices
    edges : (k + 1,) int, increasing
        First day of each period, and the day after the last; what lies outside is not
        booked.
    """
    again = found.rank > 0
    bringer = brought_by[found.customer]
    brought = ~again & (bringer >= 0)
    drawn = np.where(broken.grave == 0, prices.minor, prices.major)
    good = np.isfinite(broken.repaired)
    repeat, referral = prices.repeat.of(found.margin), prices.referral.of(found.margin)
    rows: list[tuple[Ints, Ints | Floats, int, Floats]] = [
        (found.customer[again], found.day[again], _REPEAT, repeat[again]),
        (bringer[brought], found.day[brought], _REFERRAL, referral[brought]),
        (broken.customer, broken.broken, _BROKEN, drawn),
        (
            broken.customer[good],
            broken.repaired[good],
            _RECOVERY,
            prices.returned * drawn[good],
        ),
    ]
    period = np.concatenate([period_of(day, edges) for _, day, _, _ in rows])
    inside = (period >= 0) & (period < len(edges) - 1)
    lines = [np.full(len(who), line) for who, _, line, _ in rows]
    return Postings(
        customer=np.concatenate([who for who, _, _, _ in rows])[inside],
        period=period[inside],
        line=np.concatenate(lines)[inside],
        money=np.concatenate([money for _, _, _, money in rows])[inside],
    )


def churned(found: Orders, of: Spans) -> tuple[Ints, Ints]:
    """Return who fell silent or left, and in which period."""
    gone = of.gone & (of.stop >= 0)
    return found.customer[gone], of.stop[gone]


def money_ledger(
    booked: Postings,
    gone: tuple[Ints, Ints],
    edges: Ints,
    opening: Floats | None = None,
) -> Ledger:
    """Answer: what was paid in, what was drawn, and what is there?

    Parameters
    ----------
    booked : Postings
    gone : ((m,) int, (m,) int)
        Customer and period of each silence; one at most for both.
    edges : (k + 1,) int, increasing
    opening : (customers,) float, optional
        Balances at the start; 0 unless told.
    """
    k = len(edges) - 1
    taken = _taken(booked, gone, k, opening)
    cells = np.concatenate([booked.period * len(Line) + booked.line,
                            gone[1] * len(Line) + _CHURN])  # fmt: skip
    money = np.concatenate([booked.money, taken])
    lines = np.bincount(cells, money, minlength=k * len(Line)).astype(np.float64)
    before = 0.0 if opening is None else float(opening.sum())
    return as_account(edges, lines.reshape(k, len(Line)), before)


def _taken(
    booked: Postings, gone: tuple[Ints, Ints], k: int, opening: Floats | None
) -> Floats:
    """Return the balance above zero that each silent customer takes along."""
    who, period = gone
    if not len(who):
        return np.zeros(0)
    order = np.lexsort((period, who))
    since, rank = _since(booked, who[order], period[order], k)
    customers = int(who.max()) + 1
    balance = np.zeros(customers) if opening is None else opening[:customers].copy()
    taken = np.zeros(len(who))
    for one in range(int(rank.max()) + 1):  # the first silence of each, the second, ...
        rows = np.flatnonzero(rank == one)
        holder = who[order][rows]
        balance[holder] += since[rows]
        taken[order[rows]] = np.maximum(balance[holder], 0)
        balance[holder] = np.minimum(balance[holder], 0)
    return taken


def _since(booked: Postings, who: Ints, period: Ints, k: int) -> tuple[Floats, Ints]:
    """Return what was booked between a silence and the one before, and its number."""
    keys = booked.customer * k + booked.period
    order = np.argsort(keys, kind="stable")
    signed = (booked.money * _SIGN[booked.line])[order]
    sums = np.append(0.0, np.cumsum(signed))
    new = np.ones(len(who), dtype=bool)
    new[1:] = np.diff(who) != 0
    until = np.searchsorted(keys[order], who * k + period, side="right")
    start = np.searchsorted(keys[order], who * k, side="left")
    start = np.where(new, start, np.append(0, until)[: len(until)])
    first = np.maximum.accumulate(np.where(new, np.arange(len(who)), 0))
    return sums[until] - sums[start], np.arange(len(who)) - first
