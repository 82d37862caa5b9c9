"""More files that break readers, each from its bytes to the values of the log."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime

import pytest

from qc.core.errors import InvalidLog
from qc.core.plan import Fault
from qc.intake.mapping_read import read_mapping
from qc.intake.suggestion import Answers
from qc.workspace import Workspace
from tests.nasty import HEADER, PLAIN, base_row
from tests.workspace.conftest import Load

MAPPING = """
[fields]
interaction_id = "interaction_id"
opened_at = "opened_at"
agent = { column = "agent", missing = [] }
amount = "amount"
"""


def made(cells: Callable[[int], str], count: int) -> str:
    """Write rows that differ in all but their id."""
    return "\n".join([HEADER, *(f"I{i},{cells(i)}" for i in range(count))]) + "\n"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text)


class TestTexts:
    def test_agents_with_odd_names(self, load: Load) -> None:
        names = ("NA", "None", "true", "0", "=1+1", "-")
        loaded = load(made(lambda i: f"2026-03-05T10:00:00,{names[i]},4,1.00", 6))
        assert loaded.column("agent") == [*names[:-1], None]  # a mark names nobody

    def test_null_is_no_name_unless_it_is_declared_one(self, load: Load) -> None:
        text = made(lambda _: "2026-03-05T10:00:00,null,4,1.00", 1)
        assert load(text).column("agent") == [None]
        declared = load(text, mapping=read_mapping(MAPPING, "null"))
        assert declared.column("agent") == ["null"]


class TestNumbers:
    def test_what_no_number_can_hold_is_left_out(self, load: Load) -> None:
        numbers = ("inf", "1e400", "-inf", "1_000", "0x10", "1,5")
        rows = made(lambda i: f'2026-03-05T10:00:00,anna,4,"{numbers[i]}"', 6)
        loaded = load(rows, mapping=read_mapping(MAPPING, "numbers"))
        assert loaded.column("amount") == [None] * 6
        assert loaded.report.account.values_left_out == {"amount:not-a-number": 6}
        found = [(row.line, row.value, row.fault) for row in loaded.left_out]
        assert found == [
            (i, number, Fault.NOT_A_NUMBER) for i, number in enumerate(numbers, 2)
        ]

    def test_more_digits_than_a_float_has(self, load: Load) -> None:
        rows = made(lambda _: "2026-03-05T10:00:00,anna,4,12345678901234567890123", 1)
        assert load(rows).column("amount") == [1.2345678901234568e22]


class TestRecords:
    def test_a_file_cut_off_in_its_last_row(self, load: Load) -> None:
        loaded = load(PLAIN[: PLAIN.rindex("anna")])
        assert loaded.counts == (50, 49, 1, 0)
        (row,) = loaded.aside
        assert (row.line, row.fault) == (51, Fault.TOO_FEW_FIELDS)
        assert row.value == "I49,2026-03-22T10:00:00,"

    def test_a_file_cut_off_within_quotes(self, load: Load) -> None:
        loaded = load(PLAIN + 'I50,2026-03-05T10:00:00,"ann')
        assert loaded.counts == (51, 50, 1, 0)
        (row,) = loaded.aside
        assert (row.line, row.fault) == (52, Fault.UNCLOSED_QUOTE)

    def test_quotes_unclosed_in_half_of_the_lines(self, load: Load) -> None:
        text = made(_half_quoted, 2_000)
        loaded = load(text)
        assert loaded.counts == (2_000, 1_000, 1_000, 0)
        assert [row.line for row in loaded.aside] == list(range(3, 2_002, 2))
        assert {row.fault for row in loaded.aside} == {Fault.UNCLOSED_QUOTE}
        assert set(loaded.column("agent")) == {"anna"}

    def test_the_same_row_three_times(self, load: Load) -> None:
        loaded = load("\n".join([HEADER, *[base_row(1)] * 3, base_row(2)]))
        assert loaded.counts == (4, 2, 0, 2)
        assert set(loaded.rows()) == {"I1", "I2"}

    def test_the_last_of_several_versions_stays(self, load: Load) -> None:
        versions = [base_row(1), base_row(1).replace("anna", "bob"), base_row(2)]
        loaded = load("\n".join([HEADER, *versions]))
        assert loaded.counts == (3, 2, 0, 1)
        assert loaded.rows("agent")["I1"] == ("bob",)

    def test_rows_are_counted_where_there_is_no_key(self, load: Load) -> None:
        answers = Answers(line_as_id=True)
        loaded = load("\n".join([HEADER, *[base_row(1)] * 3]), answers=answers)
        assert loaded.counts == (3, 3, 0, 0)

    def test_too_many_columns(self, load: Load, workspace: Workspace) -> None:
        wide = ",".join(f"c{i}" for i in range(50_000))
        with pytest.raises(InvalidLog) as refused:
            load(f"{HEADER},{wide}\n{base_row(1)},{wide}\n")
        assert str(refused.value) == (
            "The file has 50,005 columns; at most 500 are read. Export only the "
            "columns you need."
        )
        assert workspace.batches() == ()


class TestPacked:
    def test_gzip(self, load: Load) -> None:
        loaded = load(gzip.compress(PLAIN.encode()), name="log.csv.gz")
        assert loaded.counts == (50, 50, 0, 0)

    def test_a_small_file_of_many_blank_lines(self, load: Load) -> None:
        data = gzip.compress(_mostly_blank())
        assert len(data) < 10_000
        assert load(data).counts == (1, 1, 0, 0)

    def test_a_damaged_one(self, load: Load, workspace: Workspace) -> None:
        with pytest.raises(InvalidLog) as refused:
            load(gzip.compress(PLAIN.encode())[:-20])
        assert str(refused.value) == (
            "The gzip file is damaged or cut off and cannot be unpacked. Download or "
            "export it again."
        )
        assert list(workspace.warehouse.staging.iterdir()) == []


class TestTimes:
    def test_seconds_with_and_without_a_fraction(self, load: Load) -> None:
        ends = ("", ".5", ".123456", "", ".25")
        loaded = load(made(lambda i: f"2026-03-05T10:00:00{ends[i]},anna,4,1.00", 5))
        expected = [
            utc(f"2026-03-05T10:00:00{end.ljust(7, '0')}")
            if end
            else utc("2026-03-05T10:00:00")
            for end in ends
        ]
        assert loaded.column("opened_at") == expected
        assert loaded.left_out == []

    def test_local_times_that_never_were_or_came_twice(self, load: Load) -> None:
        times = (
            "2026-03-29T02:30:00",
            "2026-10-25T02:30:00",
            "2026-03-29T03:30:00",
            "2026-10-25T03:30:00",
            "2026-10-25T02:30:00+01:00",
        )
        rows = made(lambda i: f"{times[i]},anna,4,1.00", 5)
        loaded = load(rows, answers=Answers(zone="Europe/Berlin"))
        assert loaded.column("opened_at") == [
            utc("2026-03-29 01:30"),
            utc("2026-10-25 00:30"),
            utc("2026-03-29 01:30"),
            utc("2026-10-25 02:30"),
            utc("2026-10-25 01:30"),
        ]
        assert [str(at) for at in loaded.column("opened_local")] == [
            time[:19].replace("T", " ") for time in times
        ]
        assert [(row.line, row.fault) for row in loaded.left_out] == [
            (2, Fault.NO_SUCH_LOCAL_TIME),
            (3, Fault.AMBIGUOUS_LOCAL_TIME),
        ]


def _half_quoted(i: int) -> str:
    return f"2026-03-05T10:00:00,{chr(34) * (i % 2)}anna,4,1.00"


def _mostly_blank() -> bytes:
    return f"{HEADER}\n{base_row(1)}\n".encode() + b"\n" * 5_000_000
