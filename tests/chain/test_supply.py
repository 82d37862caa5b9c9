"""Orders, silence by own rhythm, and the flow of customers: by hand and by laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.company import Sales, Source
from qc.chain.supply import leaves, supply
from qc.chain.supply_orders import NEVER, Orders, orders
from qc.core.arrays import Ints
from qc.core.errors import InvalidSeries

REFERRAL = list(Source).index(Source.REFERRAL)
WEEKS = np.arange(0, 22) * 7


def sales(bought: dict[int, list[int]], amount: float = 10.0) -> Sales:
    who = np.repeat(list(bought), [len(days) for days in bought.values()])
    day = np.array([d for days in bought.values() for d in days], dtype=np.int64)
    money = np.full(len(day), amount)
    return Sales(
        customer=who.astype(np.int64),
        day=day,
        amount=money,
        margin=money / 2,
        contact=np.full(len(day), -1),
    )


def by_referral(customers: int) -> Ints:
    return np.full(customers, REFERRAL)


class TestTheBook:
    def test_the_usual_time_is_ones_own_and_one_of_the_middle_customer(self) -> None:
        found = orders(sales({0: [0, 10, 10, 30], 1: [5], 2: [0, 40]}))

        # own means 15 and 40 days: the middle customer's is 27.5
        assert found.customer.tolist() == [0, 0, 0, 1, 2, 2]
        assert found.rank.tolist() == [0, 1, 2, 0, 0, 1]
        assert found.amount.tolist() == [10, 20, 10, 10, 10, 10]
        usual = [27.5, 37.5 / 2, 57.5 / 3, 27.5, 27.5, 67.5 / 2]
        assert found.usual.tolist() == pytest.approx(usual)
        assert found.due.tolist() == [83, 67, 88, 88, 83, 142]
        assert found.next.tolist() == [10, 30, NEVER, NEVER, 40, NEVER]
        assert found.latest.tolist() == [False, False, True, True, False, True]

    def test_a_customer_comes_falls_silent_and_is_back(self) -> None:
        found = orders(sales({0: [0, 7, 100]}), silent_after=1.0)
        # 50 days is the middle time; after day 7 usual is 28.5: silent from day 36
        flow = supply(found, by_referral(1), WEEKS)

        assert found.due[1] == 36
        assert flow.new[:, REFERRAL].tolist() == [1] + [0] * 20
        assert np.flatnonzero(flow.silent).tolist() == [5]
        assert np.flatnonzero(flow.back).tolist() == [14]
        assert flow.stock.tolist() == [1] * 5 + [0] * 9 + [1] * 7
        assert (flow.fell, flow.returned) == (1, 1)

    def test_an_order_within_the_week_of_silence_is_in_time(self) -> None:
        found = orders(sales({0: [0, 7, 40]}), silent_after=1.0)
        assert found.due[1] == 21  # (20 + 7) / 2 = 13.5 days after day 7
        early = orders(sales({0: [0, 7, 24]}), silent_after=1.0)

        assert supply(found, by_referral(1), WEEKS).silent[3] == 1
        assert early.due[1] == 17
        assert supply(early, by_referral(1), np.array([0, 14, 28])).silent.sum() == 0

    def test_who_says_that_they_leave_has_left(self) -> None:
        found = orders(sales({0: [0, 7], 1: [0, 7]}))
        said = leaves(found, np.array([1, 1]), np.array([30, 9]))
        flow = supply(found, by_referral(2), WEEKS, said)

        assert said.tolist() == [NEVER, NEVER, 9, 9]
        assert flow.left.tolist() == [0, 1] + [0] * 19
        assert flow.silent.sum() == 1

    def test_refunds_are_no_orders(self) -> None:
        assert len(orders(sales({0: [1, 2]}, amount=-1.0))) == 0


BOUGHT = st.dictionaries(
    st.integers(0, 6),
    st.lists(st.integers(-60, 146), min_size=1, max_size=8),
    min_size=1,
    max_size=6,
)


class TestAlways:
    @settings(max_examples=30)
    @given(BOUGHT, st.sampled_from([0.5, 1.0, 3.0]), st.booleans())
    def test_the_stock_is_the_sum_of_its_flows_and_what_one_would_count(
        self, bought: dict[int, list[int]], after: float, some_leave: bool
    ) -> None:
        found = orders(sales(bought), after)
        who = np.array([0, 1] if some_leave else [], dtype=np.int64)
        said = leaves(found, who, np.full(len(who), 50))
        flow = supply(found, by_referral(7), WEEKS, said)

        came = flow.new.sum(axis=1) + flow.back
        went = flow.silent + flow.left
        np.testing.assert_array_equal(flow.stock, flow.opening + came - went)
        np.testing.assert_array_equal(flow.opening[1:], flow.stock[:-1])
        counted = [_active(found, said, end) for end in WEEKS[1:]]
        assert flow.stock.tolist() == counted
        assert flow.returned <= flow.fell

    @settings(max_examples=30)
    @given(BOUGHT)
    def test_rows_in_any_order_give_the_same(
        self, bought: dict[int, list[int]]
    ) -> None:
        mixed = {who: days[::-1] for who, days in reversed(bought.items())}
        one, other = orders(sales(bought)), orders(sales(mixed))

        for name in Orders.__slots__:
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def _active(found: Orders, said: Ints, end: int) -> int:
    """Count the customers whose last order before a day still keeps them."""
    active = 0
    for who in np.unique(found.customer):
        rows = np.flatnonzero((found.customer == who) & (found.day < end))
        if len(rows):
            active += min(found.due[rows[-1]], said[rows[-1]]) >= end
    return active


class TestStatistically:
    def test_of_customers_who_go_on_few_are_called_silent(self) -> None:
        """Random orders at rates of their own; the middle time is 60 days or so."""
        rng = np.random.default_rng(5)
        gap = 1 / rng.gamma(4.0, 1 / (4.0 * 60), 500)
        times = np.cumsum(rng.exponential(1, (500, 60)) * gap[:, None], axis=1)
        bought = {
            i: row[row < 1_000].astype(int).tolist() for i, row in enumerate(times)
        }
        found = orders(sales(bought))
        known = found.day + np.ceil(3 * found.usual) < 1_000

        assert np.mean(found.next[known] > found.due[known]) < 0.1


class TestRefusals:
    def test_silence_after_no_time(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            orders(sales({0: [1]}), 0)

        assert str(refused.value) == (
            "A customer is silent after more than 0 usual times between orders; got 0."
        )
