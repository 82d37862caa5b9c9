"""Ratings files: long and wide, loosely headed; every fault told, nothing lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidLog
from qc.intake import ratings as module
from qc.intake.ratings import read_ratings
from qc.review.ratings import Ratings

LONG = "item,rater,rating\nT1,Ann,ok\nT1,Bo,minor\nT2,Ann,OK\nT2,Bo,ok\n"
HINT = (
    "Give a row for each rating with the columns item, rater and rating, or a row for "
    "each item with one column for each rater."
)


def shown(read: Ratings) -> list[list[str]]:
    return [
        ["-" if np.isnan(cell) else read.codes[int(cell)] for cell in row]
        for row in read.table
    ]


def refused(text: str) -> str:
    with pytest.raises(InvalidLog) as said:
        read_ratings(text, "r.csv")
    return str(said.value)


class TestLong:
    def test_a_row_for_each_rating(self) -> None:
        read = read_ratings(LONG, "r.csv")

        assert (read.items, read.raters) == (("T1", "T2"), ("Ann", "Bo"))
        assert read.codes == ("ok", "minor")  # "OK" is the same code
        assert shown(read) == [["ok", "minor"], ["ok", "ok"]]
        assert read.days is None

    @pytest.mark.parametrize(
        "header",
        [
            "Ticket ID;Reviewed by;Score;Reviewed on;Comment",
            "\ufeffcase\treviewer\tVerdict\tdate\tnote",
            "Conversation|Coder|Category|Day|why",
        ],
    )
    def test_headers_are_known_loosely_and_other_columns_told(
        self, header: str
    ) -> None:
        mark = next(sign for sign in ";\t|" if sign in header)
        rows = ["T1,A,1,2026-01-05,x", "T1,B,2,2026-01-05,", "T2,A,2,,"]
        text = "\n".join([header, *(row.replace(",", mark) for row in rows)])

        read = read_ratings(text, "r.csv")

        assert read.unused == (header.split(mark)[-1],)
        assert read.days is not None
        assert list(read.values) == [1, 2]
        assert read.days.astype(str).tolist() == ["2026-01-05", "NaT"]
        assert shown(read) == [["1", "2"], ["2", "-"]]

    def test_the_same_rating_again_counts_once(self) -> None:
        read = read_ratings(LONG + "T2,Bo,OK\nT2,Bo,ok\n", "r.csv")

        assert read.repeated == 2
        assert shown(read) == [["ok", "minor"], ["ok", "ok"]]

    def test_quoted_text_may_hold_line_ends_and_harm(self) -> None:
        text = 'item,rater,rating\n"a\nb",=1+1,<script>\n"a\nb",Bo,"x,y"\n'

        read = read_ratings(text, "r.csv")

        assert read.items == ("a\nb",)
        assert read.raters == ("=1+1", "Bo")
        assert set(read.codes) == {"<script>", "x,y"}


class TestWide:
    def test_a_column_for_each_rater(self) -> None:
        read = read_ratings("call,Ann,Bo,Cy\n1,2,3,\n2,2,,2\n", "r.csv")

        assert read.raters == ("Ann", "Bo", "Cy")
        assert shown(read) == [["2", "3", "-"], ["2", "-", "2"]]

    def test_of_raters_named_alike_or_not_at_all(self) -> None:
        read = read_ratings("item,rater,rater,\n1,a,b,c\n", "r.csv")

        assert read.raters == ("rater", "rater 3", "column 4")

    def test_an_item_without_any_rating_is_kept(self) -> None:
        read = read_ratings("item,Ann,Bo\n1,a,b\n2,,\n", "r.csv")

        assert shown(read) == [["a", "b"], ["-", "-"]]

    def test_cells_beyond_the_header_may_be_empty(self) -> None:
        assert shown(read_ratings("item,A,B\n1,a,b,,\n", "r.csv")) == [["a", "b"]]


class TestOrder:
    @pytest.mark.parametrize(
        ("given", "codes", "ranked"),
        [
            ("critical minor major", ("minor", "major", "critical"), True),
            ("Good Poor Fair", ("Poor", "Fair", "Good"), True),
            ("billing tone policy", ("billing", "tone", "policy"), False),
            ("10 9 8.5", ("8.5", "9", "10"), False),
            ("yes no", ("yes", "no"), False),
        ],
    )
    def test_of_codes(self, given: str, codes: tuple[str, ...], ranked: bool) -> None:
        rows = "\n".join(f"{i},{code},{code}" for i, code in enumerate(given.split()))

        read = read_ratings(f"item,A,B\n{rows}", "r.csv")

        assert (read.codes, read.ranked) == (codes, ranked)

    def test_one_number_written_in_two_ways_is_one(self) -> None:
        read = read_ratings("item;A;B\n1;4;4,0\n2;3,5;3.5\n", "r.csv")

        assert read.values == (3.5, 4)


class TestRefusals:
    def test_every_fault_by_its_line(self) -> None:
        text = (
            "item,rater,rating,date\nT1,Ann,ok,2026-01-05\n,Ann,ok,\nT2,,ok,\n"
            "T1,Ann,bad,\nT3,Bo,ok,soon\nT4,Bo\nT5,Bo,ok,,extra\n"
        )

        assert refused(text).splitlines() == [
            "r.csv cannot be read as ratings:",
            "- line 3: no item.",
            "- line 4: no rater.",
            "- line 5: 'Ann' rated 'T1' twice, as 'ok' and as 'bad'; keep one.",
            "- line 6: 'soon' is no date such as 2026-11-16.",
            "- line 7: 2 columns where the header has 4.",
            "- line 8: 5 columns where the header has 4.",
        ]

    def test_faults_of_a_wide_table(self) -> None:
        assert refused("item,A,B\n1,x,y\n1,x,x\n,x,x\n").splitlines()[1:] == [
            "- line 3: the item '1' came before; keep one.",
            "- line 4: no item.",
        ]

    def test_more_faults_than_one_reads(self) -> None:
        rows = "\n".join(",Ann,ok" for _ in range(25))

        assert refused(f"item,rater,rating\nT,Bo,ok\nT,Cy,ok\n{rows}").endswith(
            "- and 5 more"
        )

    @pytest.mark.parametrize("text", ["", "item,rater,rating\n", "\n\n"])
    def test_nothing_to_read(self, text: str) -> None:
        assert refused(text) == f"r.csv has no ratings. {HINT}"

    def test_one_rater(self) -> None:
        for text in ("item,Ann\n1,a\n", "item,rater,rating\n1,Ann,a\n2,Ann,b\n"):
            assert refused(text) == (
                f"r.csv cannot be read as ratings:\n- there are not 2 raters. {HINT}"
            )

    def test_no_rating_at_all(self) -> None:
        assert refused("item,A,B\n1,,\n") == (
            f"r.csv cannot be read as ratings:\n- no item has a rating. {HINT}"
        )

    def test_raters_without_ratings(self) -> None:
        assert refused("item,Reviewer,x,y\n1,Ann,2,3\n") == (
            "r.csv has a column 'Reviewer' of raters, but none, or more than one, that "
            f"is the rating. {HINT}"
        )

    def test_free_text(self) -> None:
        rows = "\n".join(f"{i},note {i},remark {i}" for i in range(60))

        assert refused(f"item,A,B\n{rows}") == (
            "r.csv has 120 different ratings, more than 100. Is the column of ratings "
            f"a free text? {HINT}"
        )

    def test_more_than_can_be_held(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MAX_CELLS", 3)

        assert refused(LONG) == (
            "r.csv cannot be read as ratings:\n- 2 items by 2 raters are more than 3; "
            "take a part of them."
        )

    def test_no_csv(self) -> None:
        text = f"item,A,B\n1,{'x' * 200_000},y\n"

        assert refused(text).startswith(
            "r.csv cannot be read as ratings:\n- line 2: it is no CSV (field larger"
        )

    @given(st.text(max_size=200))
    def test_anything_is_read_or_refused_in_words(self, text: str) -> None:
        try:
            read = read_ratings(text, "r.csv")
        except InvalidLog:
            assert refused(text).startswith("r.csv")
        else:
            assert read.table.shape == (len(read.items), len(read.raters))
