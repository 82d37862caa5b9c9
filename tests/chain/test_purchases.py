"""One purchase a customer and day; histories of them by hand and in law."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.histories import Histories, histories
from qc.chain.purchases import Purchases, purchases, until
from qc.core.errors import InvalidSeries

ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 60), st.integers(-5, 50)),
    min_size=1,
    max_size=60,
)


def _made(rows: list[tuple[int, int, int]], **how: bool) -> Purchases:
    who, day, much = (np.array(column) for column in zip(*rows, strict=True))
    days = np.datetime64("2025-01-01") + day * np.timedelta64(1, "D")
    return purchases(who, days, much.astype(float), **how)


END = np.datetime64("2025-02-10")


class TestTheBook:
    def test_orders_of_one_day_are_one_and_the_first_counts_for_nothing(self) -> None:
        found = histories(_made([(0, 3, 40), (0, 3, 10), (0, 20, 30), (1, 40, 5)]), END)

        assert found.repeats.tolist() == [1, 0]
        assert found.last.tolist() == [17, 0]
        assert found.age.tolist() == [37, 0]
        assert found.spend[0] == 30
        assert np.isnan(found.spend[1])

    def test_who_first_bought_after_the_end_does_not_appear(self) -> None:
        found = histories(_made([(4, 50, 9), (2, 1, 9)]), END)

        assert found.customer.tolist() == [2]

    def test_rows_are_accounted_for(self) -> None:
        found = _made([(0, 3, 40), (0, 3, 10), (0, 4, -1), (0, 5, 0)], only_paid=True)

        assert (found.merged, found.left_out, len(found)) == (1, 2, 1)
        assert found.amount.tolist() == [50]

    def test_nobody_bought(self) -> None:
        nothing = until(_made([(0, 3, 40)]), np.datetime64("2024-12-31"))

        assert len(histories(nothing, END)) == 0


class TestAlways:
    @given(ROWS, st.randoms(use_true_random=False))
    def test_the_order_of_rows_does_not_matter(
        self, rows: list[tuple[int, int, int]], random: object
    ) -> None:
        mixed = list(rows)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        one, other = (histories(_made(each), END) for each in (rows, mixed))

        for name in ("customer", "repeats", "last", "age"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        np.testing.assert_allclose(one.spend, other.spend)

    @given(ROWS)
    def test_no_row_and_no_money_is_lost(
        self, rows: list[tuple[int, int, int]]
    ) -> None:
        found = _made(rows)

        assert found.rows.sum() == len(rows)
        assert found.amount.sum() == sum(much for _, _, much in rows)
        assert found.merged == len(rows) - len({row[:2] for row in rows})


class TestRefusals:
    def test_columns_of_different_lengths(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            purchases(np.array([1]), END + np.arange(2), np.array([1.0]))

        assert str(refused.value) == (
            "Each purchase needs a customer, a day and an amount; got 1, 2 and 1 of "
            "them."
        )

    def test_no_amount(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            purchases(np.array([1]), np.array([END]), np.array([np.nan]))

        assert str(refused.value) == (
            "A purchase needs a day and a finite amount; leave the other rows out and "
            "say how many they are."
        )

    def test_nobodys_number(self) -> None:
        with pytest.raises(InvalidSeries, match="from 0 up; -1 is nobody's number"):
            purchases(np.array([-1]), np.array([END]), np.array([1.0]))

    @pytest.mark.parametrize(
        ("repeats", "last", "age", "said"),
        [
            (1, 9, 8, "0 <= last <= age in days"),
            (0, 3, 8, "Who came back has a last day above 0"),
            (2, 0, 8, "Who came back has a last day above 0"),
        ],
    )
    def test_histories_that_cannot_be(
        self, repeats: int, last: int, age: int, said: str
    ) -> None:
        one = (np.array([each]) for each in (0, repeats, last, age))
        names = ("customer", "repeats", "last", "age")
        with pytest.raises(InvalidSeries, match=said):
            Histories(**dict(zip(names, one, strict=True)), spend=np.array([np.nan]))

    def test_histories_of_different_lengths(self) -> None:
        one, two = np.zeros(1, dtype=np.int64), np.zeros(2, dtype=np.int64)
        with pytest.raises(InvalidSeries, match="needs repeats, last, age and spend"):
            Histories(customer=one, repeats=two, last=one, age=one, spend=np.zeros(1))
