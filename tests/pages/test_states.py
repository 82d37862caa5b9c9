"""Every page in every state of the workspace: no traceback, the right sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import sample_facts as facts
from tests.pages.visit import PAGES, raw, said, visit

EMPTY = "No data yet. Upload a log on the Data page; any CSV of contacts will do."
NO_CARD = "The log has no columns that a measure card could use."
SAYS = {
    ("sample", "review"): "Worse than usual range",
    ("sample", "measure"): "The formula with its numbers",
    ("sample", "data"): f"interactions.csv: {facts.ROWS:,} interactions, 3 Mar 2025",
    ("empty", "review"): EMPTY,
    ("empty", "measure"): EMPTY,
    ("empty", "data"): "One row for each contact",
    ("one_row", "review"): "1 interaction, 1 of them in this week",
    ("one_row", "measure"): "Does a customer in need get a first answer",
    ("one_row", "data"): "one_row.csv: 1 interaction, 5 Jan 2026",
    ("hostile", "review"): "298 interactions, 10 of them in this week",
    ("hostile", "measure"): "Does a customer in need get a first answer within",
    ("hostile", "data"): "300 rows read = 298 accepted + 2 set aside + 0 duplicates",
    ("without_measures", "review"): NO_CARD,
    ("without_measures", "measure"): NO_CARD,
    ("without_measures", "data"): "300 rows read = 300 accepted",
}
STATES = ("sample", "empty", "one_row", "hostile", "without_measures")
LIVE = ("<script", "<img", "<svg", "![", "](", ":material/bolt", "http://", "\u202e")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_whatever_the_workspace_holds(
    scene: Callable[[str], None], state: str, page: str
) -> None:
    scene(state)

    app = visit(page)

    if page == "measures":
        assert app.header[0].value == "What is measured, and how?"
        assert "needs columns" in set(app.dataframe[0].value["Shown"])
    else:
        assert SAYS[state, page] in said(app)
    assert ("You are looking at sample data" in said(app)) is (state == "sample")


def test_no_text_of_a_log_reaches_a_page_as_markup(
    scene: Callable[[str], None],
) -> None:
    scene("hostile")

    app = visit("measure", measure="support-defective")
    shown = raw(app)

    assert shown
    assert not [text for text in shown for sign in LIVE if sign in text]
