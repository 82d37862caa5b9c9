"""The mapping screen tells what may name people, and asks before it stores it."""

from __future__ import annotations

import pytest

from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.test_data import choose, load, upload
from tests.pages.visit import heard, said

HEADER = ["interaction_id", "opened_at", "Requester <b>"]


def content() -> bytes:
    rows = [
        [f"I{i}", f"2026-03-{i % 28 + 1:02}T10:00Z", f"anna{i}@example.com"]
        for i in range(30)
    ]
    return logs.csv_of(rows, HEADER)


@pytest.mark.usefixtures("workspace")
def test_a_column_of_addresses_is_told() -> None:
    app = upload(content())

    assert (
        '"Requester <b>" looks like e-mail addresses: 30 of 30 texts. It is not stored.'
        in said(app)
    )
    assert not app.button(key="load").disabled


def test_chosen_as_a_team_it_is_asked_about(workspace: Workspace) -> None:
    app = choose(upload(content()), team=HEADER[2])

    assert "As Team it would be stored as it is, for everyone to see." in said(app)
    assert app.button(key="load").disabled

    (box,) = (one for one in app.checkbox if (one.key or "").startswith("personal-"))
    app = heard(box.check().run())
    assert not app.button(key="load").disabled
    load(app)
    assert len(workspace.strata("team")) == 30


def test_chosen_as_an_agent_it_is_not(workspace: Workspace) -> None:
    app = choose(upload(content()), agent=HEADER[2])

    assert "As Agent it is stored as pseudonyms only." in said(app)
    load(app)
    assert workspace.batches()[0].rows == 30
