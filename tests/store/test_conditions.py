"""Conditions and cards as SQL: who is counted, who is defective, who is neither."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qc.core.errors import InvalidCard, UnknownName
from qc.core.kinds import MeasureKind, OpenCases, Stage
from qc.core.measures import Clock, Condition, Measure, Test
from qc.store.conditions import answered, meets, stage
from qc.store.judged import judged
from qc.store.warehouse import Warehouse
from tests.store.logs import Row, card, fresh, load, row

ROWS = [
    row("none", "2026-02-02 09:00"),
    row(
        "low",
        "2026-02-02 09:00",
        team="north",
        score=2,
        defective=False,
        resolved_at="2026-02-02 10:00",
        handle_time=60,
    ),
    row(
        "high",
        "2026-02-02 09:00",
        team="o'hara; 3",
        score=4,
        defective=True,
        resolved_at="2026-02-03",
        handle_time=120,
    ),
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = fresh(tmp_path_factory.mktemp("conditions"))
    load(warehouse, ROWS)
    return warehouse


def asks(field: str, test: Test, *values: str | float | bool) -> Condition:
    return Condition(field=field, test=test, values=values)


def met(warehouse: Warehouse, expression: str) -> set[str]:
    rows = warehouse.log().rows(
        ["interaction_id", "team", "score", "defective", "resolved_at", "handle_time"]
    )
    query = f"SELECT interaction_id FROM {rows} WHERE {expression}"
    return {key for (key,) in warehouse.fetch(query)}


class TestConditions:
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (asks("team", Test.EQUALS, "north"), {"low"}),
            (asks("team", Test.EQUALS, "o'hara; 3"), {"high"}),
            (asks("team", Test.EQUALS, "x' OR 1=1 --"), set()),
            (asks("team", Test.EQUALS, "x\0"), set()),
            (asks("team", Test.ONE_OF, "north", "o'hara; 3"), {"low", "high"}),
            (asks("team", Test.NOT_ONE_OF, "north"), {"high"}),
            (asks("team", Test.CONTAINS, "hara"), {"high"}),
            (asks("team", Test.CONTAINS, "HARA"), set()),
            (asks("team", Test.CONTAINS, "%"), set()),
            (asks("team", Test.PRESENT), {"low", "high"}),
            (asks("team", Test.MISSING), {"none"}),
            (asks("score", Test.EQUALS, 2), {"low"}),
            (asks("score", Test.AT_LEAST, 2), {"low", "high"}),
            (asks("score", Test.ABOVE, 2), {"high"}),
            (asks("score", Test.AT_MOST, 2.0), {"low"}),
            (asks("score", Test.BELOW, 2), set()),
            (asks("score", Test.BELOW, float("inf")), set()),
            (asks("score", Test.NOT_ONE_OF, 4), {"low"}),
            (asks("defective", Test.EQUALS, True), {"high"}),
            (asks("defective", Test.EQUALS, False), {"low"}),
            (asks("handle_time", Test.ABOVE, 60), {"high"}),
            (asks("resolved_at", Test.EQUALS, "2026-02-03"), {"high"}),
            (asks("resolved_at", Test.ABOVE, "2026-02-02 10:00"), {"high"}),
            (asks("resolved_at", Test.EQUALS, "never"), set()),
        ],
        ids=lambda one: str(sorted(one) if isinstance(one, set) else one),
    )
    def test_are_met_by(
        self, warehouse: Warehouse, condition: Condition, expected: set[str]
    ) -> None:
        assert met(warehouse, meets([condition])) == expected

    def test_must_all_be_met(self, warehouse: Warehouse) -> None:
        both = [asks("score", Test.ABOVE, 1), asks("defective", Test.EQUALS, True)]

        assert met(warehouse, meets(both)) == {"high"}
        assert met(warehouse, meets([])) == {"none", "low", "high"}

    def test_never_come_out_as_unknown(self, warehouse: Warehouse) -> None:
        condition = asks("score", Test.ABOVE, 3)

        assert met(warehouse, f"NOT ({meets([condition])})") == {"none", "low"}

    def test_a_number_in_a_text_field_is_read_as_people_write_it(
        self, tmp_path: Path
    ) -> None:
        warehouse = fresh(tmp_path)
        load(warehouse, [row("P", "2026-02-02", team="3")])

        assert met(warehouse, meets([asks("team", Test.ONE_OF, 3)])) == {"P"}
        assert met(warehouse, meets([asks("team", Test.ONE_OF, 3.0)])) == {"P"}

    def test_can_be_judged_where_answered(self, warehouse: Warehouse) -> None:
        asked = [asks("score", Test.ABOVE, 3), asks("team", Test.MISSING)]

        assert met(warehouse, answered(asked)) == {"low", "high"}
        assert met(warehouse, answered(asked[1:])) == {"none", "low", "high"}

    @pytest.mark.parametrize(
        ("condition", "fault"),
        [
            (asks("team", Test.ABOVE, 3), "team above 3"),
            (asks("score", Test.EQUALS, "four"), "score equals 'four'"),
            (asks("score", Test.EQUALS, True), "score equals True"),
            (asks("defective", Test.ONE_OF, 1), "defective one_of 1"),
            (asks("score", Test.CONTAINS, 1), "score contains 1"),
            (asks("resolved_at", Test.EQUALS, 3), "resolved_at equals 3"),
            (asks("team", Test.ONE_OF), "team one_of nothing"),
        ],
    )
    def test_refuse_values_that_do_not_fit(
        self, condition: Condition, fault: str
    ) -> None:
        with pytest.raises(InvalidCard) as refused:
            meets([condition])

        assert str(refused.value) == (
            "A condition of a measure has 1 fault(s); nothing was used:\n"
            f"- {fault} does not fit the field."
        )

    def test_refuse_what_is_no_field(self) -> None:
        with pytest.raises(UnknownName) as refused:
            meets([asks('team" OR 1=1 --', Test.EQUALS, "x")])

        assert str(refused.value).startswith("No field of the log is called")

    def test_a_stage_is_one_too(self) -> None:
        assert stage(card(stage=Stage.SALE)) == "stage = 'sale'"
        assert stage(card()) == ""


AS_OF = datetime(2026, 2, 10, 12, tzinfo=UTC)
PROMISED = "2026-02-10 10:00"  # before AS_OF
LATER = "2026-02-10 14:00"  # after AS_OF
CASES = [
    row("kept", "2026-02-09", promised_by=PROMISED, resolved_at="2026-02-10 09:00"),
    row("to the minute", "2026-02-09", promised_by=PROMISED, resolved_at=PROMISED),
    row("broken", "2026-02-09", promised_by=PROMISED, resolved_at="2026-02-10 11:00"),
    row("open, late", "2026-02-09", promised_by=PROMISED),
    row("open, due now", "2026-02-09", promised_by="2026-02-10 12:00"),
    row("open, time left", "2026-02-09", promised_by=LATER),
    row("early", "2026-02-09", promised_by=LATER, resolved_at="2026-02-10 11:00"),
    row("no promise", "2026-02-09", resolved_at="2026-02-10 11:00"),
]


def verdicts(warehouse: Warehouse, measure: Measure) -> tuple[set[str], set[str]]:
    """Return (counted, events) of a card."""
    found = judged(measure)
    rows = warehouse.log().rows(["interaction_id", *found.fields])
    return tuple(  # type: ignore[return-value]
        {k for (k,) in warehouse.fetch(f"SELECT interaction_id FROM {rows} WHERE {x}")}
        for x in (found.counted, found.event)
    )


def promise(open_cases: OpenCases = OpenCases.DUE) -> Measure:
    clock = Clock(
        start="opened_at",
        stop="resolved_at",
        promise="promised_by",
        open_cases=open_cases,
    )
    return card(clock=clock)


class TestClocks:
    @pytest.fixture
    def cases(self, tmp_path: Path) -> Warehouse:
        warehouse = fresh(tmp_path)
        load(warehouse, CASES, as_of=AS_OF)
        return warehouse

    def test_due_judges_those_whose_time_is_up(self, cases: Warehouse) -> None:
        counted, late = verdicts(cases, promise(OpenCases.DUE))

        assert late == {"broken", "open, late", "open, due now"}
        assert counted == late | {"kept", "to the minute"}

    def test_overdue_judges_all_closed_ones_too(self, cases: Warehouse) -> None:
        counted, late = verdicts(cases, promise(OpenCases.OVERDUE))

        assert late == {"broken", "open, late"}
        assert counted == late | {"kept", "to the minute", "early"}

    def test_closed_forgets_the_open_ones(self, cases: Warehouse) -> None:
        counted, late = verdicts(cases, promise(OpenCases.CLOSED))

        assert late == {"broken"}
        assert counted == {"broken", "kept", "to the minute", "early"}

    def test_a_case_is_judged_by_what_its_own_file_knew(self, cases: Warehouse) -> None:
        later = datetime(2026, 3, 1, tzinfo=UTC)
        load(cases, [row("new", "2026-02-28", promised_by=LATER)], "newer", later)

        counted, _ = verdicts(cases, promise())

        assert "new" in counted
        assert "open, time left" not in counted

    def test_a_case_still_open_is_judged_once_a_newer_file_has_it(
        self, cases: Warehouse
    ) -> None:
        later = datetime(2026, 3, 1, tzinfo=UTC)
        still = row("open, time left", "2026-02-09", promised_by=LATER)
        load(cases, [still], "newer", later)

        _, late = verdicts(cases, promise())

        assert "open, time left" in late

    def test_hours_after_the_start_make_a_promise(self, cases: Warehouse) -> None:
        clock = Clock(start="opened_at", stop="resolved_at", within_hours=33.5)

        counted, late = verdicts(cases, card(clock=clock))

        # All opened at midnight of the 9th, so all are due on the 10th at 9:30.
        assert len(counted) == len(CASES)
        assert counted - late == {"kept"}

    def test_hours_stand_in_for_a_promise_not_made(self, cases: Warehouse) -> None:
        clock = Clock(
            start="opened_at",
            stop="resolved_at",
            promise="promised_by",
            within_hours=36,
        )

        counted, late = verdicts(cases, card(clock=clock))

        assert "no promise" in counted - late


RECORDS: list[Row] = [
    row("good", "2026-02-02", defective=False, score=5, stage="sale"),
    row("bad", "2026-02-02", defective=True, score=1, stage="sale"),
    row("unrated", "2026-02-02", defective=True, stage="sale"),
    row("blank", "2026-02-02", stage="news"),
    row("two of ten", "2026-02-02", defects=2, opportunities=10),
    row("none of ten", "2026-02-02", defects=0, opportunities=10),
    row("more than there are", "2026-02-02", defects=9, opportunities=3),
    row("less than none", "2026-02-02", defects=-1, opportunities=3),
    row("slow", "2026-02-02 09:00", resolved_at="2026-02-02 10:30", handle_time=1800),
    row("at once", "2026-02-02 09:00", resolved_at="2026-02-02 09:00"),
    row(
        "backwards", "2026-02-02 09:00", resolved_at="2026-02-02 08:00", handle_time=-1
    ),
]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = fresh(tmp_path_factory.mktemp("records"))
    load(warehouse, RECORDS)
    return warehouse


class TestCards:
    DEFECTIVE = asks("defective", Test.EQUALS, True)
    POOR = asks("score", Test.BELOW, 3)

    def test_a_share_counts_what_was_answered(self, records: Warehouse) -> None:
        measure = card(defective=(self.DEFECTIVE,))

        assert verdicts(records, measure) == (
            {"good", "bad", "unrated"},
            {"bad", "unrated"},
        )

    def test_a_share_needs_all_its_answers(self, records: Warehouse) -> None:
        measure = card(defective=(self.DEFECTIVE, self.POOR))

        assert verdicts(records, measure) == ({"good", "bad"}, {"bad"})

    def test_a_share_looks_only_where_it_is_told(self, records: Warehouse) -> None:
        measure = card(where=(self.POOR,), defective=(self.DEFECTIVE,))

        assert verdicts(records, measure) == ({"bad"}, {"bad"})

    def test_a_share_may_ask_whether_there_is_an_answer(
        self, records: Warehouse
    ) -> None:
        sold = asks("stage", Test.EQUALS, "sale")
        measure = card(where=(sold,), defective=(asks("score", Test.MISSING),))

        assert verdicts(records, measure) == ({"good", "bad", "unrated"}, {"unrated"})

    def test_the_stage_is_left_to_the_query(self) -> None:
        here = judged(card(defective=(self.DEFECTIVE,), stage=Stage.SALE))
        there = judged(card(defective=(self.DEFECTIVE,), stage=Stage.NEWS))

        assert here.key == there.key

    def test_a_share_of_counts_leaves_out_the_impossible(
        self, records: Warehouse
    ) -> None:
        measure = card(events="defects", opportunities="opportunities")

        assert verdicts(records, measure) == (
            {"two of ten", "none of ten"},
            {"two of ten"},
        )

    def test_a_rate_may_exceed_one(self, records: Warehouse) -> None:
        measure = card(
            MeasureKind.RATE, events="defects", opportunities="opportunities"
        )

        counted, events = verdicts(records, measure)

        assert counted == {"two of ten", "none of ten", "more than there are"}
        assert events == {"two of ten", "more than there are"}

    def test_a_duration_cannot_end_before_it_starts(self, records: Warehouse) -> None:
        clock = Clock(start="opened_at", stop="resolved_at")

        counted, _ = verdicts(records, card(MeasureKind.DURATION, clock=clock))

        assert counted == {"slow", "at once"}

    @pytest.mark.parametrize(
        ("measure", "hours"),
        [
            (
                card(
                    MeasureKind.DURATION,
                    clock=Clock(start="opened_at", stop="resolved_at"),
                ),
                1.5,
            ),
            (card(MeasureKind.DURATION, value="handle_time"), 0.5),
        ],
    )
    def test_a_duration_is_in_hours(
        self, records: Warehouse, measure: Measure, hours: float
    ) -> None:
        found = judged(measure)
        rows = records.log().rows(["interaction_id", *found.fields])

        query = f"SELECT {found.value} FROM {rows} WHERE interaction_id = 'slow'"
        assert records.fetch(query) == [(hours,)]

    def test_refuse_what_is_not_complete(self) -> None:
        with pytest.raises(InvalidCard) as refused:
            judged(card(MeasureKind.SCORE))

        assert str(refused.value) == (
            "The card 'm' has 1 fault(s); nothing was used:\n- a score needs a value."
        )

    def test_refuse_what_no_log_has(self) -> None:
        with pytest.raises(UnknownName) as refused:
            judged(card(MeasureKind.SCORE, value="scor"))

        assert str(refused.value) == (
            "No field of the log is called 'scor'. Did you mean 'score'?"
        )
