"""The careful reader: one bad line never takes its neighbours with it."""

from __future__ import annotations

import csv
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.plan import Fault, SetAside
from qc.intake.careful import Careful, read_carefully
from qc.intake.decode import CAPS, Caps, decode
from qc.intake.dialect import Dialect

PLAIN = Dialect(delimiter=",", columns=("a", "b", "c"), skip=1)
SMALL = Caps(field_chars=50)


def read(
    data: str | bytes,
    folder: Path,
    *,
    caps: Caps = CAPS,
    layout: Dialect = PLAIN,
    encoding: str | None = None,
) -> tuple[Careful, list[list[str]]]:
    """Read a table of three columns; return the outcome and the good rows."""
    (folder / "upload").write_bytes(data if isinstance(data, bytes) else data.encode())
    text = decode(folder / "upload", folder / "text", encoding=encoding, caps=caps)
    careful = read_carefully(text, layout, folder / "clean", caps=caps)
    with careful.path.open(encoding="utf-8", newline="") as file:
        csv.field_size_limit(10_000_000)
        return careful, list(csv.reader(file))


def faults(careful: Careful) -> list[tuple[int, Fault]]:
    return [(aside.line, aside.fault) for aside in careful.set_aside]


class TestGoodRecords:
    def test_are_written_with_their_line_numbers(self, tmp_path: Path) -> None:
        careful, rows = read("a,b,c\n1,x,\n\n2,y,z\n", tmp_path)

        assert rows == [["2", "1", "x", ""], ["4", "2", "y", "z"]]
        assert (careful.records, careful.read, careful.set_aside) == (2, 2, ())
        assert careful.path.read_bytes() == b'"2","1","x",""\n"4","2","y","z"\n'

    @pytest.mark.parametrize(
        ("line", "cells"),
        [
            ('1,an"na,3', ["1", 'an"na', "3"]),
            ('1,"a,b",3', ["1", "a,b", "3"]),
            ('1,"say ""x""",3', ["1", 'say "x"', "3"]),
            ('1,"two\nlines",3', ["1", "two\nlines", "3"]),
            ('1,"\n\n",""', ["1", "\n\n", ""]),
            ('"a\n","b\n","c\n"', ["a\n", "b\n", "c\n"]),
            ("1, padded ,3", ["1", " padded ", "3"]),
            ('1,"",3', ["1", "", "3"]),
        ],
    )
    def test_keep_their_text(self, line: str, cells: list[str], tmp_path: Path) -> None:
        careful, rows = read(f"a,b,c\n{line}\n9,9,9\n", tmp_path)

        assert rows == [["2", *cells], [str(line.count("\n") + 3), "9", "9", "9"]]
        assert careful.set_aside == ()

    def test_may_be_separated_by_something_else(self, tmp_path: Path) -> None:
        layout = Dialect(delimiter=";", columns=("a", "b"), skip=2)

        _, rows = read('title\na;b\n1,5;"x;y"\n', tmp_path, layout=layout)

        assert rows == [["3", "1,5", "x;y"]]


