"""Parquet to text: every type, what is left out, what is refused."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from qc.core.errors import InvalidLog
from qc.store.columnar import Columnar, write_lines
from qc.store.engine import connect

AT = datetime(2026, 3, 5, 10, 30)  # noqa: DTZ001 - a local time
DAMAGED = (
    "The Parquet file is damaged, locked or cut off and cannot be read. "
    "Export it again, or save it as CSV."
)

Write = Callable[..., tuple[Columnar, list[list[str]]]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def run(
        content: bytes | dict[str, Any] | pa.Table,
        columns: int = 500,
        size: int = 10**6,
    ) -> tuple[Columnar, list[list[str]]]:
        source = tmp_path / "a [1]*.parquet"
        if isinstance(content, bytes):
            source.write_bytes(content)
        else:
            table = content if isinstance(content, pa.Table) else pa.table(content)
            parquet.write_table(table, source)
        target = tmp_path / "lines"
        connection = connect(folders=[tmp_path])
        try:
            found = write_lines(
                source,
                target,
                connection=connection,
                most_columns=columns,
                most_bytes=size,
            )
        finally:
            connection.close()
        with target.open(encoding="utf-8", newline="") as file:
            return found, list(csv.reader(file))

    return run


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    file = tmp_path / "good.parquet"
    parquet.write_table(pa.table({"id": ["a"] * 99, "n": list(range(99))}), file)
    return file.read_bytes()


class TestTypes:
    @pytest.mark.parametrize(
        ("values", "shown"),
        [
            (pa.array(["007", "", None]), ["007", "", ""]),
            (pa.array(["x", "x"]).dictionary_encode(), ["x", "x"]),
            (pa.array([1, None, 2**62]), ["1", "", str(2**62)]),
            (pa.array([2**64 - 1], pa.uint64()), [str(2**64 - 1)]),
            (pa.array([5.0, 0.1, 1e22, None]), ["5", "0.1", "1e+22", ""]),
            (pa.array([0.1, 5.0], pa.float32()), ["0.1", "5"]),
            (pa.array([float("nan"), float("inf")]), ["nan", "inf"]),
            (pa.array([Decimal("12.50"), Decimal("5.00")]), ["12.50", "5.00"]),
            (pa.array([True, False, None]), ["true", "false", ""]),
            (pa.array([date(2026, 3, 5)]), ["2026-03-05"]),
            (pa.array([time(10, 30)]), ["10:30:00"]),
            (pa.array([AT]), ["2026-03-05T10:30:00"]),
            (pa.array([AT], pa.timestamp("ns")), ["2026-03-05T10:30:00"]),
            (pa.array([AT], pa.timestamp("ms")), ["2026-03-05T10:30:00"]),
            (
                pa.array([AT.replace(microsecond=5000)]),
                ["2026-03-05T10:30:00.005"],
            ),
            (
                pa.array([AT.replace(tzinfo=UTC)], pa.timestamp("us", "Europe/Berlin")),
                ["2026-03-05T10:30:00+00:00"],
            ),
        ],
        ids=lambda value: str(getattr(value, "type", "")),
    )
    def test_become_faithful_text(
        self, values: pa.Array, shown: list[str], write: Write
    ) -> None:
        found, rows = write({"other": ["x"] * len(values), "it": values})

        assert [row[1] for row in rows] == shown
        assert found == Columnar(
            columns=("other", "it"), passed_over=(), rows=len(shown)
        )

    def test_texts_that_need_quotes(self, write: Write) -> None:
        texts = ['a,"b"', "line\nend", "\u00e9 \U0001f600", " pad ", "=1+1", "#x", "'"]

        assert [row[0] for row in write({"a": texts, "b": texts})[1]] == texts

    def test_a_single_column_without_values_makes_no_blank_line(
        self, write: Write
    ) -> None:
        assert write({"a": ["x", None, ""]})[1] == [["x"], [""], [""]]

    def test_nested_values_and_bytes_are_left_out_by_name(self, write: Write) -> None:
        table = {
            "a": [1],
            "list": [[1, 2]],
            "b": ["x"],
            "group": [{"x": 1, "y": {"z": 2}}],
            "map": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())),
            "bytes": [b"\xff"],
            "c": ["y"],
        }
        found, rows = write(table)

        assert found.columns == ("a", "b", "c")
        assert found.passed_over == ("list", "group", "map", "bytes")
        assert rows == [["1", "x", "y"]]

    def test_columns_keep_their_names_however_alike(self, write: Write) -> None:
        names = ["a", "A", "a", 'q"x', "select", ""]
        table = pa.table([pa.array([i]) for i in range(6)], names=names)

        found, rows = write(table)

        assert found.columns == tuple(names)
        assert rows == [list("012345")]


class TestRefusals:
    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: b"PAR1",
            lambda _: b"PAR1" + b"x" * 99 + b"PAR1",
            lambda data: data[:-50],
            lambda data: data[:-4] + b"PARE",
            lambda data: data[:40] + b"\xff" * 99 + data[139:],
        ],
    )
    def test_damaged(
        self, damage: Callable[[bytes], bytes], good: bytes, write: Write
    ) -> None:
        with pytest.raises(InvalidLog) as caught:
            write(damage(good))

        assert str(caught.value) == DAMAGED

    def test_nothing_flat(self, write: Write) -> None:
        with pytest.raises(InvalidLog) as caught:
            write({"a": [[1]]})

        assert str(caught.value) == (
            "The Parquet file has no column of plain values to read."
        )

    def test_too_many_columns(self, write: Write) -> None:
        with pytest.raises(InvalidLog) as caught:
            write({f"c{i}": [1] for i in range(6)}, columns=5)

        assert str(caught.value) == (
            "The file has 6 columns; at most 5 are read. Export only the columns you "
            "need."
        )

    @pytest.mark.parametrize(
        "table",
        [
            {"a": pa.DictionaryArray.from_arrays([0] * 9_000, ["x" * 9_000])},
            {"a": [1] * 100_000},
        ],
        ids=["long", "many"],
    )
    def test_little_that_stands_for_much(
        self, table: dict[str, Any], write: Write
    ) -> None:
        with pytest.raises(InvalidLog) as caught:
            write(table)

        assert str(caught.value) == (
            "The Parquet file holds more than 1 MB of text. Export a shorter period, "
            "or load it in parts."
        )


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    edits=st.lists(st.tuples(st.integers(4), st.integers(0, 255)), max_size=8),
    end=st.integers(0, 60),
)
def test_whatever_is_wrong_is_said(
    edits: list[tuple[int, int]], end: int, good: bytes, write: Write
) -> None:
    data = bytearray(good)
    for at, value in edits:
        data[at % len(data)] = value
    try:
        write(bytes(data[: len(data) - end]))
    except InvalidLog as refusal:
        assert str(refusal)  # noqa: PT017 - either is right
