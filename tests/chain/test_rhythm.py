"""Silence against the customer's own rhythm: by hand, laws, false alarms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.evidence import Want
from qc.chain.purchases import purchases
from qc.chain.rhythm import Silences, rhythm, silences
from qc.core.errors import InvalidSeries
from tests.chain.buyers import START, day

TODAY = day(200)


def _silences(orders: dict[int, list[int]]) -> Silences:
    who = np.repeat(list(orders), [len(each) for each in orders.values()])
    days = [each for own in orders.values() for each in own]
    when = START + np.array(days, dtype=np.int64) * np.timedelta64(1, "D")
    return silences(purchases(who, when, np.ones(len(who))), TODAY)


class TestTheBook:
    def test_a_monthly_customer_silent_for_fifty_days(self) -> None:
        found = _silences({7: [0, 30, 60, 88, 120, 150], 9: [190]})

        assert found.customer.tolist() == [7, 9]
        assert found.gaps.tolist() == [5, 0]
        assert found.usual[0] == 30
        assert found.silent.tolist() == [50, 10]
        assert found.ratio[0] == pytest.approx(5 / 3)
        assert found.chance[0] == pytest.approx(1 / 6)
        assert np.isnan([found.usual[1], found.chance[1]]).all()

    def test_the_series_of_a_t_chart(self) -> None:
        days = START + np.array([30, 0, 0, 44]) * np.timedelta64(1, "D")
        found = rhythm(days)

        assert found.gaps.value.tolist() == [30, 14]
        assert found.gaps.at.astype("M8[D]").tolist() == [
            day(30).item(),
            day(44).item(),
        ]
        assert [(each.what, each.got) for each in found.short] == [(Want.GAPS, 2)]


ORDERS = st.dictionaries(
    st.integers(0, 9),
    st.lists(st.integers(0, 200), min_size=1, max_size=12),
    min_size=1,
    max_size=6,
)


class TestAlways:
    @given(ORDERS)
    def test_each_customer_is_what_they_are_alone(
        self, orders: dict[int, list[int]]
    ) -> None:
        together = _silences(orders)
        for i, who in enumerate(together.customer.tolist()):
            days = sorted(set(orders[who]))
            gaps = np.diff(days)
            assert together.gaps[i] == len(gaps)
            assert together.silent[i] == 200 - days[-1]
            if len(gaps):
                assert together.usual[i] == np.median(gaps)
            if len(gaps) >= 5:
                longer = (gaps >= together.silent[i]).sum()
                assert together.chance[i] == (1 + longer) / (len(gaps) + 1)

    @given(ORDERS, st.integers(1, 3))
    def test_slower_customers_are_judged_by_slower_clocks(
        self, orders: dict[int, list[int]], times: int
    ) -> None:
        slow = {w: [200 - times * (200 - d) for d in own] for w, own in orders.items()}
        one, other = _silences(orders), _silences(slow)

        np.testing.assert_array_equal(one.chance, other.chance)


class TestStatistically:
    @pytest.mark.parametrize(("shape", "most"), [(1.0, 0.12), (3.0, 0.10)])
    def test_customers_who_go_on_are_shown_as_seldom_as_said(
        self, shape: float, most: float
    ) -> None:
        """19 own gaps each; orders go on past the day of looking."""
        rng = np.random.default_rng(11)
        orders = {}
        for who in range(600):
            times = np.cumsum(rng.gamma(shape, 20 / shape, 120))
            before = times[times < 1_000][-20:]
            orders[who] = (200 - 1_000 + np.ceil(before)).astype(int).tolist()
        found = _silences(orders)

        assert np.nanmean(found.chance <= 0.1) <= most


class TestRefusals:
    def test_a_purchase_after_today(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            _silences({1: [201]})

        assert str(refused.value) == (
            "A purchase lies after 2024-07-19; take those until then, or a later day."
        )

    def test_an_order_without_a_day(self) -> None:
        with pytest.raises(InvalidSeries, match="without a day is in no rhythm"):
            rhythm(np.array(["NaT"], dtype="M8[D]"))

    def test_one_order_has_no_gap(self) -> None:
        found = rhythm(np.array([START]))

        assert len(found.gaps) == 0
        assert found.short[0].need == 5
