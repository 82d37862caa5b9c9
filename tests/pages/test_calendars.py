"""Opening hours and holidays on the data page."""

from __future__ import annotations

import numpy as np

from qc.workspace import Workspace
from qc.workspace.calendars import calendar_text, calendars_of
from tests.pages import logs
from tests.pages.visit import heard, said, visit

SAVE = "FormSubmitter:calendar-Save calendar"
PREVIEW = "FormSubmitter:calendar-Preview"
HOSTILE = "<script>alert(1)</script> [x](javascript:1)"


def test_are_tried_saved_or_refused_in_words(workspace: Workspace) -> None:
    with workspace.upload(logs.csv_of(logs.contacts(30))) as file:
        workspace.load(file, name="log.csv")
    app = visit("data")
    assert "No calendar yet" in said(app)

    text = f"zone = 'UTC'\nholidays = ['2026-12-25 {HOSTILE}']\n"
    app.text_area[0].input(text)
    app = heard(app.button(key=PREVIEW).click().run())
    assert "it is not saved yet" in said(app)
    assert "1 holiday." in said(app)
    assert calendar_text(workspace.warehouse) == ""

    app = heard(app.button(key=SAVE).click().run())
    assert "1 holiday." in said(app)
    assert calendars_of(workspace.warehouse).usual.holidays == (
        np.datetime64("2026-12-25"),
    )

    app.text_area[0].input("zone = 'Nowhere'")
    app = heard(app.button(key=SAVE).click().run())
    assert "no time zone is called 'Nowhere'" in said(app)
    assert calendar_text(workspace.warehouse) == text


def test_a_broken_file_is_told_and_can_be_mended(workspace: Workspace) -> None:
    with workspace.upload(logs.csv_of(logs.contacts(30))) as file:
        workspace.load(file, name="log.csv")
    (workspace.folder / "calendar.toml").write_text("zone =", encoding="utf-8")
    app = visit("data")

    assert "not valid TOML" in said(app)
    app.text_area[0].input("zone = 'UTC'")
    app = heard(app.button(key=SAVE).click().run())
    assert "open around the clock" in said(app)
