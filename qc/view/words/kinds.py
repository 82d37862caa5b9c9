"""What a card counts, in a few words: "Share of contacts", "Share of customers"."""

from __future__ import annotations

from collections.abc import Mapping

from qc.core.chain_series import ChainSeries
from qc.core.measures import Measure
from qc.view.words.names import name

_SHARES: Mapping[ChainSeries, str] = {
    ChainSeries.UNTRAINED: "Share of contacts",
    ChainSeries.PROMISES_BROKEN: "Share of promises",
    ChainSeries.BOUGHT_AGAIN: "Share of customers",
    ChainSeries.BROUGHT_SOMEBODY: "Share of customers",
    ChainSeries.REFERRED: "Share of new customers",
    ChainSeries.GONE_SILENT: "Share of customers",
    ChainSeries.NEWS_OPENED: "Share of news sent",
}


def kind_name(card: Measure) -> str:
    """Name the kind of a card, and what it is a share of."""
    return name(card.kind) if card.chain is None else _SHARES[card.chain]
