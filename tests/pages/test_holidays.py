"""The holidays on the data page."""

from __future__ import annotations

import numpy as np

from qc.workspace import Workspace
from qc.workspace.holidays import holidays_of
from tests.pages import logs
from tests.pages.visit import heard, said, visit


def test_are_saved_or_refused_in_words(workspace: Workspace) -> None:
    with workspace.upload(logs.csv_of(logs.contacts(30))) as file:
        workspace.load(file, name="log.csv")
    app = visit("data")
    app.text_area[0].input("2026-12-25 Christmas")
    app = heard(app.button(key="FormSubmitter:holidays-Save holidays").click().run())

    assert "1 holiday." in said(app)
    assert holidays_of(workspace.warehouse) == (np.datetime64("2026-12-25"),)

    app.text_area[0].input("Easter")
    app = heard(app.button(key="FormSubmitter:holidays-Save holidays").click().run())

    assert "is no date" in said(app)
    assert holidays_of(workspace.warehouse) == (np.datetime64("2026-12-25"),)
