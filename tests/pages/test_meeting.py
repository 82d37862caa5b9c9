"""Meeting mode and minutes, in every state of the workspace."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest

from qc.core.kinds import MinuteKind
from qc.workspace import Workspace, meeting
from tests.pages import logs
from tests.pages.visit import go, heard, raw, said, visit

SAYS = {
    "sample": "Worse than usual range",
    "empty": "No data yet.",
    "one_row": "too few points to judge yet.",
    "without_measures": "The end: what was decided",
}
HARM = "![x](http://evil.test/a.png) <b>x</b>"


@pytest.mark.parametrize("state", SAYS)
def test_the_page_speaks_whatever_the_workspace_holds(
    scene: Callable[[str], None], state: str
) -> None:
    scene(state)

    assert SAYS[state] in said(visit("meeting"))


def test_the_address_leads_to_the_item(scene: Callable[[str], None]) -> None:
    scene("sample")

    app = visit("meeting", item="steps-skipped")
    assert "Prescribed steps skipped" in said(app)
    (training,) = [one.value for one in app.dataframe if "Training" in one.value]
    (chart,) = app.get("plotly_chart")
    drawn = json.loads(chart.proto.spec)["layout"]["annotations"]
    keys = [one["text"] for one in drawn if one["text"].startswith("<b>T")]
    # the newest training was after the Monday at which the last point is drawn
    first, *_, last, _ = map(str, training.iloc[:, 0])
    assert keys[0].startswith(f"<b>{first}")  # some share a label: T1-T3
    assert keys[-1].endswith(f"{last}</b>")
    assert "The end: what was decided" in said(visit("meeting", item="end"))


def test_a_decision_is_written_listed_and_taken_out(workspace: Workspace) -> None:
    load(workspace)
    app = visit("meeting", item="end")

    app.text_area[0].set_value(HARM)
    press(app, "Write down")

    assert HARM in said(app)
    assert not [text for text in raw(app) if "![x](" in text or "<b>" in text]
    assert "Notes and decisions: 1 decision" in said(go(app, "review"))
    press(go(app, "meeting", item="end"), "Take out")
    assert HARM not in said(app)


def test_a_line_taken_out_by_somebody_else_is_told(workspace: Workspace) -> None:
    load(workspace)
    week = workspace.review().week
    assert week is not None
    line = meeting.write_minute(workspace, week, MinuteKind.NOTE, "Late van")
    app = visit("meeting", item="end")
    meeting.remove_minute(workspace, line.id)

    press(app, "Take out")

    assert f"Line {line.id} of the minutes is gone already" in said(app)


def test_the_review_says_how_the_week_was_seen(workspace: Workspace) -> None:
    load(workspace)
    app = visit("meeting", item="end")

    press(app, "End the meeting")

    assert "every figure still reads the same." in said(go(app, "review"))


def test_minutes_of_another_week_are_not_shown(workspace: Workspace) -> None:
    load(workspace)
    week = np.datetime64("2020-01-06", "D")
    meeting.write_minute(workspace, week, MinuteKind.NOTE, "Long ago")

    assert "Long ago" not in said(visit("review"))


def test_what_is_pinned_stands_in_the_table(workspace: Workspace) -> None:
    load(workspace)
    app = visit("review")
    assert "steady" not in [table.key for table in app.dataframe]
    app.session_state["qc-steady"] = True  # the fold is opened, and drawn only now
    heard(app.run())
    steady = app.dataframe(key="steady").value["Measure"].tolist()

    app.multiselect(key="pins").set_value([workspace.review().steady[0].measure.id])
    heard(app.run())

    assert steady[0] in app.dataframe(key="discuss").value["Measure"].tolist()


def load(workspace: Workspace) -> None:
    with workspace.upload(logs.csv_of(logs.contacts(300))) as file:
        workspace.load(file, name="a.csv")


def press(app, label: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    next(button for button in app.button if button.label == label).click()
    heard(app.run())
