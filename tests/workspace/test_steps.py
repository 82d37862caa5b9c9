"""Event logs without a mapping file: several rows for each case, one interaction."""

from __future__ import annotations

from datetime import datetime

import pytest

from qc.core.errors import NeedsAnswer, UnknownName
from qc.core.plan import Fault
from qc.intake.mapping import Mapping
from qc.intake.mapping_read import read_mapping
from qc.intake.mapping_write import write_mapping
from qc.intake.suggestion import Answers, StepsAnswer
from qc.workspace import Workspace
from tests.workspace.conftest import Load

HEADER = (
    *("incident_id", "data_stamp", "activity_number", "incident_activity_type"),
    *("assignment_group", "interaction_id"),
)
DESK = f"""{",".join(HEADER)}
IM1,2026-02-01 12:00:00,7,Closed,T2,SD9
IM1,2026-02-01 10:00:00,1,Open,T1,SD9
IM1,2026-02-01 10:00:00,2,Reassignment,T2,SD9
IM1,2026-02-03 09:00:00,9,Closed,T3,SD9
IM1,2026-02-02 09:00:00,8,Reopen,T3,SD9
IM2,2026-02-04 10:00:00,11,Open,T1,SD8
"""
MINED = """case:concept:name,concept:name,time:timestamp,org:resource
A,Create,2026-03-01T10:00:00+01:00,u1
A,Complete,2026-03-01T12:00:00+01:00,u2
B,Create,2026-03-03T10:00:00Z,u1
"""
STATES = """SR Number;Change Date+Time;Status;Sub Status;Product
1-36;2026-03-31T15:59:42+01:00;Accepted;In Progress;P1
1-36;2026-03-31T16:00:56+01:00;Queued;Awaiting;P1
1-36;2026-04-06T15:44:07+01:00;Completed;Closed;P1
1-37;2026-04-06T15:44:07+01:00;Accepted;In Progress;P2
"""
GERMAN = """Fall;Aktivit\u00e4t;Zeitstempel;Bearbeiter
1;Angelegt;13.02.2026 10:00;Ann
1;Gel\u00f6st;14.02.2026 10:00;Bo
2;Angelegt;15.02.2026 10:00;Ann
"""
ZONE = Answers(zone="UTC")


def at(month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second)  # noqa: DTZ001 - as stored


class TestARecognisedLog:
    def test_becomes_one_interaction_a_case(self, load: Load) -> None:
        loaded = load(DESK, answers=ZONE)

        assert loaded.counts == (2, 2, 0, 0)
        assert loaded.report.account.events_read == 6
        assert loaded.rows("opened_at", "closed_at", "team", "reopens") == {
            "IM1": (at(2, 1, 10), at(2, 3, 9), "T3", 1),
            "IM2": (at(2, 4, 10), None, "T1", 0),
        }
        steps = loaded.rows("steps_done", "reassignments")["IM1"]
        assert steps == ("Open>Reassignment>Closed>Reopen>Closed", 1)

    def test_of_a_mining_tool(self, load: Load) -> None:
        loaded = load(MINED)
        assert loaded.rows("opened_at", "resolved_at", "agent") == {
            "A": (at(3, 1, 9), at(3, 1, 11), "u2"),
            "B": (at(3, 3, 10), None, "u1"),
        }

    def test_of_states_where_nothing_else_says_when_it_began(self, load: Load) -> None:
        loaded = load(STATES)
        assert loaded.rows("opened_at", "resolved_at", "product") == {
            "1-36": (at(3, 31, 14, 59, 42), at(4, 6, 14, 44, 7), "P1"),
            "1-37": (at(4, 6, 14, 44, 7), None, "P2"),
        }

    def test_in_german(self, load: Load) -> None:
        loaded = load(GERMAN, answers=ZONE)
        assert loaded.rows("resolved_at") == {"1": (at(2, 14, 10),), "2": (None,)}

    def test_rows_without_case_or_time_are_set_aside(self, load: Load) -> None:
        rows = "Case ID,Activity,Timestamp\n1,Open,2026-03-01\n,Closed,2026-03-02\n"
        loaded = load(rows + "1,Closed,soon\n1,Closed,2026-03-03\n", answers=ZONE)
        assert loaded.counts == (3, 1, 2, 0)
        assert [(row.line, row.fault) for row in loaded.aside] == [
            (3, Fault.MISSING_REQUIRED),
            (4, Fault.NOT_A_TIME),
        ]

    def test_the_next_file_is_read_alike_and_newer_steps_count(
        self, load: Load
    ) -> None:
        load(DESK, answers=ZONE)
        later = load(DESK + "IM2,2026-02-05 10:00:00,12,Closed,T1,SD8\n")
        assert later.report.since is not None
        assert (later.report.account.replaced, later.counts) == (1, (2, 1, 0, 1))
        assert later.rows("closed_at")["IM2"] == (at(2, 5, 10),)

    def test_can_be_written_down_as_a_mapping(self, load: Load) -> None:
        plan = load(DESK, answers=ZONE).report.plan
        again = read_mapping(write_mapping(Mapping.of(plan)), "again.toml")
        assert again.events == plan.events
        assert load(DESK, mapping=again).report.known


class TestWhatItsOwnerSays:
    def test_which_columns_and_which_end(self, load: Load) -> None:
        told = StepsAnswer(
            case="SR Number", step="Sub Status", time="Change Date+Time", ends="Closed"
        )
        loaded = load(STATES, answers=Answers(steps=told))
        assert loaded.rows("steps_done", "resolved_at")["1-36"] == (
            "In Progress>Awaiting>Closed",
            at(4, 6, 14, 44, 7),
        )

    def test_that_no_step_ends_a_case(self, load: Load) -> None:
        told = StepsAnswer(
            case="SR Number", step="Status", time="Change Date+Time", ends=""
        )
        plan = load(STATES, answers=Answers(steps=told)).report.plan
        assert plan.field("resolved_at") is None

    def test_that_rows_are_no_steps(self, load: Load) -> None:
        with pytest.raises(NeedsAnswer, match="interaction_id"):
            load(STATES, answers=Answers(steps=StepsAnswer()))

    def test_no_such_column(self, load: Load) -> None:
        told = StepsAnswer(case="SR Number", step="Stage", time="Change Date+Time")
        with pytest.raises(UnknownName, match="'Stage'"):
            load(STATES, answers=Answers(steps=told))

    def test_the_order_of_dates(self, load: Load) -> None:
        rows = (
            "Case,Activity,Time\n1,Open,03/02/2026 10:00\n1,Closed,04/02/2026 10:00\n"
        )
        with pytest.raises(NeedsAnswer, match="day first or month first"):
            load(rows)
        loaded = load(rows, answers=Answers(day_first=False, zone="UTC"))
        assert loaded.rows("opened_at", "closed_at") == {
            "1": (at(3, 2, 10), at(4, 2, 10))
        }


def test_a_log_of_cases_is_no_event_log(load: Load, workspace: Workspace) -> None:
    rows = "number,state,opened_at,sys_updated_at\n"
    rows += "INC1,New,2026-02-01 10:00,2026-02-01 10:00\n"
    rows += "INC1,Closed,2026-02-01 10:00,2026-02-02 10:00\n"
    loaded = load(rows, answers=ZONE)
    assert loaded.report.plan.events is None
    assert loaded.rows("status") == {"INC1": ("Closed",)}
    assert len(workspace.batches()) == 1
