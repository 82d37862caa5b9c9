"""What stands in for a text that is there, or is not: `present_as` and `absent_as`."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from qc.core.plan import EventPick, EventPlan, FieldPlan, LoadPlan
from qc.store.engine import connect
from qc.store.ingest import ingest

ID = FieldPlan(field="interaction_id", column="id")
OPENED = FieldPlan(field="opened_at", column="at")
ROWS = "i1,2026-03-01,2026-03-05\ni2,2026-03-02,\ni3,2026-03-03, - \n"


def values(folder: Path, part: FieldPlan, text: str = ROWS) -> list[object]:
    """Load rows of id, time and one more column; return that field, by id."""
    plan = LoadPlan(
        name="test",
        columns=("id", "at", "x"),
        delimiter=",",
        skip=0,
        fields=(ID, OPENED, part),
    )
    return loaded(folder, plan, part.field, text)


def loaded(folder: Path, plan: LoadPlan, field: str, text: str) -> list[object]:
    source, target = folder / "in.csv", folder / "out.parquet"
    source.write_text(text, encoding="utf-8")
    connection = connect(folders=[folder], temp=folder)
    ingest(
        source,
        plan,
        lined=False,
        target=target,
        set_aside_target=folder / "aside.parquet",
        digest="d",
        connection=connection,
    )
    connection.close()
    with duckdb.connect() as reader:
        query = f"SELECT {field} FROM '{target}' ORDER BY interaction_id"
        return [value for (value,) in reader.execute(query).fetchall()]


class TestStandIns:
    def test_a_time_can_stand_for_once_and_its_absence_for_never(
        self, tmp_path: Path
    ) -> None:
        part = FieldPlan(
            field="reopens",
            column="x",
            present_as="1",
            absent_as="0",
            missing=("", "-"),
        )
        assert values(tmp_path, part) == [1.0, 0.0, 0.0]

    def test_without_absent_as_absence_stays_missing(self, tmp_path: Path) -> None:
        part = FieldPlan(field="reopens", column="x", present_as="1", missing=("", "-"))
        assert values(tmp_path, part) == [1.0, None, None]

    def test_absent_as_alone_leaves_values_as_they_are(self, tmp_path: Path) -> None:
        part = FieldPlan(field="amount", column="x", absent_as="0", decimal=",")
        rows = 'i1,2026-03-01,"2,5"\ni2,2026-03-02,\ni3,2026-03-03, N/A \n'
        assert values(tmp_path, part, rows) == [2.5, 0.0, 0.0]

    def test_replacements_come_first(self, tmp_path: Path) -> None:
        part = FieldPlan(
            field="team", column="x", values=(("A", "north"),), absent_as="no team"
        )
        rows = "i1,2026-03-01,A\ni2,2026-03-02,NULL\ni3,2026-03-03,B\n"
        assert values(tmp_path, part, rows) == ["north", "no team", "B"]

    def test_a_number_declared_missing_is_absent_too(self, tmp_path: Path) -> None:
        part = FieldPlan(field="replies", column="x", missing=("", "-1"), absent_as="0")
        rows = "i1,2026-03-01,3\ni2,2026-03-02,-1\ni3,2026-03-03,\n"
        assert values(tmp_path, part, rows) == [3.0, 0.0, 0.0]

    @pytest.mark.parametrize(("absent", "expected"), [("0", False), (None, None)])
    def test_flags(self, tmp_path: Path, absent: str | None, expected: object) -> None:
        part = FieldPlan(
            field="defective", column="x", present_as="1", absent_as=absent
        )
        rows = "i1,2026-03-01,late\ni2,2026-03-02,\n"
        assert values(tmp_path, part, rows) == [True, expected]

    def test_a_case_without_an_event_has_an_absent_text(self, tmp_path: Path) -> None:
        part = FieldPlan(
            field="reopens",
            pick=EventPick.LAST_TIME,
            event="Reopen",
            present_as="1",
            absent_as="0",
        )
        opened = FieldPlan(field="opened_at", pick=EventPick.FIRST_TIME, event="Open")
        plan = LoadPlan(
            name="test",
            columns=("case", "at", "event"),
            delimiter=",",
            skip=0,
            fields=(opened, part),
            events=EventPlan(case="case", time="at", event="event"),
        )
        rows = "c1,2026-03-01,Open\nc2,2026-03-01,Open\nc2,2026-03-02,Reopen\n"
        assert loaded(tmp_path, plan, "reopens", rows) == [0.0, 1.0]
