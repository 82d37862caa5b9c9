"""Earned growth: what adds up, what is unknown, and how sure it is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.company import Company, Sales
from qc.chain.earned_growth import (
    Revenue,
    Totals,
    earned_growth,
    of_totals,
)
from qc.chain.earned_growth_years import years
from qc.chain.evidence import Want
from qc.chain.referral_people import people
from qc.core.errors import InvalidSeries
from qc.simulate.profiles import NULL_FLAT, SAMPLE, TINY
from tests.chain.simulated import company


class TestTheBook:
    def test_the_example_of_the_methods(self) -> None:
        found = of_totals(Totals(before=1000, same=950, earned=120, bought=180))

        assert found.retained.value == pytest.approx(0.95)
        assert found.earned.value == pytest.approx(0.12)
        assert found.growth.value == pytest.approx(0.07)
        assert found.total == pytest.approx(0.25)
        assert found.growth.short == ()

    def test_few_known_reasons_are_told(self) -> None:
        found = of_totals(Totals(before=10, same=9, earned=1, bought=1, unknown=2))

        assert found.known == pytest.approx(0.5)
        assert [one.what for one in found.growth.short] == [Want.REASONS]
        assert list(found.limits) == pytest.approx([0.0, 0.2])


class TestAlways:
    @settings(max_examples=30)
    @given(
        st.lists(
            st.tuples(st.integers(0, 90), st.integers(0, 90), st.integers(0, 3)),
            max_size=60,
        )
    )
    def test_growth_adds_up(self, rows: list[tuple[int, int, int]]) -> None:
        before, now, why = np.array(rows, dtype=float).reshape(-1, 3).T
        found = earned_growth(
            Revenue(before=before, now=now, reason=why.astype(np.int64))
        )
        if not before.sum():
            assert math.isnan(found.growth.value)
            return
        low, high = found.limits
        parts = found.growth.value + found.bought + found.unknown
        assert parts == pytest.approx(found.total)
        assert low <= high == pytest.approx(low + found.unknown)
        assert found.total == pytest.approx(now.sum() / before.sum() - 1)


class TestStatistically:
    def test_the_interval_holds_as_often_as_it_says(self) -> None:
        held = []
        for seed in range(80):
            rng = np.random.default_rng(seed)
            before = rng.gamma(1.0, 100.0, 400) * (rng.random(400) < 0.6)
            now = rng.gamma(1.0, 80.0, 400)
            why = rng.integers(1, 3, 400)
            low, high = earned_growth(
                Revenue(before=before, now=now, reason=why)
            ).growth.interval
            held.append(low <= (0.6 * 80 + 0.4 * 80 / 2) / 60 - 1 <= high)

        assert 0.88 <= np.mean(held) <= 1


class TestACompany:
    def test_two_equal_stretches_stand_in_for_years(self) -> None:
        found = company(TINY, 1)
        short = years(found, people(found))

        assert short.days == 0
        assert short.wide.growth.short[0].what is Want.YEARS
        longer = company(replace(NULL_FLAT, days=400, organic=0.8), 1)
        half = years(longer, people(longer))
        assert half.days == pytest.approx(200, abs=5)
        assert half.wide.growth.known
        assert half.wide.growth.short[0].got == pytest.approx(1.1)

    def test_only_recommended_customers_are_earned_in_the_narrow_reading(self) -> None:
        found = company(replace(NULL_FLAT, days=740, organic=0.8), 1)
        told = years(found, people(found))

        assert told.days == 365
        assert told.wide.known == 1
        assert told.narrow.totals.unknown > 0
        assert told.narrow.earned.value < told.wide.earned.value
        assert told.narrow.limits[1] == pytest.approx(told.wide.growth.value)
        assert told.narrow.total == pytest.approx(told.wide.total)

    def test_purchases_of_those_who_stayed_say_nothing_of_those_who_left(self) -> None:
        found = company(replace(SAMPLE, organic=0.6), 1)
        told = years(found, people(found))

        assert told.still_here
        assert told.days < 365

    def test_nothing_bought(self) -> None:
        found = company(TINY, 1)
        none = Sales(
            customer=np.zeros(0, int),
            day=np.zeros(0, int),
            amount=np.zeros(0),
            margin=np.zeros(0),
            contact=np.zeros(0, int),
        )
        empty: Company = replace(found, sales=none)

        told = years(empty, people(empty))

        assert told.days == 0
        assert not told.wide.growth.known


class TestRefusals:
    def test_columns_of_different_lengths(self) -> None:
        with pytest.raises(InvalidSeries, match="got 1, 2 and 1"):
            Revenue(before=np.ones(1), now=np.ones(2), reason=np.zeros(1, int))
