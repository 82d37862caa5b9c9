"""Ratings of known interactions, and the steps of an event log, on the data page."""

from __future__ import annotations

import pytest

from qc.view.words import adding, steps
from qc.workspace import Workspace
from tests.pages import logs
from tests.pages.test_data import load, upload
from tests.pages.visit import said

pytestmark = pytest.mark.usefixtures("workspace")

HEADER = ["Ticket ID", "Opened at", "Team"]
LOG = [[f"T{i}", f"2026-03-0{1 + i}T10:00Z", "North"] for i in range(8)]
RATINGS = [["T1", "5"], ["T2", "3"], ["T99", "1"]]
STEPS = [
    [f"C{i}", f"2026-03-0{1 + i}T1{hour}:00Z", step]
    for i in range(8)
    for hour, step in enumerate(("Open", "Work", "Closed"))
]


def test_ratings_say_what_they_will_do_and_what_they_did(workspace: Workspace) -> None:
    load(upload(logs.csv_of(LOG, HEADER), "log.csv"))

    app = upload(logs.csv_of(RATINGS, ["Ticket ID", "Rating"]), "ratings.csv")

    assert "They add Score to interactions that are loaded: 2 of 3 ids" in said(app)
    assert steps.ROW_IS not in [one.label for one in app.radio]
    told = said(load(app))
    assert "3 rows read = 2 accepted + 1 set aside" in told
    assert adding.after(["interaction_id", "score"]) in told
    assert "adds Score to 2 known interactions" in told
    assert workspace.summary("satisfaction").n == 2


def test_a_file_of_known_ids_may_only_add(workspace: Workspace) -> None:
    load(upload(logs.csv_of(LOG, HEADER), "log.csv"))
    rows = [["T1", "2026-03-02T10:00Z", "phone"]]

    app = upload(logs.csv_of(rows, ["Ticket ID", "Opened at", "Channel"]), "c.csv")
    assert "the log has Team, which this file does not have" in said(app)
    (only,) = [one for one in app.checkbox if one.label == adding.ONLY_ADD]
    load(only.check().run())

    assert dict(workspace.strata("team")) == {"North": 8}
    assert dict(workspace.strata("channel")) == {"phone": 1}


def test_steps_become_cases_and_their_end_can_be_chosen(workspace: Workspace) -> None:
    header = ["Case ID", "Timestamp", "Activity"]

    app = upload(logs.csv_of(STEPS, header), "steps.csv")

    (ends,) = [one for one in app.selectbox if one.label == steps.ENDS]
    assert ends.value == "Closed"
    app = ends.set_value("Work").run()
    assert 'resolved with its last "Work"' in said(app)
    assert "8 rows read = 8 accepted" in said(load(app))
    (batch,) = workspace.batches()
    assert batch.account.events_read == 24
    log = workspace.warehouse.log().rows(["opened_at", "resolved_at"])
    took = workspace.warehouse.fetch(
        f"SELECT DISTINCT resolved_at - opened_at FROM {log}"
    )
    assert [str(one) for (one,) in took] == ["1:00:00"]
