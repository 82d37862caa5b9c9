"""The measure page: decide from a point, take it back, part the measure."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from qc.core.charts import PhasePlan
from qc.workspace import Workspace
from qc.workspace.decisions import save_plan
from tests.pages import logs
from tests.pages.visit import heard, said, visit

NAME = "support-defective"
POINT = "2026-02-02"


@pytest.fixture(autouse=True)
def log(workspace: Workspace) -> Workspace:
    """Thirty weeks of ten contacts, two of them defective."""
    with workspace.upload(logs.csv_of(logs.contacts(300))) as file:
        workspace.load(file, name="log.csv")
    return workspace


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label.startswith(label)]
    return heard(button.click().run())


def why(app: AppTest, act: str, text: str) -> None:
    app.text_input(key=f"why-{act}-{NAME}-4").set_value(text)


def at_the_point() -> AppTest:
    return visit("measure", measure=NAME, point=POINT)


class TestAPoint:
    def test_of_a_link_is_shown_and_stays_in_the_address(self) -> None:
        app = at_the_point()

        assert "10 interactions of 2 Feb to 8 Feb 2026" in said(app)
        assert app.selectbox(key=f"point-{NAME}").value == POINT
        assert app.query_params["point"] == POINT

    def test_can_be_chosen_and_closed_without_a_mouse(self) -> None:
        app = visit("measure", measure=NAME)

        heard(app.selectbox(key=f"point-{NAME}").select(POINT).run())
        assert "10 interactions of 2 Feb to 8 Feb 2026" in said(app)
        heard(app.selectbox(key=f"point-{NAME}").set_value(None).run())
        assert "point" not in app.query_params
        assert "10 interactions" not in said(app)

    @pytest.mark.parametrize("point", ["2026-02-03", "<script>"])
    def test_that_is_none_is_ignored(self, point: str) -> None:
        app = visit("measure", measure=NAME, point=point)

        assert app.selectbox(key=f"point-{NAME}").value is None

    def test_of_one_measure_is_not_asked_of_another(self) -> None:
        app = at_the_point()
        heard(app.selectbox(key="measure").select("support-answered-late").run())

        assert "point" not in app.query_params


class TestLeavingOut:
    def test_needs_a_reason(self, log: Workspace) -> None:
        app = press(at_the_point(), "Leave it out")

        assert "Say why: whoever looks at this chart later" in said(app)
        assert log.plan(NAME) is None

    def test_is_shown_undone_and_done_again(self, log: Workspace) -> None:
        app = at_the_point()
        why(app, "left_out", "strike")
        app = press(app, "Leave it out")

        plan = log.plan(NAME)
        assert plan is not None
        assert [str(day) for day in plan.excluded] == [POINT]
        assert "Reason given: strike" in said(app)
        assert "Undo: left out 2 Feb 2026" in said(app)
        assert "strike" in list(app.dataframe[1].value["Why left out, or a new phase"])

        app = press(app, "Undo")
        assert log.plan(NAME) is None
        assert "Undone: left out 2 Feb 2026." in said(app)
        app = press(app, "Redo")
        assert log.plan(NAME) == plan
        assert "Take it in again" in said(app)

    def test_of_somebody_else_meanwhile_is_not_overwritten(
        self, log: Workspace
    ) -> None:
        app = at_the_point()
        plan = PhasePlan(freeze=12)
        save_plan(log, NAME, plan, seen=None, reason="mine")
        why(app, "left_out", "strike")

        app = press(app, "Leave it out")

        assert "This was changed meanwhile by owner at" in said(app)
        assert log.plan(NAME) == plan


class TestOtherDecisions:
    def test_a_phase_starts_and_is_joined(self, log: Workspace) -> None:
        app = at_the_point()
        why(app, "split", "new tool")
        app = press(app, "Start a phase here")
        plan = log.plan(NAME)
        assert plan is not None
        assert [str(day) for day in plan.starts] == [POINT]

        why(app, "joined", "it did not last")
        press(app, "Join with the phase before")
        plan = log.plan(NAME)
        assert plan is not None
        assert plan.starts == ()

    def test_a_baseline_ends(self, log: Workspace) -> None:
        app = at_the_point()
        assert "The first 5 weeks of each phase set its limits" in said(app)
        why(app, "baseline_to", "the tool came then")
        press(app, "End the baseline here")

        plan = log.plan(NAME)
        assert plan is not None
        assert plan.freeze == 5

    def test_a_note_is_made_changed_and_taken_off(self, log: Workspace) -> None:
        app = at_the_point()
        key = f"note-text-{NAME}-{POINT}"
        app.text_input(key=key).set_value("strke")
        (first, *_) = [one for one in app.button if one.label == "Note it"]
        app = heard(first.click().run())
        (note,) = log.notes(NAME)
        assert (str(note.day), note.text) == (POINT, "strke")

        app.text_input(key=f"note-new-{note.id}").set_value("strike")
        app = press(app, "Keep the change")
        assert log.notes(NAME)[0].text == "strike"
        app = press(app, "Take it off")
        assert log.notes(NAME) == ()
        assert "Decisions about this chart (3)" in said(app)

    def test_a_chart_is_overruled_for_everyone_and_left_to_the_data(
        self, log: Workspace
    ) -> None:
        app = visit("measure", measure=NAME, chart="xmr")
        app.text_input(key=f"why-chart-{NAME}").set_value("as in the report")
        app = press(app, "Take this chart for everyone")
        assert "Undo: chart: XmR chart" in said(app)
        assert "XmR chart, chosen by hand" in said(visit("measure", measure=NAME))

        app = press(visit("measure", measure=NAME), "Undo")
        assert log.card(NAME).chart is None
        assert "p chart, chosen by the data" in said(app)


class TestParts:
    def test_are_drawn_in_one_element_and_stay_in_the_address(self) -> None:
        app = visit("measure", measure=NAME, strata="team")

        (picture,) = [one for one in app.markdown if "qc-strata" in str(one.value)]
        assert str(picture.value).count("<svg") == 2
        assert 'href="measure?measure&#61;support' in str(picture.value)
        assert app.query_params["strata"] == "team"
        assert "2 teams judged together" in said(app)

    def test_a_row_leads_to_the_part_alone(self) -> None:
        app = visit("measure", measure=NAME, strata="team")
        app.session_state[f"strata-{NAME}-team-"] = {
            "selection": {"rows": [0], "columns": [], "cells": []}
        }
        app = heard(app.run())

        assert app.multiselect(key="filter-team").value == ["North"]
        assert app.query_params["team"] == "North"

    def test_people_go_by_codes_and_no_link_names_them(self) -> None:
        app = visit("measure", measure=NAME, strata="agent")

        (picture,) = [one for one in app.markdown if "qc-strata" in str(one.value)]
        assert "Agent A" in str(picture.value)
        assert "<a " not in str(picture.value)

    def test_of_an_unknown_kind_are_not_drawn(self) -> None:
        app = visit("measure", measure=NAME, strata="weather")

        assert "strata" not in app.query_params

    @pytest.mark.parametrize("by", ["team", "channel", "agent"])
    def test_named_with_ill_intent_do_no_harm(
        self, workspace: Workspace, by: str
    ) -> None:
        with workspace.upload(logs.hostile()) as file:
            workspace.load(file, name="hostile.csv")
        workspace.note(NAME, np.datetime64(POINT), logs.HOSTILE[0])

        app = visit("measure", measure=NAME, strata=by, point=POINT)

        (picture,) = [one for one in app.markdown if "qc-strata" in str(one.value)]
        assert "<script" not in str(picture.value)
        assert "<img" not in str(picture.value)
        assert "<script>" not in "".join(str(one.value) for one in app.markdown)
