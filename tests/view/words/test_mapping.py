"""What the mapping screen says about a file, its columns and its open questions."""

from __future__ import annotations

import pytest

from qc.view.words import mapping as say

BOTH = (("%d/%m/%Y",), ("%m/%d/%Y",))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_file_is_told_by_rows_encoding_and_system() -> None:
    line = say.file_line(
        rows=12_400, columns=9, encoding="utf-8", delimiter=";", system="zendesk"
    )

    assert line == (
        "12,400 rows, 9 columns \u00b7 UTF-8, separated by semicolons \u00b7 "
        "by its headings an export of Zendesk"
    )


def test_an_unknown_mark_between_columns_is_not_named() -> None:
    line = say.file_line(
        rows=1, columns=1, encoding="cp1252", delimiter="~", system=None
    )

    assert line == "1 row, 1 column \u00b7 CP1252, separated by its own mark"


@pytest.mark.parametrize(
    ("confidence", "changed", "told"),
    [
        (0.95, False, "recognised"),
        (0.6, False, "please check"),
        (None, False, ""),
        (0.95, True, "chosen by you"),
    ],
)
def test_a_column_says_how_it_was_found(
    confidence: float | None, changed: bool, told: str
) -> None:
    assert say.trust(confidence, changed=changed) == told


class TestDayOrders:
    def test_show_a_date_that_the_orders_read_differently(self) -> None:
        day, month = say.day_orders(["05/05/2026", "03/04/2026"], BOTH)

        assert plain(day) == "day first: 03/04/2026 is 3 Apr 2026"
        assert plain(month) == "month first: 03/04/2026 is 4 Mar 2026"

    def test_say_where_one_order_reads_no_date(self) -> None:
        day, month = say.day_orders(["25/04/2026"], BOTH)

        assert plain(day) == "day first: 25/04/2026 is 25 Apr 2026"
        assert month == "month first: 25/04/2026 is no date"


def test_a_doubt_names_its_column() -> None:
    assert say.doubt_line("key-missing", "interaction_id").startswith("Interaction id:")


@pytest.mark.parametrize(
    ("usable", "told"),
    [
        (0, "No measure can be shown with these columns yet; rows can be counted."),
        (9, "These columns are enough for 9 of 21 measures."),
    ],
)
def test_the_reach_of_the_columns_is_told(usable: int, told: str) -> None:
    assert say.measures_line(usable, 21) == told


def test_long_and_odd_headings_are_cut_and_cleaned() -> None:
    line = say.unused_line(["a\nb", "x" * 99])

    assert line.startswith("Not used: a b, x")
    assert len(line) < 60
