"""News for future sales of a workspace: reach, uptake, and who was not told."""

from __future__ import annotations

import numpy as np

from qc.chain.company import EPOCH, Company
from qc.chain.exposure import Moments
from qc.chain.links import Design, Scale
from qc.chain.news import Figure, Kinds, NewsFigure, Sent, news_figures, opted_out, sent
from qc.chain.news_untold import Silence, too_often, untold
from qc.chain.news_uptake import (
    Outcome,
    Uptake,
    against_held_back,
    within_customers,
)
from qc.chain.supply import spans
from qc.chain.supply_orders import Orders, orders
from qc.chain.supply_promises import saying
from qc.core.errors import NothingToShow
from qc.core.kinds import Direction, MeasureKind, Period
from qc.core.news_card import NewsCard
from qc.core.series import Counts
from qc.review.assessment import Assessment
from qc.review.news import NewsReport
from qc.workspace import resources
from qc.workspace.cabinet import Cabinet
from qc.workspace.chain_charts import card, judged
from qc.workspace.company import company_of
from qc.workspace.supply import SEED, supply_card, whole_periods
from qc.workspace.workspace import Workspace

RECENT = 90  # days in which news can have been too many
_CARDS = {
    NewsFigure.REACH: (
        "Customers told of something new",
        MeasureKind.SHARE,
        Direction.HIGHER,
        "Share of the customers active at the start of the period, by their own "
        "rhythm, who were sent at least one piece of news in it.",
    ),
    NewsFigure.FREQUENCY: (
        "News for each active customer",
        MeasureKind.RATE,
        Direction.NEITHER,
        "Pieces of news sent in the period over the customers active at its start.",
    ),
    NewsFigure.OPENED: (
        "News opened",
        MeasureKind.SHARE,
        Direction.HIGHER,
        "Share of the news sent, of which it is known, that were opened.",
    ),
    NewsFigure.LED: (
        "News that led to an interaction",
        MeasureKind.SHARE,
        Direction.HIGHER,
        "Share of the news sent that led to an interaction within {days} days, as your "
        "table says; nobody knows from it who would have come anyway.",
    ),
    NewsFigure.BOUGHT: (
        "News followed by a purchase",
        MeasureKind.SHARE,
        Direction.HIGHER,
        "Share of the news sent that a purchase of the same customer followed within "
        "{days} days, for whatever reason.",
    ),
    NewsFigure.OPT_OUT: (
        "Customers who want no more news",
        MeasureKind.RATE,
        Direction.LOWER,
        "Refusals in the period over the news sent in it, by the words of topics and "
        "reasons.",
    ),
    NewsFigure.COMPLAINT: (
        "Complaints about news",
        MeasureKind.RATE,
        Direction.LOWER,
        "Complaints about news in the period over the news sent in it, by the words of "
        "topics and reasons.",
    ),
}


def news_report(workspace: Workspace, by: Period = Period.MONTH) -> NewsReport:
    """Answer: do existing customers hear of what is new, and does it matter to them?

    Parameters
    ----------
    workspace : Workspace
    by : Period
        Weeks or months.

    Raises
    ------
    NothingToShow
        Without news, or without a whole period.
    """
    company, told = company_of(workspace), news_card(workspace)
    if not len(company.messages):
        raise NothingToShow(
            "No news are loaded. Load a table of what was sent to which customer on "
            "the Data page; it is recognised by itself."
        )
    kinds, found = kinds_of(company, told), _orders(workspace, company)
    edges = whole_periods(workspace, company, by)
    news, held = sent(company, kinds), sent(company, kinds, held=True)
    grid = (edges, told.uptake_days)
    figures = news_figures(company, found, spans(found, edges), kinds, grid)
    return NewsReport(
        by=by,
        card=told,
        customers=company.names.customers,
        sent=len(news),
        held=len(held),
        first=int(company.messages.day.min()),
        last=int(company.messages.day.max()),
        charts={
            name: _chart(workspace, name, figure, (by, told))
            for name, figure in figures.items()
        },
        uptakes=_uptakes(company, found, (news, held), told),
        silence=_silence(company, found, news, kinds, told) if len(found) else None,
        until=company.last,
    )


def news_card(cabinet: Cabinet) -> NewsCard:
    """Return how news are judged: as the house says, or the workspace.

    Raises
    ------
    InvalidCard
        With every fault of the workspace's file.
    """
    return resources.news_of(cabinet.folder)


def kinds_of(company: Company, told: NewsCard) -> Kinds:
    """Return what the topics and reasons of a company say."""
    topics, reasons = company.names.topics, company.names.reasons
    return Kinds(
        hold_out=saying(topics, told.hold_out),
        opt_out=saying(topics, told.opt_out),
        complaint=saying(topics, told.complaint),
        opt_out_reason=saying(reasons, told.opt_out),
        complaint_reason=saying(reasons, told.complaint),
    )


def _orders(workspace: Workspace, company: Company) -> Orders:
    return orders(company.sales, supply_card(workspace).silent_after)


def _chart(
    workspace: Workspace,
    name: NewsFigure,
    figure: Figure,
    how: tuple[Period, NewsCard],
) -> Assessment:
    title, kind, direction, definition = _CARDS[name]
    measure = card(
        f"chain-news-{name.value}",
        title,
        kind,
        direction,
        by=how[0],
        definition=definition.format(days=how[1].uptake_days),
    )
    at = EPOCH + figure.start.astype("timedelta64[D]")
    series = Counts(at=at, events=figure.events, opportunities=figure.among)
    return judged(workspace, measure, series)


def _uptakes(
    company: Company, found: Orders, news: tuple[Sent, Sent], told: NewsCard
) -> tuple[Uptake, ...]:
    log = company.contacts
    here = log.customer >= 0
    met = Moments(customer=log.customer[here], day=log.day[here])
    bought = Moments(customer=found.customer, day=found.day)
    if len(news[1]):
        pairs = ((Outcome.BOUGHT, bought), (Outcome.CAME, met))
        return tuple(
            _held_back(company, news, what, events, told)
            for what, events in pairs
            if len(events)
        )
    if not (len(found) and len(news[0])):
        return ()
    rng = np.random.default_rng(SEED)
    days = told.uptake_days
    return (
        Uptake(
            outcome=Outcome.BOUGHT,
            days=days,
            design=Design.WITHIN_CUSTOMER,
            scale=Scale.RATIO,
            estimate=within_customers(news[0], found, met, days, rng),
            told=(len(news[0]), 0),
        ),
    )


def _held_back(
    company: Company,
    news: tuple[Sent, Sent],
    what: Outcome,
    events: Moments,
    told: NewsCard,
) -> Uptake:
    days = told.uptake_days
    estimate, of_told, of_held = against_held_back(*news, events, company.last, days)
    return Uptake(
        outcome=what,
        days=days,
        design=Design.EXPERIMENT,
        scale=Scale.DIFFERENCE,
        estimate=estimate,
        told=of_told,
        held=of_held,
    )


def _silence(
    company: Company, found: Orders, news: Sent, kinds: Kinds, told: NewsCard
) -> Silence:
    listed, active, refused = untold(
        found, news, opted_out(company, kinds), company.last, told.untold_days
    )
    return Silence(
        days=told.untold_days,
        untold=listed,
        active=active,
        refused=refused,
        too_often=too_often(news, company.last, told.most_in_30_days, RECENT),
        most=told.most_in_30_days,
    )
