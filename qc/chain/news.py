"""News for future sales: whom it reaches, how often, and what comes of it.

Each figure is a count among a number, period by period, ready for a control chart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from qc.chain.columns import Columns
from qc.chain.company import Company
from qc.chain.news_after import followed, within
from qc.chain.supply import Spans, period_of
from qc.chain.supply_orders import Orders
from qc.core.arrays import Bools, Floats, Ints, freeze


class NewsFigure(StrEnum):
    """What is counted."""

    REACH = "reach"  # active customers who were told something
    FREQUENCY = "frequency"  # pieces of news for each active customer
    OPENED = "opened"
    LED = "led"  # led to an interaction, as the table says
    BOUGHT = "bought"  # a purchase followed within so many days
    OPT_OUT = "opt-out"  # want no more news
    COMPLAINT = "complaint"  # about news


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kinds:
    """What topics and reasons say: (topics,) or (reasons,) bool.

    Attributes
    ----------
    hold_out : of topics
        Not sent, on purpose: customers held back to compare with.
    opt_out, complaint : of topics
        No news, but an answer to news.
    opt_out_reason, complaint_reason : of reasons
    """

    hold_out: Bools
    opt_out: Bools
    complaint: Bools
    opt_out_reason: Bools
    complaint_reason: Bools

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "hold_out", "opt_out", "complaint")
        freeze(self, "opt_out_reason", "complaint_reason")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sent(Columns):
    """Pieces of news sent to customers, in order of days.

    Attributes
    ----------
    customer, day, contact : (n,) int
        `contact` is the row of `Contacts` that it led to; -1 without one.
    opened : (n,) float
        Flag.
    """

    customer: Ints
    day: Ints
    contact: Ints
    opened: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """One figure by period: `events` of `among`; 0 of 0 where a period has none."""

    start: Ints
    events: Floats
    among: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "start", "events", "among")


def sent(company: Company, kinds: Kinds, held: bool = False) -> Sent:
    """Return the news that were sent, or the customers held back (`held`)."""
    table = company.messages
    is_held = _says(kinds.hold_out, table.topic)
    answer = _says(kinds.opt_out | kinds.complaint, table.topic)
    rows = is_held if held else ~is_held & ~answer
    rows &= table.customer >= 0
    return Sent(
        customer=table.customer[rows],
        day=table.day[rows],
        contact=table.contact[rows],
        opened=table.opened[rows],
    )


def news_figures(
    company: Company, found: Orders, of: Spans, kinds: Kinds, grid: tuple[Ints, int]
) -> dict[NewsFigure, Figure]:
    """Answer: whom do news reach, how often, and what comes of them?

    Parameters
    ----------
    company : Company
    found : Orders
    of : Spans
        Of these orders, on the same periods.
    kinds : Kinds
    grid : ((k + 1,) int, int)
        First day of each period and the day after the last; days in which a purchase
        or an interaction counts as following.

    Returns
    -------
    dict of NewsFigure -> Figure
        Without those that the tables do not tell.
    """
    edges, days = grid
    news, counted = sent(company, kinds), _Counted(edges)
    told = {}
    if len(found):
        reach = _reach(news, found, of, counted)
        told[NewsFigure.REACH] = reach
        told[NewsFigure.FREQUENCY] = replace(reach, events=counted.counts(news.day))
    opened = np.isfinite(news.opened)
    if opened.any():
        yes = news.day[news.opened == 1]
        told[NewsFigure.OPENED] = counted.figure(yes, news.day[opened])
    told |= _uptake(company, found, news, counted, days)
    for figure, day in _answers(company, kinds).items():
        told[figure] = counted.figure(day, news.day)
    return told


@dataclass(frozen=True, slots=True)
class _Counted:
    """Counts what happened in each period."""

    edges: Ints

    def counts(self, day: Ints) -> Floats:
        k = len(self.edges) - 1
        period = period_of(day, self.edges)
        inside = (period >= 0) & (period < k)
        return np.bincount(period[inside], minlength=k).astype(np.float64)

    def figure(self, events: Ints, among: Ints) -> Figure:
        return Figure(
            start=self.edges[:-1], events=self.counts(events), among=self.counts(among)
        )


def _reach(news: Sent, found: Orders, of: Spans, counted: _Counted) -> Figure:
    """Count active customers at the start of each period, and those told in it."""
    edges = counted.edges
    k = len(edges) - 1
    lasting = of.stop > of.first
    joined = np.bincount(of.first[lasting] + 1, minlength=k + 2)
    gone = np.bincount(of.stop[lasting] + 1, minlength=k + 2)
    active = np.cumsum(joined - gone)[:k]
    period = period_of(news.day, edges)
    inside = (period >= 0) & (period < k)
    who, when = news.customer[inside], period[inside]
    keys = found.customer[lasting] * (k + 2) + of.first[lasting] + 1
    at = np.searchsorted(keys, who * (k + 2) + when, side="right") - 1
    safe = np.maximum(at, 0)
    own = (at >= 0) & (found.customer[lasting][safe] == who) if len(keys) else at >= 0
    here = own & (of.stop[lasting][safe] > when - 1) if len(keys) else own
    once = np.unique(who[here] * k + when[here]) % k
    return Figure(
        start=edges[:-1],
        events=np.bincount(once, minlength=k).astype(np.float64),
        among=active.astype(np.float64),
    )


def _uptake(
    company: Company, found: Orders, news: Sent, counted: _Counted, days: int
) -> dict[NewsFigure, Figure]:
    """Count news that led to something, in periods whose news had the time to."""
    whole = counted.edges[1:] - 1 + days <= company.last
    told = {}
    if (news.contact >= 0).any():
        lag = company.contacts.day[news.contact] - news.day
        led = (news.contact >= 0) & (lag >= 0) & (lag <= days)
        told[NewsFigure.LED] = counted.figure(news.day[led], news.day)
    if len(found):
        bought = within(
            followed(news.customer, news.day, found.customer, found.day), days
        )
        told[NewsFigure.BOUGHT] = counted.figure(news.day[bought], news.day)
    return {
        name: Figure(start=f.start, events=f.events * whole, among=f.among * whole)
        for name, f in told.items()
    }


def _answers(company: Company, kinds: Kinds) -> dict[NewsFigure, Ints]:
    """Return the days of answers that want no news, or complain of it."""
    pairs = {
        NewsFigure.OPT_OUT: (kinds.opt_out, kinds.opt_out_reason),
        NewsFigure.COMPLAINT: (kinds.complaint, kinds.complaint_reason),
    }
    return {
        name: np.concatenate(
            [
                company.messages.day[_says(topics, company.messages.topic)],
                company.contacts.day[_says(reasons, company.contacts.reason)],
            ]
        )
        for name, (topics, reasons) in pairs.items()
        if topics.any() or reasons.any()
    }


def opted_out(company: Company, kinds: Kinds) -> Bools:
    """Return which customers ever said that they want no news."""
    found = np.zeros(company.customers + 1, dtype=bool)
    found[company.messages.customer[_says(kinds.opt_out, company.messages.topic)]] = (
        True
    )
    reasons = _says(kinds.opt_out_reason, company.contacts.reason)
    found[company.contacts.customer[reasons]] = True
    return found[:-1]


def _says(which: Bools, number: Ints) -> Bools:
    says: Bools = np.append(which, False)[number]
    return says
