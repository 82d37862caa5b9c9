"""Another chart of a measure, the record of its signals, the chart of its spread."""

from __future__ import annotations

import pytest

from qc.core.kinds import ChartKind
from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.visit import heard, said, visit

NAME = "support-defective"


@pytest.fixture(autouse=True)
def log(workspace: Workspace) -> Workspace:
    """Thirty weeks of ten contacts, two of them defective."""
    with workspace.upload(logs.csv_of(logs.contacts(300))) as file:
        workspace.load(file, name="log.csv")
    return workspace


class TestChart:
    def test_by_the_data_at_first(self) -> None:
        app = visit("measure", measure=NAME)

        assert "p chart, chosen by the data" in said(app)

    def test_by_hand_stays_in_the_address(self) -> None:
        app = visit("measure", measure=NAME)
        app.selectbox(key=f"chart-kind-{NAME}").select("xmr")
        app = heard(app.run())

        assert app.query_params["chart"] == "xmr"
        assert "XmR chart, chosen by hand; the data would take the p chart" in said(app)
        assert "mR chart" in said(app)
        assert len(app.get("plotly_chart")) == 2

    @pytest.mark.parametrize("kind", [ChartKind.CUSUM, ChartKind.G, ChartKind.WEEKDAY])
    def test_asked_for_by_a_link(self, kind: ChartKind) -> None:
        app = visit("measure", measure=NAME, chart=str(kind))

        assert "chosen by hand" in said(app)

    @pytest.mark.parametrize("kind", ["xbar", "t2", "nonsense"])
    def test_that_the_measure_cannot_have_is_ignored(self, kind: str) -> None:
        app = visit("measure", measure=NAME, chart=kind)

        assert "p chart, chosen by the data" in said(app)

    def test_by_another_period(self) -> None:
        app = visit("measure", measure=NAME, by="month")

        assert len(app.dataframe[0].value) == 6  # January is not whole


class TestSignals:
    def test_none_is_said(self) -> None:
        assert "No signal on this chart." in said(visit("measure", measure=NAME))

    def test_one_picked_shows_its_interactions(self, workspace: Workspace) -> None:
        rows = logs.contacts(300)
        for row in rows[-20:]:
            row[0], row[-1] = f"W{row[0]}", "yes"
        with workspace.upload(logs.csv_of(rows[-20:])) as file:
            workspace.load(file, name="worse.csv")
        app = visit("measure", measure=NAME)
        assert "No signal on this chart." not in said(app)

        app.session_state[f"signals-{NAME}-p"] = {
            "selection": {"rows": [0], "columns": [], "cells": []}
        }
        app = heard(app.run())

        assert "40 interactions of 20 Jul to 2 Aug 2026" in said(app)
