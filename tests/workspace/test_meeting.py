"""Meetings of a workspace: minutes, pins, and weeks that stay as they were seen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from qc.core.errors import BrokenStore, QcError
from qc.core.kinds import MinuteKind
from qc.review.seen import Difference
from qc.workspace import Lens, Workspace, meeting, pinning
from tests.pages import logs

NOW = datetime(2026, 8, 10, 9, tzinfo=UTC)
MONDAY = np.datetime64("2026-08-03", "D")
DECIDED = "Call every customer of the week back"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path, now=lambda: NOW)


def load(workspace: Workspace, content: bytes, name: str) -> None:
    with workspace.upload(content) as file:
        workspace.load(file, name=name)


class TestMinutes:
    def test_come_back_in_order_after_a_restart(self, workspace: Workspace) -> None:
        meeting.write_minute(workspace, MONDAY, MinuteKind.NOTE, "Late van", "late")
        meeting.write_minute(workspace, MONDAY, MinuteKind.DECISION, f" {DECIDED}\n")

        again = meeting.minutes(Workspace.open(workspace.folder), MONDAY)

        assert [(one.kind, one.measure, one.text) for one in again] == [
            (MinuteKind.NOTE, "late", "Late van"),
            (MinuteKind.DECISION, None, DECIDED),
        ]
        assert again[0].at == "2026-08-10T09:00:00.000000+00:00"

    def test_belong_to_their_week(self, workspace: Workspace) -> None:
        meeting.write_minute(workspace, MONDAY, MinuteKind.NOTE, "Late van")

        assert meeting.minutes(workspace, MONDAY - np.timedelta64(7, "D")) == ()

    def test_taken_out_they_stay_on_record(self, workspace: Workspace) -> None:
        line = meeting.write_minute(workspace, MONDAY, MinuteKind.DECISION, DECIDED)

        meeting.remove_minute(workspace, line.id)

        assert meeting.minutes(workspace, MONDAY) == ()
        newest = workspace.warehouse.state.entries(1)[0]
        assert newest.what == "minute-removed"
        assert DECIDED in str(newest.old)

    def test_nothing_is_not_written_down(self, workspace: Workspace) -> None:
        with pytest.raises(QcError, match="There is nothing to write down"):
            meeting.write_minute(workspace, MONDAY, MinuteKind.NOTE, " \n")

    def test_a_line_that_is_gone_is_told(self, workspace: Workspace) -> None:
        with pytest.raises(QcError, match="Line 7 of the minutes is gone already"):
            meeting.remove_minute(workspace, 7)

    def test_a_damaged_line_is_noticed(self, workspace: Workspace) -> None:
        meeting.write_minute(workspace, MONDAY, MinuteKind.DECISION, DECIDED)
        with workspace.warehouse.state.database.writing() as connection:
            connection.execute("UPDATE minutes SET text = 'Do nothing'")

        with pytest.raises(BrokenStore, match="line 1 of the minutes"):
            meeting.minutes(workspace, MONDAY)


class TestSeen:
    def test_a_week_without_a_meeting_was_not_seen(self, workspace: Workspace) -> None:
        load(workspace, logs.csv_of(logs.contacts(300)), "a.csv")

        assert meeting.seen(workspace, workspace.review(Lens())) is None

    def test_later_rows_show_as_differences(self, workspace: Workspace) -> None:
        rows = logs.contacts(300)
        load(workspace, logs.csv_of(rows), "a.csv")
        review = workspace.review(Lens())
        meeting.close(workspace, review)

        same = meeting.seen(workspace, workspace.review(Lens()))
        assert same is not None
        assert (same.changed, same.same_rules) == ((), True)
        assert same.at == np.datetime64("2026-08-10T09:00:00")

        late = [["late", *row[1:]] for row in rows[-15:]]
        load(workspace, logs.csv_of([*rows, *late]), "b.csv")
        after = meeting.seen(workspace, workspace.review(Lens(until=review.week)))
        assert after is not None
        assert Difference.VALUE in {one.difference for one in after.changed}


class TestPins:
    def test_stand_in_chain_order_and_forget_what_is_gone(
        self, workspace: Workspace
    ) -> None:
        ids = [card.id for card in workspace.measures]

        pinning.pin(workspace, [ids[3], "gone", ids[0]])

        assert pinning.pinned(workspace) == (ids[0], ids[3])

    def test_more_than_a_meeting_can_look_at_are_refused(
        self, workspace: Workspace
    ) -> None:
        with pytest.raises(QcError, match="13 measures are more than a meeting"):
            pinning.pin(workspace, [str(i) for i in range(13)])
