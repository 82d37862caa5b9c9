"""TOML: whatever is written is read again; whatever cannot be read is said."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidCard
from qc.core.toml_text import (
    key_text,
    parse,
    table_lines,
    tables_lines,
    value_text,
)

texts = st.text(st.characters(codec="utf-8"), max_size=8)
leaves = (
    texts
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=8,
)
tables = st.dictionaries(texts, values, max_size=4)


class TestWriting:
    def test_reads_well(self) -> None:
        table = {
            "title": 'A "b"\n',
            "target": 0.1,
            "tolerance": 150_000,
            "day": date(2026, 3, 2),
            "clock": {"start": "opened_at", "within_hours": 4},
        }

        assert list(table_lines(("measure", "x y"), table)) == [
            '[measure."x y"]',
            'title = "A \\"b\\"\\n"',
            "target = 0.1",
            "tolerance = 150_000",
            "day = 2026-03-02",
            'clock = { start = "opened_at", within_hours = 4 }',
        ]

    def test_a_long_list_has_a_line_an_element(self) -> None:
        table = {"steps": ["greet the customer"] * 5}

        lines = list(table_lines((), table))

        assert lines[0] == "steps = ["
        assert lines[1:6] == ['    "greet the customer",'] * 5
        assert lines[6] == "]"

    def test_tables_within_get_headers_as_deep_as_asked(self) -> None:
        table = {"hours": {"monday": ["08:00-17:00"]}, "zone": "UTC"}

        assert list(table_lines(("calendar",), table, nested=1)) == [
            "[calendar]",
            'zone = "UTC"',
            "",
            "[calendar.hours]",
            'monday = ["08:00-17:00"]',
        ]

    def test_lists_of_tables(self) -> None:
        assert list(tables_lines(("note",), [{"a": 1}, {"a": 2}])) == [
            "[[note]]",
            "a = 1",
            "",
            "[[note]]",
            "a = 2",
        ]

    @given(table=tables, nested=st.integers(0, 3))
    def test_is_read_as_it_was(self, table: dict[str, Any], nested: int) -> None:
        text = "\n".join(table_lines((), table, nested=nested))

        assert tomllib.loads(text) == table

    @given(table=tables, nested=st.integers(0, 3))
    def test_written_again_is_the_same_text(
        self, table: dict[str, Any], nested: int
    ) -> None:
        first = list(table_lines((), table, nested=nested))

        again = table_lines((), tomllib.loads("\n".join(first)), nested=nested)

        assert list(again) == first

    @given(key=texts, value=values)
    def test_a_line_is_one_line(self, key: str, value: Any) -> None:  # noqa: ANN401
        assert "\n" not in f"{key_text(key)}{value_text(value)}"


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("a = ", "not valid TOML: "),
            ("a = " + "9" * 5000, "not valid TOML: "),
            ("a = " + "[" * 100_000, "not readable: tables or lists"),
            ("a = " + "[" * 40 + "]" * 40, "not readable: tables or lists"),
            (".".join("a" * 40) + " = 1", "not readable: tables or lists"),
        ],
        ids=["cut", "digits", "bottomless", "deep", "dotted"],
    )
    def test_say_what_is_wrong(self, text: str, fault: str) -> None:
        with pytest.raises(InvalidCard) as caught:
            parse(text, "some.toml")

        assert caught.value.faults[0].startswith(fault)
        assert "some.toml has 1 fault(s)" in str(caught.value)