class TestSetAside:
    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("1,2", Fault.TOO_FEW_FIELDS),
            ("1,2,3,4", Fault.TOO_MANY_FIELDS),
            ("   ", Fault.TOO_FEW_FIELDS),
            ('1,"anna,3', Fault.UNCLOSED_QUOTE),
            ('1,"an"na,3', Fault.UNCLOSED_QUOTE),
            ("1,an\0na,3", Fault.NUL_BYTE),
            ('1,"an\0\nna",3', Fault.NUL_BYTE),
            (f"1,{'x' * 51},3", Fault.FIELD_TOO_LONG),
            (f'1,"{"x" * 30}\n{"x" * 30}",3', Fault.FIELD_TOO_LONG),
            (f"1,{'x' * 801},3", Fault.FIELD_TOO_LONG),
            ('1,"two\nlines",3,4', Fault.TOO_MANY_FIELDS),
        ],
    )
    def test_only_the_record_at_fault(
        self, line: str, fault: Fault, tmp_path: Path
    ) -> None:
        careful, rows = read(f"a,b,c\n0,0,0\n{line}\n9,9,9\n", tmp_path, caps=SMALL)

        assert faults(careful) == [(3, fault)]
        assert [row[1:] for row in rows] == [["0", "0", "0"], ["9", "9", "9"]]
        assert careful.read == 3

    def test_says_where_and_shows_what(self, tmp_path: Path) -> None:
        long = "y" * 200
        careful, _ = read(
            f"a,b,c\n1,{long},3\n1,\0,3\n4\n", tmp_path, caps=Caps(field_chars=100)
        )

        assert careful.set_aside == (
            SetAside(line=2, column="b", value="y" * 120, fault=Fault.FIELD_TOO_LONG),
            SetAside(line=3, column="", value="1,\u2400,3", fault=Fault.NUL_BYTE),
            SetAside(line=4, column="", value="4", fault=Fault.TOO_FEW_FIELDS),
        )

    def test_bytes_that_do_not_decode(self, tmp_path: Path) -> None:
        careful, rows = read(
            b'a,b,c\n1,\xff,3\n4,5,6\n7,"x\n\xff",9\n', tmp_path, encoding="utf-8"
        )

        assert faults(careful) == [
            (2, Fault.NOT_DECODABLE),
            (5, Fault.NOT_DECODABLE),
        ]
        assert rows == [["3", "4", "5", "6"]]

    def test_every_second_quote_left_open(self, tmp_path: Path) -> None:
        lines = [f"{i},{chr(34) * (i % 2)}anna,3" for i in range(2000)]

        careful, rows = read("a,b,c\n" + "\n".join(lines), tmp_path)

        assert len(rows) == careful.records == 1000
        assert faults(careful) == [
            (i + 2, Fault.UNCLOSED_QUOTE) for i in range(1, 2000, 2)
        ]

    def test_a_file_cut_off_in_its_last_row(self, tmp_path: Path) -> None:
        careful, rows = read('a,b,c\n1,2,3\n4,"fi', tmp_path)

        assert faults(careful) == [(3, Fault.UNCLOSED_QUOTE)]
        assert len(rows) == 1

    def test_hostile_quotes_do_not_take_for_ever(self, tmp_path: Path) -> None:
        start = time.process_time()

        careful, _ = read("a,b,c\n" + 'x","y\n' * 20_000, tmp_path)

        assert careful.read == 20_000
        assert time.process_time() - start < 5


CELL = st.text(alphabet='ab",\n\0 ', max_size=6)


class TestAlways:
    @settings(deadline=None)
    @given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1))
    def test_whatever_is_quoted_properly_comes_back(
        self, rows: list[list[str]]
    ) -> None:
        clean = [[cell.replace("\0", "") for cell in row] for row in rows]
        lines = [
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
            for row in clean
        ]

        with tempfile.TemporaryDirectory() as folder:
            careful, found = read("a,b,c\n" + "\n".join(lines), Path(folder))

        assert [row[1:] for row in found] == clean
        assert careful.set_aside == ()

    @settings(deadline=None)
    @given(
        st.text(alphabet='ab",\n\0\r;', max_size=120),
        st.integers(min_value=1, max_value=4),
    )
    def test_every_line_belongs_to_one_record(self, body: str, width: int) -> None:
        layout = Dialect(delimiter=",", columns=tuple("abcd"[:width]), skip=1)

        with tempfile.TemporaryDirectory() as folder:
            careful, rows = read("h" * 2000 + "\n" + body, Path(folder), layout=layout)

        assert len(rows) == careful.records
        assert careful.read == careful.records + len(careful.set_aside)
        assert all(len(row) == width + 1 for row in rows)
        lines = [int(row[0]) for row in rows] + [a.line for a in careful.set_aside]
        assert len(set(lines)) == len(lines)
        ends = body.replace("\r\n", "\n").replace("\r", "\n")
        plain = [line for line in ends.split("\n") if line]
        if '"' not in body:
            assert careful.read == len(plain)
