"""The measure page: from a point to its interactions, and limits with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.visit import heard, said, visit

NAME = "support-defective"


@pytest.fixture
def log(workspace: Workspace) -> Workspace:
    """Thirty weeks of ten contacts, two of them defective."""
    with workspace.upload(logs.csv_of(logs.contacts(300))) as file:
        workspace.load(file, name="log.csv")
    return workspace


def clicked(app: AppTest, point: object) -> AppTest:
    """Click a point, as the browser reports it."""
    picked = {"selection": {"points": [{"customdata": point}]}}
    app.session_state[f"chart-{NAME}"] = picked
    return heard(app.run())


def picked(app: AppTest, rows: list[int]) -> AppTest:
    """Pick a row of the table of points."""
    app.session_state[f"points-{NAME}"] = {
        "selection": {"rows": rows, "columns": [], "cells": []}
    }
    return heard(app.run())


def points(app: AppTest) -> dict[str, Any]:
    (plot,) = app.get("plotly_chart")
    spec = json.loads(plot.proto.spec)
    (trace,) = [one for one in spec["data"] if one.get("name") == "points"]
    return dict(trace)


@pytest.mark.usefixtures("log")
class TestAPoint:
    def test_carries_its_place_in_the_chart(self) -> None:
        app = visit("measure", measure=NAME)

        assert points(app)["customdata"] == list(range(30))
        assert "Click a point, or choose it from the list" in said(app)

    @pytest.mark.parametrize("data", [3, [3]], ids=["number", "list"])
    def test_clicked_shows_its_interactions_the_defective_first(
        self, data: object
    ) -> None:
        app = clicked(visit("measure", measure=NAME), data)

        assert "10 interactions of 26 Jan to 1 Feb 2026" in said(app)
        rows = app.dataframe[0].value
        assert len(rows) == 10
        assert list(rows["Event"]) == [True] * 2 + [False] * 8
        assert set(rows["Interaction id"]) == {f"C{i}" for i in range(30, 40)}

    def test_the_last_of_chart_and_table_is_heeded(self) -> None:
        app = clicked(visit("measure", measure=NAME), 3)

        assert "of 27 Jul to 2 Aug 2026" in said(picked(app, [0]))
        assert "of 5 Jan to 11 Jan 2026" in said(clicked(app, 0))
        assert "of 27 Jul to 2 Aug 2026" in said(clicked(app, 29))
        assert "of 5 Jan to 11 Jan 2026" in said(picked(app, [29]))

    @pytest.mark.parametrize("data", [999, [-1], None])
    def test_that_does_not_exist_shows_nothing(self, data: object) -> None:
        app = clicked(visit("measure", measure=NAME), data)

        assert len(app.dataframe) == 1


class TestLimits:
    def save(self, app: AppTest, reason: str) -> AppTest:
        app.text_input[-1].set_value(reason)
        (button,) = [one for one in app.button if one.label == "Save"]
        return heard(button.click().run())

    def test_without_a_reason_stay_as_they_are(self, log: Workspace) -> None:
        app = visit("measure", measure=NAME)
        app.number_input[-1].set_value(20)

        app = self.save(app, "  ")

        assert "Say why: whoever looks at this chart later" in said(app)
        assert log.plan(NAME) is None

    def test_with_a_reason_are_kept(self, log: Workspace) -> None:
        app = visit("measure", measure=NAME)
        app.number_input[-1].set_value(12)
        starts, left_out = app.multiselect[-2], app.multiselect[-1]
        starts.select(starts.options[15])
        left_out.select(left_out.options[4])

        app = self.save(app, "new tool")

        plan = log.plan(NAME)
        assert plan is not None
        assert plan.freeze == 12
        assert [str(day) for day in plan.starts] == ["2026-04-20"]
        assert [str(day) for day in plan.excluded] == ["2026-02-02"]
        table = app.dataframe[0].value[::-1]
        assert list(table["Phase"]) == [1] * 15 + [2] * 15
        assert list(table["Left out"]) == [i == 4 for i in range(30)]

    def test_set_later_than_the_week_shown_are_not_lost(self, log: Workspace) -> None:
        app = visit("measure", measure=NAME)
        starts = app.multiselect[-2]
        starts.select(starts.options[15])
        self.save(app, "new tool")

        app = visit("measure", measure=NAME, week="2026-03-02")
        app.number_input[-1].set_value(9)
        self.save(app, "shorter")

        plan = log.plan(NAME)
        assert plan is not None
        assert plan.freeze == 9
        assert [str(day) for day in plan.starts] == ["2026-04-20"]


def test_a_chart_of_one_point_can_be_opened(
    scene: Callable[[str], None],
) -> None:
    scene("one_row")

    app = visit("measure", measure=NAME)

    assert points(app)["customdata"] == [0]
    assert app.number_input[-1].value == 24
