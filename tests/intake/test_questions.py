"""Open questions: when the whole file answers them, and how they are put."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.intake.questions import Question, QuestionKind, ask, settle
from tests.intake.conftest import reads

DAY, MONTH = "%d/%m/%Y", "%m/%d/%Y"
ORDER = Question(
    field="opened_at",
    column="Created",
    kind=QuestionKind.DATE_ORDER,
    options=((DAY,), (MONTH,)),
    first="01/03/2026",
    last="02/03/2026",
)


def failures(texts: list[str]) -> list[int]:
    """Probe a column of texts the way a store does."""
    return [
        sum(not any(reads(text, fmt) for fmt in formats) for text in texts)
        for formats in ORDER.probes
    ]


class TestSettle:
    @pytest.mark.parametrize(
        ("texts", "formats"),
        [
            (["01/03/2026"] * 1000 + ["25/03/2026"], (DAY,)),
            (["01/03/2026"] * 1000 + ["03/25/2026"], (MONTH,)),
            (["01/03/2026", "25/03/2026", "Total"], (DAY,)),
            (["01/03/2026", "12/12/2026"], None),
            (["25/03/2026", "03/25/2026"], None),
            (["Total"], None),
            ([], None),
        ],
    )
    def test_one_date_that_fits_one_order_only_decides(
        self, texts: list[str], formats: tuple[str, ...] | None
    ) -> None:
        assert settle(ORDER, failures(texts)) == formats

    @settings(deadline=None)
    @given(st.lists(st.dates(), min_size=1))
    def test_never_settles_for_the_wrong_order(self, days: list[date]) -> None:
        texts = [f"{day:%d/%m/}{day.year:04d}" for day in days]

        assert settle(ORDER, failures(texts)) in {(DAY,), None}


class TestAsk:
    def test_shows_first_and_last_both_ways(self) -> None:
        assert str(ask(ORDER, failures(["01/03/2026", "02/03/2026"]))) == (
            "The dates in column 'Created' can be read day first or month first: "
            "'01/03/2026' is 1 March 2026 or 3 January 2026; "
            "'02/03/2026' is 2 March 2026 or 3 February 2026. "
            "Answer day first or month first."
        )

    def test_counts_where_both_orders_occur(self) -> None:
        texts = ["25/03/2026", "26/03/2026", "03/25/2026", "01/01/2026", "Total"]

        assert str(ask(ORDER, failures(texts))) == (
            "Column 'Created' mixes two orders of dates: 2 can only be read day first, "
            "1 only month first. Answer day first or month first. "
            "What does not fit will be set aside."
        )

    def test_needs_no_example(self) -> None:
        empty = Question(
            field="closed_at",
            column="Closed",
            kind=QuestionKind.DATE_ORDER,
            options=ORDER.options,
        )

        assert ask(empty).what == (
            "The dates in column 'Closed' can be read day first or month first."
        )

    def test_decimal_marks(self) -> None:
        question = Question(
            field="amount",
            column="Amount",
            kind=QuestionKind.DECIMAL,
            options=((".", ","), (",", "")),
            first="1,234",
            last="2,500",
        )

        assert question.probes == ()
        assert str(ask(question)) == (
            "The numbers in column 'Amount', such as '1,234' and '2,500', can be read "
            "with a decimal mark or with a thousands mark. "
            "Answer with the decimal mark, '.' or ','."
        )

    def test_zones(self) -> None:
        question = Question(field="opened_at", column="Created", kind=QuestionKind.ZONE)

        assert str(ask(question)) == (
            "The times in column 'Created' do not say their time zone. "
            "Answer with an IANA zone such as Europe/Berlin."
        )
