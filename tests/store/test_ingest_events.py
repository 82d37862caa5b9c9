"""Event logs: rows into order, cases out of rows, and the account of both."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qc.core.errors import InvalidLog, UnknownName
from qc.core.plan import EventPick, EventPlan, FieldPlan
from tests.store.loads import Load, a_plan, at, load

EVENTS = EventPlan(case="case", time="at", event="event", order="nr")
OPENED = FieldPlan(field="opened_at", pick=EventPick.FIRST_TIME)
CLOSED = FieldPlan(field="closed_at", pick=EventPick.LAST_TIME, event="Close")
COLUMNS = ("case", "at", "nr", "event", "team")
LOG = """\
c2,2026-03-02T09:00,7,Close,T2
c1,2026-03-01T10:00,2,Assign,T1
c1,2026-03-01T10:00,1,Open,T0
c2,2026-03-01T08:00,5,Open,T1
c1,2026-03-05T10:00,10,Close,T3
c1,2026-03-04T10:00,9,Reopen,
c1,2026-03-03T10:00,3,Close,T2
"""


def cases(
    folder: Path, *parts: FieldPlan, log: str = LOG, events: EventPlan = EVENTS
) -> Load:
    """Load an event log with the columns case, at, nr, event, team."""
    plan = a_plan(OPENED, *parts, columns=COLUMNS, events=events)
    return load(folder, f"{','.join(COLUMNS)}\n{log}", plan)


class TestTheBook:
    def test_one_interaction_for_each_case(self, tmp_path: Path) -> None:
        loaded = cases(tmp_path)

        assert loaded.column("interaction_id") == ["c1", "c2"]
        assert loaded.column("opened_at") == [
            at("2026-03-01T10:00"),
            at("2026-03-01T08"),
        ]
        assert loaded.counts == (2, 2, 0, 0)
        assert loaded.result.events_read == 7

    def test_the_line_is_that_of_the_first_event(self, tmp_path: Path) -> None:
        assert cases(tmp_path).column("line") == [4, 5]

    @pytest.mark.parametrize(
        ("part", "expected"),
        [
            (CLOSED, [at("2026-03-05T10:00"), at("2026-03-02T09:00")]),
            (
                FieldPlan(
                    field="resolved_at", pick=EventPick.FIRST_TIME, event="Close"
                ),
                [at("2026-03-03T10:00"), at("2026-03-02T09:00")],
            ),
            (
                FieldPlan(field="reopens", pick=EventPick.COUNT, event="Reopen"),
                [1.0, 0.0],
            ),
            (FieldPlan(field="replies", pick=EventPick.COUNT), [5.0, 2.0]),
            (
                FieldPlan(field="team", column="team", pick=EventPick.FIRST_VALUE),
                ["T0", "T1"],
            ),
            (
                FieldPlan(field="team", column="team", pick=EventPick.LAST_VALUE),
                ["T3", "T2"],
            ),
            (FieldPlan(field="team", column="team"), ["T0", "T1"]),
            (
                FieldPlan(
                    field="team",
                    column="team",
                    pick=EventPick.LAST_VALUE,
                    event="Reopen",
                ),
                [None, None],
            ),
            (
                FieldPlan(field="status", column="event", pick=EventPick.LAST_VALUE),
                ["Close", "Close"],
            ),
            (
                FieldPlan(field="steps_done", pick=EventPick.LIST),
                ["Open>Assign>Close>Reopen>Close", "Open>Close"],
            ),
            (FieldPlan(field="stage", constant="support"), ["support", "support"]),
        ],
    )
    def test_picks(
        self, tmp_path: Path, part: FieldPlan, expected: list[object]
    ) -> None:
        assert cases(tmp_path, part).column(part.field) == expected

    def test_events_of_one_second_go_by_number_then_text_then_line(
        self, tmp_path: Path
    ) -> None:
        rows = [("10", "d"), ("9", "c"), ("B", "f"), ("A", "e"), ("2", "a"), ("2", "b")]
        log = "".join(f"c,2026-03-01,{nr},{event},\n" for nr, event in rows)
        loaded = cases(
            tmp_path, FieldPlan(field="steps_done", pick=EventPick.LIST), log=log
        )
        assert loaded.column("steps_done") == ["a>b>c>d>e>f"]

    def test_without_an_order_the_line_decides(self, tmp_path: Path) -> None:
        log = "c,2026-03-02,1,b,\nc,2026-03-01,2,z,\nc,2026-03-02,0,a,\n"
        events = EventPlan(case="case", time="at", event="event")
        part = FieldPlan(field="steps_done", pick=EventPick.LIST)
        loaded = cases(tmp_path, part, log=log, events=events)
        assert loaded.column("steps_done") == ["z>b>a"]

    def test_order_is_by_instant_not_by_clock(self, tmp_path: Path) -> None:
        log = "c,2026-03-01T10:00+01:00,1,a,\nc,2026-03-01T09:30Z,2,b,\n"
        loaded = cases(
            tmp_path, FieldPlan(field="steps_done", pick=EventPick.LIST), log=log
        )
        assert loaded.column("steps_done") == ["a>b"]
        assert loaded.column("opened_local") == [at("2026-03-01T10:00")]

    def test_a_step_with_the_sign_of_a_list_stays_one_step(
        self, tmp_path: Path
    ) -> None:
        log = "c,2026-03-01,1,a>b,\nc,2026-03-02,2,c,\n"
        loaded = cases(
            tmp_path, FieldPlan(field="steps_done", pick=EventPick.LIST), log=log
        )
        assert loaded.column("steps_done") == ["a/b>c"]

    def test_formats_and_zone_of_the_log(self, tmp_path: Path) -> None:
        events = EventPlan(
            case="case",
            time="at",
            event="event",
            formats=("%d.%m.%Y %H:%M",),
            zone="Europe/Berlin",
        )
        log = "c,05.03.2026 10:00,1,Open,\n"
        loaded = cases(tmp_path, CLOSED, log=log, events=events)

        assert loaded.column("opened_at") == [at("2026-03-05T09:00")]
        assert loaded.column("opened_local") == [at("2026-03-05T10:00")]
        assert loaded.result.zone == "Europe/Berlin"
        assert loaded.result.as_of == datetime(2026, 3, 5, 9, tzinfo=UTC)

    def test_the_log_knows_all_until_its_last_event(self, tmp_path: Path) -> None:
        late = "c1,2026-03-08T10:00,11,Note,\n"
        as_of = datetime(2026, 3, 8, 10, tzinfo=UTC)
        assert cases(tmp_path, log=LOG + late).result.as_of == as_of
        slip = "c1,2058-03-08T10:00,12,Note,\n"
        assert cases(tmp_path, log=LOG + slip).result.as_of == datetime(
            2026, 3, 1, 10, tzinfo=UTC
        )

    def test_the_key_may_be_read_like_any_field(self, tmp_path: Path) -> None:
        key = FieldPlan(
            field="interaction_id", column="case", values=(("c1", "first"),)
        )
        assert cases(tmp_path, key).column("interaction_id") == ["first", "c2"]


class TestTheAccount:
    def test_rows_of_no_case_or_time_are_set_aside(self, tmp_path: Path) -> None:
        log = LOG + ",2026-03-01,1,Open,\nc1,soon,2,x,\nc3,,3,x,\n ,,,,\n"
        loaded = cases(tmp_path, log=log)

        assert loaded.counts == (6, 2, 4, 0)
        assert loaded.result.events_read == 11
        assert loaded.balances
        assert loaded.aside == [
            (9, "case", "", "missing-required"),
            (10, "at", "soon", "not-a-time"),
            (11, "at", "", "missing-required"),
            (12, "case", " ", "missing-required"),
        ]

    def test_a_case_without_the_opening_event_is_set_aside(
        self, tmp_path: Path
    ) -> None:
        opened = FieldPlan(field="opened_at", pick=EventPick.FIRST_TIME, event="Open")
        plan = a_plan(opened, columns=COLUMNS, events=EVENTS)
        text = f"{','.join(COLUMNS)}\n{LOG}c3,2026-03-09,1,Close,\n"
        loaded = load(tmp_path, text, plan)

        assert loaded.counts == (3, 2, 1, 0)
        assert loaded.aside == [(9, "at", "", "missing-required")]

    def test_odd_times_of_events_are_reported_once_for_the_case(
        self, tmp_path: Path
    ) -> None:
        events = EventPlan(case="case", time="at", event="event", zone="Europe/Berlin")
        log = "c,2026-03-29T02:30,1,Open,\nc,2026-03-29T02:40,2,x,\n"
        loaded = cases(tmp_path, log=log, events=events)

        assert loaded.left_out == [(2, "at", "2026-03-29T02:30", "no-such-local-time")]

    def test_two_cases_with_one_key_are_versions(self, tmp_path: Path) -> None:
        key = FieldPlan(field="interaction_id", column="team")
        log = "a,2026-03-01,1,Open,T\nb,2026-03-02,2,Open,T\n"
        loaded = cases(tmp_path, key, log=log)

        assert loaded.counts == (2, 1, 0, 1)
        assert loaded.column("opened_at") == [at("2026-03-02")]


class TestRefusals:
    def test_a_column_of_the_log_that_does_not_exist(self, tmp_path: Path) -> None:
        events = EventPlan(case="ticket", time="at", event="event")
        with pytest.raises(UnknownName, match="No column is called 'ticket'"):
            cases(tmp_path, events=events)

    def test_a_log_without_opening_time(self, tmp_path: Path) -> None:
        plan = a_plan(CLOSED, columns=COLUMNS, events=EVENTS)
        with pytest.raises(InvalidLog, match="no column is mapped to opened_at"):
            load(tmp_path, LOG, plan)
