"""Measures that count customers, not contacts: which there are, and what they need."""

from __future__ import annotations

from enum import StrEnum

from qc.core.kinds import TableName


class ChainSeries(StrEnum):
    """What a card of the chain counts, period by period."""

    UNTRAINED = "untrained"  # contacts by agents without the main course
    PROMISES_BROKEN = "promises-broken"  # among promises made, by what a contact owes
    BOUGHT_AGAIN = "bought-again"  # customers of late who bought
    BROUGHT_SOMEBODY = "brought-somebody"  # customers of late who referred
    REFERRED = "referred"  # new customers whom a customer brought
    GONE_SILENT = "gone-silent"  # customers, among those who were active
    NEWS_OPENED = "news-opened"  # among news sent

    @property
    def tables(self) -> frozenset[TableName]:
        """Tables without which there is nothing to count."""
        return _NEEDS[self]

    @property
    def of_log(self) -> bool:
        """Whether single contacts are counted, so that it has parts and rows behind."""
        return self is ChainSeries.PROMISES_BROKEN

    @property
    def fields(self) -> frozenset[str]:
        """Fields of the log without which there is nothing to count."""
        return _FIELDS.get(self, frozenset())


_FIELDS = {
    ChainSeries.UNTRAINED: frozenset({"agent"}),
    ChainSeries.PROMISES_BROKEN: frozenset({"defective"}),
}
_T = TableName
_NEEDS: dict[ChainSeries, frozenset[TableName]] = {
    ChainSeries.UNTRAINED: frozenset({_T.INTERACTIONS, _T.TRAINING}),
    ChainSeries.PROMISES_BROKEN: frozenset({_T.INTERACTIONS}),
    ChainSeries.BOUGHT_AGAIN: frozenset({_T.TRANSACTIONS}),
    ChainSeries.BROUGHT_SOMEBODY: frozenset({_T.TRANSACTIONS, _T.REFERRALS}),
    ChainSeries.REFERRED: frozenset({_T.CUSTOMERS, _T.REFERRALS}),
    ChainSeries.GONE_SILENT: frozenset({_T.TRANSACTIONS}),
    ChainSeries.NEWS_OPENED: frozenset({_T.OUTREACH}),
}
