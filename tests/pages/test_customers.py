"""Customers & goodwill: with nothing, with purchases alone, with all tables."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qc.cli.customers import Part
from qc.view.words import customers as say
from qc.workspace import Workspace
from tests.pages.test_chain import LIVE
from tests.pages.visit import heard, raw, said, visit
from tests.workspace.test_repeat import load, monthly, sold

HOSTILE = "<script>alert(1)</script>[x](javascript:1)"


def test_nothing_says_what_to_load(scene: Callable[[str], None]) -> None:
    scene("empty")

    told = said(visit("customers"))

    assert say.NOTHING in told


def test_purchases_alone_show_who_comes_back(workspace: Workspace) -> None:
    rng = np.random.default_rng(3)
    rows = [(HOSTILE, 400), (HOSTILE, 430)]
    for who in range(320):
        gap = rng.gamma(1.2, 60)
        days = np.cumsum(rng.exponential(gap, 8)).astype(int) + int(rng.integers(200))
        rows += [(f"C{who}", int(day)) for day in days if day < 500]
    load(workspace, sold(rows, amount="20"))

    app = visit("customers", part="repeat")

    told = said(app)
    assert "of customers come back within 90 days" in told
    assert "In the next 90 days these" in told
    assert "by amount paid." in told
    assert "<script>" not in "".join(str(each.value) for each in app.markdown)
    assert len(app.get("plotly_chart")) >= 3
    money = said(visit("customers", part="money"))
    assert "the workspace needs the table \u201cInteractions\u201d" in money


def test_contracts_are_served_by_retention_and_can_be_denied(
    workspace: Workspace,
) -> None:
    load(workspace, sold(monthly()))
    app = visit("customers", part="repeat")
    assert "Customers buy by contract" in said(app)
    assert "renewals due in the last year" in said(app)

    app = heard(app.radio(key="business").set_value("free").run())

    assert "Renewals that came" not in said(app)
    assert "No forecast yet." in said(app)


def test_no_section_lets_hostile_tables_speak(scene: Callable[[str], None]) -> None:
    scene("hostile_tables")

    for part in Part:
        app = visit("customers", part=part)
        assert not [text for text in raw(app) if any(sign in text for sign in LIVE)]
        assert not app.warning


def test_defects_are_held_against_own_other_days(scene: Callable[[str], None]) -> None:
    scene("sample")

    app = visit("customers", part="money")

    told = said(app)
    assert "customers buy" in told
    assert "less often" in told
    assert "Misleading: customers with a defect held against those without." in told
    assert "Association, adjusted within customer" in told
    assert "by margin" in told
    (table,) = [each.value for each in app.dataframe if "Remark" in each.value]
    assert table["Remark"].iloc[-1] == "misleading: other customers"
