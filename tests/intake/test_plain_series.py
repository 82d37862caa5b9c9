"""A plain series: what is read, and every way in which a file is none."""

from __future__ import annotations

import csv
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidLog, QcError
from qc.intake.plain_series import MAX_FAULTS, PlainSeries, read_series

DAYS = (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))


def refused(text: str) -> list[str]:
    """Return the faults that a text is refused with."""
    with pytest.raises(InvalidLog) as caught:
        read_series(text, "s.csv")
    first, *faults = str(caught.value).splitlines()
    assert first == "s.csv cannot be charted:"
    return [fault.removeprefix("- ") for fault in faults]


class TestReading:
    def test_dates_and_values(self) -> None:
        read = read_series("2026-11-02,1\n2026-11-09,2.5\n2026-11-16,-3e1\n", "s.csv")
        assert read == PlainSeries(days=DAYS, values=(1.0, 2.5, -30.0), n=None)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_any_usual_delimiter(self, delimiter: str) -> None:
        rows = "date,value,n\n2026-11-02,1,10\n2026-11-09,2,20\n"
        read = read_series(rows.replace(",", delimiter), "s.csv")
        assert (read.values, read.n) == ((1.0, 2.0), (10.0, 20.0))

    @pytest.mark.parametrize(
        "head", ["date,value\n", "Week,Share of late answers\n", "\n\n", "\ufeff", ""]
    )
    def test_a_header_is_not_needed(self, head: str) -> None:
        assert len(read_series(f"{head}2026-11-02,1\n2026-11-09,2", "s.csv").days) == 2

    def test_rows_are_put_in_order(self) -> None:
        read = read_series("2026-11-16,3\n2026-11-02,1\n2026-11-09,2\n", "s.csv")
        assert (read.days, read.values) == (DAYS, (1.0, 2.0, 3.0))

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends_and_blanks(self, end: str) -> None:
        text = end.join([" 2026-11-02 , 1 ", "", " , ", '"2026-11-09","2"', ""])
        assert read_series(text, "s.csv").values == (1.0, 2.0)

    @pytest.mark.parametrize(
        "text", ["2026-11-16T10:00", "2026-11-16 10:00", "20261116", "2026-W47-1"]
    )
    def test_dates_as_iso_writes_them(self, text: str) -> None:
        assert read_series(f"{text},1\n", "s.csv").days == (DAYS[2],)

    def test_a_row_without_a_value_is_a_gap(self) -> None:
        text = "2026-11-02,1,10\n2026-11-09,,\n2026-11-16,,7\n"
        read = read_series(text, "s.csv")
        assert [math.isnan(value) for value in read.values] == [False, True, True]
        assert read.n == (10.0, 0.0, 7.0)


class TestRefusals:
    @pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", ","])
    def test_nothing(self, text: str) -> None:
        with pytest.raises(InvalidLog) as caught:
            read_series(text, "s.csv")
        assert str(caught.value) == (
            "s.csv has no rows. Write lines such as 2026-11-16,12,250."
        )

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("2026-11-09", "line 3: 1 columns; give date, value[, n]."),
            ("2026-11-09,1,2,3", "line 3: 4 columns; give date, value[, n]."),
            ("9.11.2026,1", "line 3: '9.11.2026' is no date such as 2026-11-16."),
            ("2026-02-30,1", "line 3: '2026-02-30' is no date such as 2026-11-16."),
            (
                "2026-11-0912,1",
                "line 3: '2026-11-0912' is no date such as 2026-11-16.",
            ),
            (",1", "line 3: '' is no date such as 2026-11-16."),
            ('2026-11-09,"0,12"', "line 3: '0,12' is no number such as 0.12."),
            ("2026-11-09,12 %", "line 3: '12 %' is no number such as 0.12."),
            ("2026-11-09,nan", "line 3: 'nan' is no number such as 0.12."),
            ("2026-11-09,1e999", "line 3: '1e999' is no number such as 0.12."),
            ("2026-11-09,1_0", "line 3: '1_0' is no number such as 0.12."),
            (
                "2026-11-02,5",
                "2026-11-02 occurs more than once; give one row a period.",
            ),
        ],
    )
    def test_each_fault_names_its_line(self, line: str, fault: str) -> None:
        assert refused(f"date,value\n2026-11-02,1\n{line}\n") == [fault]

    @pytest.mark.parametrize(
        ("n", "fault"),
        [
            ("-1", "line 2: n must be zero or more; got '-1'."),
            ("", "line 2: n must be zero or more; got ''."),
            ("many", "line 2: 'many' is no number such as 0.12."),
        ],
    )
    def test_n(self, n: str, fault: str) -> None:
        assert refused(f"2026-11-02,1,10\n2026-11-09,1,{n}\n") == [fault]

    def test_n_in_some_rows_only(self) -> None:
        assert refused("2026-11-02,1,10\n2026-11-09,1\n2026-11-09,1,10\n") == [
            "2026-11-09 occurs more than once; give one row a period.",
            "Some rows have n and some do not; give it in all or in none.",
        ]

    def test_a_header_alone(self) -> None:
        assert refused("date,value\n") == ["there is a header and no row."]

    def test_all_faults_at_once(self) -> None:
        assert refused("2026-11-02,x\nnever,1\n2026-11-09,y\n") == [
            "line 1: 'x' is no number such as 0.12.",
            "line 2: 'never' is no date such as 2026-11-16.",
            "line 3: 'y' is no number such as 0.12.",
        ]

    def test_a_long_list_is_cut(self) -> None:
        faults = refused("2026-11-02,1\n" + "x9,1\n" * (MAX_FAULTS + 5))
        assert len(faults) == MAX_FAULTS + 1
        assert faults[-1] == "and 5 more"

    def test_a_field_without_end(self) -> None:
        before = csv.field_size_limit(131_072)
        try:
            (fault,) = refused('2026-11-02,"' + "x" * 200_000)
        finally:
            csv.field_size_limit(before)
        assert fault == (
            "line 1: it is no CSV (field larger than field limit (131072))."
        )


class TestAlways:
    @given(st.text())
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        _read_or_refused(text)

    @given(
        st.lists(
            st.lists(
                st.sampled_from(
                    ["2026-11-02", "2026-W46-1", "1", "0", "-1", "nan", "", '"', "x"]
                )
                | st.floats().map(str)
                | st.dates().map(str),
                max_size=4,
            )
        ),
        st.sampled_from(",;\t|"),
    )
    def test_any_cells_are_read_or_refused(
        self, rows: list[list[str]], delimiter: str
    ) -> None:
        _read_or_refused("\n".join(delimiter.join(row) for row in rows))


def _read_or_refused(text: str) -> None:
    try:
        read = read_series(text, "s.csv")
    except QcError as refusal:
        assert str(refusal)  # noqa: PT017 - either outcome is right
        return
    assert len(read.days) == len(read.values) > 0
    assert list(read.days) == sorted(set(read.days))
    assert read.n is None or all(n >= 0 for n in read.n)
    assert not any(math.isinf(value) for value in read.values)
