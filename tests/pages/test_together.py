"""Together, and waiting times on the measure page, in every state of the workspace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.visit import heard, raw, said, visit

SUPPORT = ["support-answered-late", "support-defective"]
SAYS = {
    "sample": "Unusual together in the week of 24 Aug 2026",
    "empty": "No data yet.",
    "one_row": "Fewer than two measures share a baseline of 14 periods or more",
    "without_measures": "The log has no columns that a measure card could use.",
}


@pytest.mark.parametrize("state", SAYS)
def test_the_page_speaks_whatever_the_workspace_holds(
    scene: Callable[[str], None], state: str
) -> None:
    scene(state)

    assert SAYS[state] in said(visit("together"))


def test_measures_and_chart_of_the_address(scene: Callable[[str], None]) -> None:
    scene("sample")

    app = visit("together", measures=[*SUPPORT, "nonsense"], chart="mewma")

    assert "MEWMA is T\u00b2 of averages of 2 measures" in said(app)
    assert app.multiselect(key="together-measures").value == SUPPORT


def test_a_signal_chosen_shows_what_makes_it(scene: Callable[[str], None]) -> None:
    scene("sample")
    app = visit("together", measures=SUPPORT)
    table = app.dataframe[0].value

    picked(app, len(table) - 1)

    assert f"What makes it: {table['Period'].iloc[-1]}".replace("\u00a0", " ") in said(
        app
    )


def test_other_measures_are_chosen(scene: Callable[[str], None]) -> None:
    scene("sample")
    app = visit("together")

    app.multiselect(key="together-measures").set_value(SUPPORT)
    heard(app.run())

    assert "2 measures of a week together" in said(app)


def test_no_text_of_a_log_reaches_the_page_as_markup(
    workspace: Workspace,
) -> None:
    with workspace.upload(logs.hostile()) as file:
        workspace.load(file, name="hostile.csv")
    cards = "".join(
        f"[[measure]]\nid = \"m{i}\"\ntitle = '''{text}'''\nquestion = \"?\"\n"
        'kind = "share"\ndirection = "lower"\n'
        'defective = [{ field = "defective", equals = true }]\n'
        f'where = [{{ field = "agent", not_one_of = ["x{i}"] }}]\n'
        for i, text in enumerate(logs.HOSTILE[:3])
    )
    workspace.add_measures(cards, "cards.toml")

    app = visit("together", measures=["m0", "support-resolution-time"])

    live = ("<script", "<img", "![", "](")
    assert not [text for text in raw(app) for sign in live if sign in text]


class TestWaiting:
    def test_is_told_of_a_measure_with_a_clock(
        self, scene: Callable[[str], None]
    ) -> None:
        scene("sample")
        text = said(visit("measure", measure="support-promise-broken"))

        assert (
            "Half of 634 cases opened from 1 Jun to 30 Aug 2026 were resolved" in text
        )
        assert "Late in the newest periods, as far as it is known" in text

    def test_not_of_others(self, scene: Callable[[str], None]) -> None:
        scene("sample")

        assert "Waiting times" not in said(visit("measure", measure="satisfaction"))

    def test_of_one_case(self, scene: Callable[[str], None]) -> None:
        scene("one_row")

        text = said(visit("measure", measure="support-answered-late"))

        assert "The one case opened from 5 Jan to 11 Jan 2026 was answered" in text


def picked(app: AppTest, row: int) -> AppTest:
    """Pick a row of the table of signals."""
    app.session_state["together-signals"] = {
        "selection": {"rows": [row], "columns": [], "cells": []}
    }
    return heard(app.run())
