"""A look into a text: head, first and last rows."""

from __future__ import annotations

from qc.intake.dialect import Dialect
from qc.intake.sample import column, read_head, read_rows
from tests.intake.conftest import Decoder

PAIR = Dialect(delimiter=",", columns=("a", "b"), skip=1)


def test_the_head_holds_whole_lines(decoded: Decoder) -> None:
    text = decoded("a,b\n1,2\n3,4\n")

    assert read_head(text, chars=10) == "a,b\n1,2\n"
    assert read_head(text) == "a,b\n1,2\n3,4\n"
    assert read_head(text, chars=2) == "a,"


def test_first_and_last_rows_never_overlap(decoded: Decoder) -> None:
    text = decoded("a,b\n" + "".join(f"{i},x\n" for i in range(7)))

    assert column(read_rows(text, PAIR, count=2), 0) == ("0", "1", "5", "6")
    assert column(read_rows(text, PAIR, count=5), 0) == tuple("0123456")


def test_rows_that_do_not_fit_the_header_are_left_out(decoded: Decoder) -> None:
    text = decoded('a,b\n1\n2,"x\ny"\n3,4,5\n6,"z\n7,8\n')

    assert read_rows(text, PAIR) == (("2", "x\ny"), ("7", "8"))


def test_a_long_file_is_not_read_in_the_middle(decoded: Decoder) -> None:
    text = decoded("a,b\n" + "".join(f"{i},{'x' * 50}\n" for i in range(20_000)))

    rows = read_rows(text, PAIR, count=3)

    assert column(rows, 0) == ("0", "1", "2", "19997", "19998", "19999")


def test_a_long_file_of_few_rows_is_not_searched_for_more(decoded: Decoder) -> None:
    text = decoded("a,b\n1,2\n" + "\n" * 2_500_000 + "3,4\n" + "\n" * 300_000 + "5,6\n")

    assert read_rows(text, PAIR) == (("1", "2"), ("5", "6"))
