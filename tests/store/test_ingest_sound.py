"""Times that cannot be true, and what follows from those that can."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qc.core.plan import FieldPlan, LoadPlan
from qc.store.ingest_stand_ins import STAND_INS
from tests.store.loads import ID, OPENED, Load, a_plan, at, load

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
COLUMNS = ("id", "at", "first", "end", "took", "left")
FIRST = FieldPlan(field="first_response_at", column="first")
END = FieldPlan(field="resolved_at", column="end")
TOOK = FieldPlan(field="resolution_time", column="took", seconds=60, computed=True)
LEFT = FieldPlan(field="sla_resolution_met", column="left", remaining=True)


def rows(
    folder: Path, *lines: str, parts: tuple[FieldPlan, ...] = (FIRST, END)
) -> Load:
    plan: LoadPlan = a_plan(ID, OPENED, *parts, columns=COLUMNS)
    return load(folder, "\n".join([",".join(COLUMNS), *lines, ""]), plan, now=NOW)


class TestStandIns:
    @pytest.mark.parametrize("day", STAND_INS, ids=str)
    @pytest.mark.parametrize("clock", ["", "T00:00:00", " 01:00:00"])
    def test_of_the_opening_set_the_row_aside_with_a_reason_of_their_own(
        self, tmp_path: Path, day: object, clock: str
    ) -> None:
        loaded = rows(tmp_path, "a,2026-03-05,,,,", f"b,{day}{clock},,,,")

        assert loaded.aside == [(3, "at", f"{day}{clock}", "stand-in-time")]

    def test_of_another_time_are_left_out_and_the_row_kept(
        self, tmp_path: Path
    ) -> None:
        loaded = rows(tmp_path, "a,2026-03-05,1900-01-01,9999-12-31,,")

        assert loaded.rows[0]["first_response_at"] is None
        assert loaded.rows[0]["resolved_at"] is None
        assert [fault for *_, fault in loaded.left_out] == ["stand-in-time"] * 2

    def test_written_by_a_format_are_known_too(self, tmp_path: Path) -> None:
        part = FieldPlan(
            field="opened_at", column="at", formats=("%d.%m.%Y",), zone="Europe/Berlin"
        )
        plan = a_plan(ID, part, columns=("id", "at"))

        loaded = load(tmp_path, "id,at\na,05.03.2026\nb,01.01.1900\nc,x\n", plan)

        assert [fault for *_, fault in loaded.aside] == ["stand-in-time", "not-a-time"]


class TestOrders:
    def test_an_answer_or_end_before_the_opening_is_left_out(
        self, tmp_path: Path
    ) -> None:
        loaded = rows(
            tmp_path,
            "a,2026-03-05T10:00:00,2026-03-05T09:59:59,2026-03-04,,",
            "b,2026-03-05T10:00:00,2026-03-05T10:00:00,2026-03-06,,",
        )

        assert [row["first_response_at"] for row in loaded.rows] == [
            None,
            at("2026-03-05T10:00:00"),
        ]
        assert loaded.left_out == [
            (2, "first", "2026-03-05T09:59:59", "before-opening"),
            (2, "end", "2026-03-04", "before-opening"),
        ]
        assert loaded.result.values_left_out == {
            "first_response_at:before-opening": 1,
            "resolved_at:before-opening": 1,
        }
        assert loaded.balances

    def test_a_day_without_a_clock_is_all_of_that_day(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, "a,2026-03-05T10:00:00,,2026-03-05,,")

        assert loaded.rows[0]["resolved_at"] == at("2026-03-05")
        assert loaded.left_out == []

    def test_only_the_future_of_the_opening_sets_the_row_aside(
        self, tmp_path: Path
    ) -> None:
        loaded = rows(
            tmp_path,
            "a,2026-06-02T11:59:00,,,,",
            "b,2026-06-02T12:01:00,2026-06-03,,,",
            "c,2026-05-30T12:00:00,2026-06-03T00:00:00,,,",
        )

        assert [row["interaction_id"] for row in loaded.rows] == ["a", "c"]
        assert loaded.aside == [(3, "at", "2026-06-02T12:01:00", "not-yet")]
        assert loaded.left_out == [(4, "first", "2026-06-03T00:00:00", "not-yet")]

    def test_a_promise_may_lie_ahead(self, tmp_path: Path) -> None:
        due = FieldPlan(field="promised_by", column="end")
        loaded = rows(tmp_path, "a,2026-05-30,,2026-07-01,,", parts=(due,))

        assert loaded.rows[0]["promised_by"] == at("2026-07-01")

    def test_the_instant_counts_and_not_the_clock_reading(self, tmp_path: Path) -> None:
        loaded = rows(
            tmp_path, "a,2026-03-05T10:00:00+01:00,2026-03-05T09:30:00+00:00,,,"
        )

        assert loaded.rows[0]["first_response_at"] == at("2026-03-05T09:30:00")


class TestWorkedOut:
    def test_an_empty_duration_comes_from_the_times(self, tmp_path: Path) -> None:
        loaded = rows(
            tmp_path,
            "a,2026-03-05T10:00:00,,2026-03-05T11:30:00,,",
            "b,2026-03-05T10:00:00,,2026-03-05T11:30:00,7,",
            "c,2026-03-05T10:00:00,,,,",
            "d,2026-03-05T10:00:00,,2026-03-04T00:00:00,,",
            parts=(END, TOOK),
        )

        assert [row["resolution_time"] for row in loaded.rows] == [
            *(5400, 420, None, None)
        ]

    def test_a_missing_time_comes_from_the_opening_and_the_duration(
        self, tmp_path: Path
    ) -> None:
        parts = (
            FieldPlan(field="first_response_at", computed=True),
            FieldPlan(field="first_response_time", column="took", seconds=60),
        )
        loaded = rows(
            tmp_path,
            "a,2026-03-05T10:00:00,,,90,",
            "b,2026-03-05T10:00:00,,,,",
            "c,2026-03-05T10:00:00,,,1e300,",
            parts=parts,
        )

        assert [row["first_response_at"] for row in loaded.rows] == [
            *(at("2026-03-05T11:30:00"), None, None)
        ]

    def test_nothing_is_worked_out_unless_the_plan_says_so(
        self, tmp_path: Path
    ) -> None:
        part = FieldPlan(field="resolution_time", column="took")
        loaded = rows(tmp_path, "a,2026-03-05,,2026-03-06,,", parts=(END, part))

        assert loaded.rows[0]["resolution_time"] is None


class TestRemainingClock:
    def test_below_zero_is_a_broken_promise_and_running_is_not_yet_kept(
        self, tmp_path: Path
    ) -> None:
        ended, running = "2026-03-06", ""
        texts = ("1:20", "-1:20", "\u22120h 5m", "(0:10)", "2h 3m", "-3:00", "4:00", "")
        ends = (ended, ended, ended, ended, ended, running, running, running)
        lines = [
            f"r{i},2026-03-05,,{end},,{text}"
            for i, (text, end) in enumerate(zip(texts, ends, strict=True))
        ]
        loaded = rows(tmp_path, *lines, parts=(END, LEFT))

        assert [row["sla_resolution_met"] for row in loaded.rows] == [
            *(True, False, False, False, True, False, None, None)
        ]

    def test_other_words_are_left_out(self, tmp_path: Path) -> None:
        loaded = rows(tmp_path, "a,2026-03-05,,,,paused", parts=(END, LEFT))

        assert loaded.left_out == [(2, "left", "paused", "not-a-flag")]
