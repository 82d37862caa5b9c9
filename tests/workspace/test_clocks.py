"""One time by two clocks: of the card, of the workspace, or of the export."""

from __future__ import annotations

import pytest

from qc.view.clocks_frames import clocks_payload, clocks_rows
from qc.view.words.clocks import CALENDAR, hours
from qc.workspace import Workspace
from qc.workspace.calendars import save
from qc.workspace.clocks import both_clocks
from tests.workspace.conftest import Load

# Opened on a Friday at 16:00, answered on the Monday after at 9:00, or within an hour.
LOG = "interaction_id,opened_at,first_response_at,stage\n" + "".join(
    f"I{i},2026-03-06T16:00:00Z,{answer},support\n"
    for i, answer in enumerate(["2026-03-09T09:00:00Z"] * 3 + ["2026-03-06T16:30:00Z"])
)
HOURS = 'zone = "UTC"\n[hours]\nmonday-friday = "08:00-17:00"\n'
EXPORTED = (
    "interaction_id,opened_at,stage,first_response_time,first_response_time_business\n"
    "I1,2026-03-06T16:00:00Z,support,36000,3600\n"
)


def test_the_opening_hours_of_the_workspace(load: Load, workspace: Workspace) -> None:
    load(LOG)
    assert both_clocks(workspace, "support-answered-late") is None

    save(workspace.warehouse, HOURS)

    both = both_clocks(workspace, "support-answered-late")
    assert both is not None
    assert (both.all_time.n, both.all_time.median) == (4, 65)
    assert (both.opening.n, both.opening.median) == (4, 2)
    assert [row[0] for row in clocks_rows(both)] == [
        *("Opening hours (business)", CALENDAR)
    ]


def test_what_the_export_counted_itself(load: Load, workspace: Workspace) -> None:
    load(EXPORTED)
    workspace.add_measures(
        '[[measure]]\nid = "x"\ntitle = "X"\nquestion = "Q"\nkind = "duration"\n'
        'direction = "lower"\nvalue = "first_response_time"\n',
        "x.toml",
    )

    both = both_clocks(workspace, "x")

    assert both is not None
    told = clocks_payload(both)
    assert [(one["clock"], one["median_hours"]) for one in told] == [
        *(("calendar", 10), ("exported", 1))
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "15\u00a0minutes"), (2.25, "2.2\u00a0hours"), (96.0, "4.0\u00a0days")],
)
def test_times_are_told_in_their_unit(value: float, text: str) -> None:
    assert hours(value) == text
