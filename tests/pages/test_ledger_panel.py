"""Ledger, supply and news on the page of customers: small tables with hostile names."""

from __future__ import annotations

import pytest

from qc.core.rates import RateName
from qc.view.words import rates as names
from qc.workspace import Workspace
from qc.workspace.rates import rates_of
from tests.pages.visit import heard, raw, said, visit
from tests.workspace.test_ledger import outreach, sold

HOSTILE = "<script>alert(1)</script>[x](javascript:1)"


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Sixty customers, one with a hostile name, and news with a hold-out."""
    files = {
        "sold.csv": sold().replace(",C1,", f",{HOSTILE},"),
        "news.csv": outreach("hold-out").replace(",C1,", f",{HOSTILE},"),
    }
    for name, content in files.items():
        with workspace.upload(content.encode()) as file:
            workspace.load(file, name=name)
    return workspace


def test_the_ledger_in_customers_then_in_money(shop: Workspace) -> None:
    app = visit("customers", part="ledger")
    told = said(app)
    assert "customers stand by you at the end of" in told
    assert "as counts only: none of the four" in told
    assert "Not told by your data, so 0 here" in told
    assert len(app.get("plotly_chart")) == 2

    app = visit("customers", part="ledger", **{"ledger-unit": "money"})
    assert "In money once you say what it costs" in said(app)
    key = f"ledger-{RateName.PROMISE}"
    low = next(n for n in app.number_input if str(n.key).startswith(f"{key}-from"))
    high = next(n for n in app.number_input if str(n.key).startswith(f"{key}-to"))
    low.set_value(8.0)
    high.set_value(16.0)
    button = next(b for b in app.button if b.label == names.KEEP)
    app = heard(button.click().run())

    assert rates_of(shop).span(RateName.PROMISE) == (8, 12, 16)
    assert "By your rates the account stands at" in said(app)


@pytest.mark.usefixtures("shop")
def test_supply_and_news_with_hostile_names() -> None:
    for part, sentence in (
        ("supply", "customers are active; in the last week"),
        ("news", "as good as an experiment if"),
    ):
        app = visit("customers", part=part)
        assert sentence in said(app)
        assert "<script>" not in "".join(raw(app))
        assert len(app.get("plotly_chart")) >= 2


def test_what_is_lacking_is_said(workspace: Workspace) -> None:
    with workspace.upload(outreach("tips").encode()) as file:
        workspace.load(file, name="news.csv")

    for part in ("ledger", "supply"):
        told = said(visit("customers", part=part))
        assert "the workspace needs the table \u201cTransactions\u201d" in told
    assert "540 pieces of news were sent from" in said(visit("customers", part="news"))
