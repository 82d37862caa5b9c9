"""Numbers of a workbook as text: what a person sees in the cell, unrounded."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.intake.cell_formats import built_in, number, reader

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no zone


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("5", "5"),
            ("5.0", "5"),
            ("-3.0", "-3"),
            ("007", "7"),
            ("0", "0"),
            ("1E3", "1000"),
            ("1.5E-3", "0.0015"),
            ("19.989999999999998", "19.99"),
            ("0.30000000000000004", "0.3"),
            ("123456789012345", "123456789012345"),
            ("1E+300", "1e+300"),
            ("1E999", "1E999"),
            ("a,b", '"a,b"'),
        ],
    )
    def test_lose_no_digit_and_gain_none(self, text: str, shown: str) -> None:
        assert number(text) == shown

    @given(st.integers(-(10**15), 10**15))
    def test_of_whole_numbers_are_these(self, value: int) -> None:
        assert number(str(value)) == number(f"{value}.0") == str(value)

    @given(st.decimals(-99999, 99999, places=4, allow_nan=False))
    def test_of_few_digits_are_these(self, value: object) -> None:
        assert float(number(repr(float(str(value))))) == float(str(value))


class TestTimes:
    @pytest.mark.parametrize(
        ("code", "text", "shown"),
        [
            ("yyyy-mm-dd", "46086", "2026-03-05"),
            ("d. mmm yy", "46086", "2026-03-05"),
            ("[$-407]dd.mm.yyyy;@", "46086", "2026-03-05"),
            ("mmm", "46086", "2026-03-05"),
            ("dd/mm/yyyy", "46086.4375", "2026-03-05T10:30:00"),
            ("dd/mm/yyyy hh:mm", "46086", "2026-03-05T00:00:00"),
            ("m/d/yy h:mm AM/PM", "46086.9375", "2026-03-05T22:30:00"),
            ("yyyy-mm-dd hh:mm:ss.000", "46086.437505787", "2026-03-05T10:30:00.500"),
            ("h:mm", "0.4375", "10:30:00"),
            ("[h]:mm:ss", "1.5", "36:00:00"),
            ("hh:mm", "1.5", "36:00:00"),
            ("h:mm", "46086.4375", "2026-03-05T10:30:00"),
            ("mm:ss", "0.0034722222", "00:05:00"),
            ("yyyy-mm-dd", "1", "1900-01-01"),
            ("yyyy-mm-dd", "59", "1900-02-28"),
            ("yyyy-mm-dd", "60", "1900-02-29"),
            ("yyyy-mm-dd", "61", "1900-03-01"),
            ("yyyy-mm-dd", "0", "1900-01-00"),
            ("yyyy-mm-dd", "-1", "-1"),
            ("yyyy-mm-dd", "2958465", "9999-12-31"),
            ("yyyy-mm-dd", "2958466", "2958466"),
            ("yyyy-mm-dd", "soon", "soon"),
            ("yyyy-mm-dd", "1E999", "1E999"),
        ],
    )
    def test_become_iso_8601(self, code: str, text: str, shown: str) -> None:
        assert reader(code)(text) == shown

    @pytest.mark.parametrize(
        "code",
        [
            "General",
            "0.00",
            "#,##0",
            '0 "days"',
            "[Red]0",
            "@",
            "0%",
            "[$-809]0",
            "\\d0",
            "",
        ],
    )
    def test_are_not_seen_where_there_are_none(self, code: str) -> None:
        assert reader(code)("46086.5") == "46086.5"

    @pytest.mark.parametrize(
        ("number_format", "shown"),
        [
            (0, "46086.5"),
            (2, "46086.5"),
            (14, "2026-03-05T12:00:00"),
            (22, "2026-03-05T12:00:00"),
            (46, "2026-03-05T12:00:00"),
            (49, "46086.5"),
        ],
    )
    def test_of_built_in_formats(self, number_format: int, shown: str) -> None:
        assert built_in(number_format)("46086.5") == shown

    def test_since_1904(self) -> None:
        assert reader("yyyy-mm-dd", since_1904=True)("44624") == "2026-03-05"
        assert built_in(14, since_1904=True)("0") == "1904-01-01"

    @given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)))  # noqa: DTZ001
    def test_come_back_to_the_millisecond(self, at: datetime) -> None:
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        serial = (at - EPOCH) / timedelta(days=1)

        assert datetime.fromisoformat(reader("d/m/y h:mm")(repr(serial))) == at


class TestLeadingZeros:
    @pytest.mark.parametrize(
        ("code", "text", "shown"),
        [
            ("00000", "42", "00042"),
            ("00000", "42.0", "00042"),
            ("00000", "1234567", "1234567"),
            ('"INC"0000000', "1234", "INC0001234"),
            ("000-00-0000", "12345678", "012-34-5678"),
            ("000-00-0000", "9123456789", "9123-45-6789"),
            ("\\T000", "7", "T007"),
            ("00000", "4.5", "4.5"),
            ("00000", "-4", "-4"),
            ("00000", "", ""),
            ("0", "7", "7"),
            ('"A,"00', "7", '"A,07"'),
            ('00" min"', "7", "7"),
            ("00.00", "7", "7"),
        ],
    )
    def test_are_kept_where_the_format_fills_them(
        self, code: str, text: str, shown: str
    ) -> None:
        assert reader(code)(text) == shown
