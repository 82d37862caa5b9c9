"""The chain of a workspace: six stations with charts, arrows with their evidence."""

from __future__ import annotations

from collections.abc import Callable

from qc.chain import (
    adherence_links,
    referral_links,
    repeat_links,
    training_links,
)
from qc.chain.company import Company
from qc.chain.ledger import DEPOSITS, WITHDRAWALS
from qc.chain.links import Arrow, Link, Node
from qc.chain.step_record import StepRecord
from qc.core.chain_series import ChainSeries
from qc.core.errors import NothingToShow
from qc.core.kinds import Direction, MeasureKind, TableName
from qc.core.measures import Measure
from qc.core.series import Counts
from qc.review.assessment import Assessment
from qc.review.chain import Chain, Station
from qc.workspace import trust
from qc.workspace.adherence_chain import followed_chart
from qc.workspace.chain_charts import card, dates, judged
from qc.workspace.chain_figures import (
    after_defects_of,
    any_step_of,
    record_of,
    tested_of,
)
from qc.workspace.company import company_of
from qc.workspace.ledger import account_of
from qc.workspace.workspace import Workspace

_LACKING = {
    Node.TRAINING: (str(TableName.TRAINING),),
    Node.ADHERENCE: ("steps_done",),
    Node.SERVICE: ("defective",),
    Node.TRUST: ("customer_id", "defective"),
    Node.LOYALTY: (str(TableName.TRANSACTIONS),),
    Node.GOODWILL: (str(TableName.TRANSACTIONS),),
}
"""What a station without a chart needs."""


def chain(workspace: Workspace) -> Chain:
    """Answer: does training become goodwill, and where does the chain break?"""
    company = company_of(workspace)
    record = record_of(workspace)
    return Chain(
        stations=tuple(_station(workspace, company, record, node) for node in Node),
        links=links(workspace),
    )


def links(workspace: Workspace) -> tuple[Link, ...]:
    """Return all arrows that can be tested, in the order of `Arrow`."""
    company, record = company_of(workspace), record_of(workspace)
    found = (
        *training_links.links(company, record, tested_of(workspace)),
        adherence_links.link_of(company, any_step_of(workspace)),
        *repeat_links.links(company, after_defects_of(workspace)),
        *trust.links(company),
        *referral_links.links(company),
    )
    order = list(Arrow)
    return tuple(sorted(found, key=lambda one: order.index(one.arrow)))


def station_of(card: Measure) -> Node | None:
    """Answer: of which station of the chain does a measure tell?"""
    if card.chain is not None:
        return _COUNTED[card.chain]
    if "steps_followed" in card.fields:
        return Node.ADHERENCE
    tells = card.stage is not None or card.fields & {"defective", "defects", "score"}
    return Node.SERVICE if tells else None


def _station(
    workspace: Workspace, company: Company, record: StepRecord, node: Node
) -> Station:
    """Draw the first card of the station that the tables can answer, or our own."""
    known = {one.id for one in workspace.available} if len(company.contacts) else set()
    cards = [name for name in _CARDS[node] if name in known]
    own = _OWN.get(node)
    chart = None
    if cards:
        chart = workspace.assess(cards[0])
    elif own is not None:
        chart = own(workspace, company, record)
    lacking = () if chart is not None else _lacking(company, node)
    return Station(node=node, chart=chart, lacking=lacking)


def _lacking(company: Company, node: Node) -> tuple[str, ...]:
    """Return what a station lacks; cards stand on the weeks of the log."""
    if node is Node.LOYALTY and len(company.sales):
        return (str(TableName.INTERACTIONS),)
    return _LACKING[node]


def _lost(workspace: Workspace, _: Company, __: StepRecord) -> Assessment | None:
    """Judge the goodwill ledger: of those who stood by us, who was lost in a week.

    Not deposits against withdrawals: their balance falls while a company grows up.
    """
    try:
        account = account_of(workspace)
    except NothingToShow:
        return None
    paid, taken = account.sums(DEPOSITS), account.sums(WITHDRAWALS)
    measure = card(
        "chain-goodwill",
        "Customers lost in the week",
        MeasureKind.SHARE,
        Direction.LOWER,
        definition="Withdrawals of the goodwill ledger in the week (silent beyond "
        "their own rhythm, a promise broken), of the customers who stood by us at its "
        "start or came to do so in it (bought again, brought by a customer, made "
        "good).",
    )
    stood = account.opening + paid
    series = Counts(at=dates(account.start), events=taken, opportunities=stood)
    return judged(workspace, measure, series)


_COUNTED: dict[ChainSeries, Node] = {
    ChainSeries.UNTRAINED: Node.TRAINING,
    ChainSeries.PROMISES_BROKEN: Node.TRUST,
    ChainSeries.BOUGHT_AGAIN: Node.LOYALTY,
    ChainSeries.BROUGHT_SOMEBODY: Node.LOYALTY,
    ChainSeries.REFERRED: Node.LOYALTY,
    ChainSeries.GONE_SILENT: Node.GOODWILL,
    ChainSeries.NEWS_OPENED: Node.LOYALTY,
}
_CARDS: dict[Node, tuple[str, ...]] = {
    Node.TRAINING: ("contacts-untrained",),
    Node.ADHERENCE: ("steps-skipped",),
    Node.SERVICE: ("contacts-defective",),
    Node.TRUST: ("promises-broken",),
    Node.LOYALTY: ("customers-referring", "customers-buying-again"),
    Node.GOODWILL: (),
}
"""Measure cards that tell of each station, the first known one is drawn."""

_OWN: dict[Node, Callable[[Workspace, Company, StepRecord], Assessment | None]] = {
    Node.ADHERENCE: followed_chart,
    Node.GOODWILL: _lost,
}
"""What is drawn of a station that no card tells of."""
