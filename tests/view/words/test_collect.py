"""What is lacking is said in words, for whatever a figure may want."""

from __future__ import annotations

import pytest

from qc.chain.evidence import Short, Want
from qc.view.words.collect import shortage, to_load


@pytest.mark.parametrize("want", Want)
def test_every_want_has_words(want: Want) -> None:
    told = shortage([Short(what=want, need=0.5, got=0.2)])

    assert told.endswith(".")
    assert len(told.split()) > 5


def test_what_is_there_stands_beside_what_is_needed_once() -> None:
    few = Short(what=Want.REPEATERS, need=100, got=43)
    weeks = Short(what=Want.WEEKS, need=26, got=12.4)

    assert shortage([few, weeks, few]) == (
        "To be collected first: so far there are 43 of 100 customers who came back and "
        "12 of 26 weeks of purchases."
    )
    assert shortage([]) == ""


def test_tables_and_fields_are_asked_for_by_their_names() -> None:
    assert to_load(["transactions"], "how soon customers come back") == (
        "To see how soon customers come back, the workspace needs the table "
        "\u201cTransactions\u201d. Load it on the Data page."
    )
    told = to_load(["transactions", "interaction_id"], "it")
    assert (
        "\u201cinteraction id\u201d of the table \u201cTransactions\u201d. Load" in told
    )
    told = to_load(["defective", "late", "spend"], "it")
    assert "\u201clate\u201d of the table \u201cInteractions\u201d and" in told
    assert "the field \u201cspend\u201d of the table \u201cCampaigns\u201d." in told
