"""The goodwill ledger of a workspace; what poor quality costs, relationships earn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qc.chain.company import Company, Source
from qc.chain.ledger import Entries, Ledger, ledger
from qc.chain.ledger_events import Failures, Line, events, failures
from qc.chain.ledger_money import (
    Prices,
    Worth,
    churned,
    money_ledger,
    postings,
)
from qc.chain.poor_quality import Span, poor_quality
from qc.chain.referral_people import People, people
from qc.chain.return_on import return_on_relationships
from qc.chain.return_on_sums import return_sums
from qc.chain.supply import Spans, spans
from qc.chain.supply_orders import Orders
from qc.core.arrays import Bools, Ints
from qc.core.kinds import Period
from qc.core.rates import RateName, Rates
from qc.core.supply_card import SupplyCard
from qc.review.ledger import GoodwillReport, MoneyLedger
from qc.workspace.company import company_of
from qc.workspace.once import once
from qc.workspace.rates import rates_of
from qc.workspace.supply import SEED, YEAR, bought, supply_card, whole_periods
from qc.workspace.workspace import Workspace

_WORTH = {Line.REPEAT: RateName.REPEAT, Line.REFERRAL: RateName.REFERRAL}


def goodwill(workspace: Workspace) -> GoodwillReport:
    """Answer: do more customers stand by us, and what is that worth?

    Raises
    ------
    NothingToShow
        Without a purchase, or without a whole week.
    """
    company, card, rates = (
        company_of(workspace),
        supply_card(workspace),
        rates_of(workspace),
    )
    books, account, entries = _kept(workspace)
    lacking = _lacking(company, rates)
    fell = books.spans.gone & ~books.spans.left
    span = max(int(books.edges[0]), int(books.edges[-1]) - YEAR), int(books.edges[-1])
    sums = return_sums(company, books.orders, books.brought, span)
    return GoodwillReport(
        card=card,
        customers=company.names.customers,
        account=account,
        entries=entries,
        told=_told(company, books),
        fell=int(fell.sum()),
        returned=int((fell & ~books.orders.latest).sum()),
        money=None if lacking else _money(books, card, rates),
        lacking=lacking,
        quality=poor_quality(company, rates, *span),
        gain=return_on_relationships(sums, rates, span, np.random.default_rng(SEED)),
        rates=rates,
    )


def account_of(workspace: Workspace) -> Ledger:
    """Answer: how many customers stand by us, who joined them, who did not stay?

    Raises
    ------
    NothingToShow
        Without a purchase, or without a whole week.
    """
    _, account, _ = _kept(workspace)
    return account


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Books:
    """What the ledgers are kept from."""

    orders: Orders
    spans: Spans
    broken: Failures
    brought: Bools
    by: Ints
    edges: Ints


def _kept(workspace: Workspace) -> tuple[_Books, Ledger, Entries]:
    company, card = company_of(workspace), supply_card(workspace)

    def keep() -> tuple[_Books, Ledger, Entries]:
        books = _books(workspace, company, card)
        found = events(books.orders, books.spans, books.broken, books.brought)
        return books, *ledger(found, books.edges)

    return once(company, ("ledger", card, workspace.today), keep)


def _books(workspace: Workspace, company: Company, card: SupplyCard) -> _Books:
    found, leaving = bought(company, card)
    edges = whole_periods(workspace, company, Period.WEEK)
    who: People = people(company)
    return _Books(
        orders=found,
        spans=spans(found, edges, leaving),
        broken=failures(company.contacts),
        brought=who.source == [*Source].index(Source.REFERRAL),
        by=who.rows.parent,
        edges=edges,
    )


def _told(company: Company, books: _Books) -> dict[Line, bool]:
    contacts = company.contacts
    failing = np.isfinite(contacts.defective).any() or np.isfinite(contacts.late).any()
    return {
        Line.REPEAT: True,
        Line.REFERRAL: bool(books.brought.any()),
        Line.RECOVERY: bool(np.isfinite(contacts.recovered).any()),
        Line.CHURN: bool(np.isfinite(books.orders.usual).any()),
        Line.BROKEN: bool(failing),
    }


def _lacking(company: Company, rates: Rates) -> tuple[RateName, ...]:
    """Return the rates that a ledger in money needs; margins stand in for two."""
    needed = [RateName.PROMISE]
    if not np.isfinite(company.sales.margin).any():
        needed += _WORTH.values()
    return tuple(name for name in RateName if name in needed and rates.of(name) is None)


def _money(books: _Books, card: SupplyCard, rates: Rates) -> MoneyLedger:
    gone = churned(books.orders, books.spans)

    def kept(end: int) -> Ledger:
        prices = _prices(rates, card, end)
        booked = postings(books.orders, books.broken, books.by, prices, books.edges)
        return money_ledger(booked, gone, books.edges)

    low, middle, high = (kept(end) for end in range(3))
    by_margin = tuple(line for line, name in _WORTH.items() if rates.of(name) is None)
    return MoneyLedger(low=low, middle=middle, high=high, by_margin=by_margin)


def _prices(rates: Rates, card: SupplyCard, end: int) -> Prices:
    """Return the prices at one end of the rates: 0 low, 1 middle, 2 high."""
    drawn = _ends(rates, RateName.PROMISE)[2 - end]
    return Prices(
        repeat=_worth(rates, RateName.REPEAT, end),
        referral=_worth(rates, RateName.REFERRAL, end),
        major=drawn,
        minor=drawn,
        returned=card.made_good,
    )


def _worth(rates: Rates, name: RateName, end: int) -> Worth:
    return Worth() if rates.of(name) is None else Worth(each=_ends(rates, name)[end])


def _ends(rates: Rates, name: RateName) -> Span:
    return rates.span(name) or (0.0, 0.0, 0.0)
