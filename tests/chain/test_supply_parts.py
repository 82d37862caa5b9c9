"""Concentration, lead time, supply at risk, promises of both sides."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.btyd import fit
from qc.chain.company import EPOCH
from qc.chain.histories import Histories, histories
from qc.chain.purchases import purchases
from qc.chain.supply_concentration import concentration
from qc.chain.supply_lead import lead
from qc.chain.supply_orders import Orders, orders
from qc.chain.supply_promises import promises, saying
from qc.chain.supply_risk import Ahead, at_risk
from tests.chain.buyers import Shop, mbg
from tests.chain.ledger_tables import contacts
from tests.chain.test_supply import WEEKS, sales

RNG = np.random.default_rng(3)


def _histories(found: Orders, today: int) -> Histories:
    days = EPOCH + found.day * np.timedelta64(1, "D")
    bought = purchases(found.customer, days, np.nan_to_num(found.amount))
    return histories(bought, EPOCH + np.timedelta64(today, "D"))


class TestTheBook:
    def test_the_shares_of_four_customers(self) -> None:
        found = concentration(np.array([1.0, 4.0, 2.0, 3.0]), RNG)

        assert found.gini.value == pytest.approx(0.25)
        assert found.herfindahl.value == pytest.approx(0.3)
        assert found.tops[2][1].value == pytest.approx(0.4 * 0.4)
        assert found.curve.tolist() == [
            [0, 0],
            [0.25, 0.4],
            [0.5, 0.7],
            [0.75, pytest.approx(0.9)],
            [1, 1],
        ]
        assert found.gini.short[0].got == 4

    def test_nothing_to_share(self) -> None:
        found = concentration(np.array([0.0, -5.0]), RNG)

        assert math.isnan(found.gini.value)
        assert math.isnan(found.gini.interval[0])
        assert (found.below, len(found.curve)) == (1, 0)

    def test_the_time_between_orders_against_ones_own(self) -> None:
        found = orders(sales({0: [0, 10, 20, 50], 1: [0, 40]}))
        # the middle time is 28.3 days: after two of 10 days usual is (28.3 + 20) / 3
        times = lead(found, WEEKS)

        assert times.n.tolist()[:8] == [0, 1, 1, 0, 0, 1, 0, 1]
        assert times.days[7] == 30
        assert times.ratio[7] == pytest.approx(30 / ((28.3333333 + 20) / 3))
        assert times.long.sum() == 1
        assert np.isnan(times.days[0])

    def test_promises_of_both_sides(self) -> None:
        log = contacts(
            customer=[0, 1, 2, 3],
            opened=[1.0, 2.0, 8.0, 300.0],
            late=[0, 1, math.nan, 1],
            defective=[0, 0, 1, math.nan],
            reason=[0, 1, -1, 1],
        )
        theirs = saying(("delivery", "Customer NO-SHOW"), ("no-show", "unpaid"))
        found = promises(log, theirs, WEEKS)

        assert theirs.tolist() == [False, True]
        assert (found.due[0], found.in_time[0]) == (2, 1)
        assert (found.judged[1], found.sound[1]) == (1, 0)
        assert (found.met[0], found.broken_by_them[0]) == (2, 1)
        assert found.told
        assert not promises(log, np.zeros(2, dtype=bool), WEEKS).told

    def test_at_risk_is_who_is_silent_most_to_win_back_first(self) -> None:
        shop = mbg(Shop(customers=600), np.random.default_rng(2))
        day = (shop.day - EPOCH).astype(np.int64)
        today = int(day.min()) + 540
        own: dict[int, list[int]] = {}
        for who, when in zip(shop.customer.tolist(), day.tolist(), strict=True):
            own.setdefault(who, []).append(when)
        found = orders(sales(own))
        known = _histories(found, today)
        risk = at_risk(found, known, fit(known), Ahead(today=today, days=90))

        assert 0 < len(risk.silent) < 600
        assert risk.active + len(risk.silent) == 600
        assert np.all(risk.silent.silent >= 3 * risk.silent.usual - 1)
        assert 0 < risk.still.value < risk.all.value
        worth = risk.silent.still_expected * risk.silent.each
        assert np.all(np.diff(worth) <= 1e-12)
        assert risk.money == pytest.approx(5 * risk.still.value)
        gone = np.ones(600, dtype=bool)
        assert (
            len(
                at_risk(
                    found, known, fit(known), Ahead(today=today, days=90), gone
                ).silent
            )
            == 0
        )

    def test_without_a_model_the_list_goes_by_rhythm(self) -> None:
        found = orders(sales({0: [0], 1: [0]}))
        known = _histories(found, 20_000)
        risk = at_risk(found, known, fit(known), Ahead(today=20_000, days=90))

        assert len(risk.silent) == 0  # nobody came back: there is no usual time
        assert math.isnan(risk.money)


class TestAlways:
    @settings(max_examples=20)
    @given(st.lists(st.integers(0, 1000), min_size=2, max_size=40), st.integers(2, 9))
    def test_the_unit_changes_nothing_and_equals_have_equal_shares(
        self, values: list[int], times: int
    ) -> None:
        value = np.array(values, dtype=np.float64)
        one, other = (
            concentration(v, np.random.default_rng(1), draws=5)
            for v in (value, times * value)
        )
        np.testing.assert_allclose(one.gini.value, other.gini.value)
        if value.sum() > 0:
            assert 0 <= one.gini.value + 1e-12 < 1
            assert one.herfindahl.value >= 1 / len(value) - 1e-12
            assert one.tops[0][1].value <= one.tops[2][1].value
            even = concentration(np.full(len(value), 2.0), RNG, draws=2)
            assert even.gini.value == pytest.approx(0, abs=1e-12)


class TestStatistically:
    def test_the_interval_of_gini_covers(self) -> None:
        """Exponential values: the true Gini is one half."""
        rng, hits = np.random.default_rng(4), 0
        for _ in range(60):
            found = concentration(rng.exponential(1, 300), rng, draws=100)
            hits += found.gini.interval[0] <= 0.5 <= found.gini.interval[1]

        assert hits >= 52
