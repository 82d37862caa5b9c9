"""What a card counts: contacts, customers, promises, news."""

from __future__ import annotations

from dataclasses import replace

from qc.core.chain_series import ChainSeries
from qc.view.words.kinds import kind_name
from tests.view.build import measure


def test_every_series_of_the_chain_says_what_it_is_a_share_of() -> None:
    card = measure()

    assert kind_name(card) == "Share of contacts"
    for chain in ChainSeries:
        assert kind_name(replace(card, chain=chain)).startswith("Share of ")
