"""Consistent, responsive, outstanding: three numbers with their intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.between_groups import between_groups
from qc.chain.consistent import consistency
from qc.chain.evidence import Want
from qc.chain.responsive import Zone, outstanding, responsive
from qc.core.errors import InvalidSeries


class TestTheBook:
    def test_the_zone_of_tolerance(self) -> None:
        assert Zone(adequate=6.4, desired=8.2).position(7.1) == pytest.approx(
            0.39, abs=0.005
        )

    def test_times_and_scores_have_one_formula(self) -> None:
        assert Zone(adequate=60, desired=20).position(30) == pytest.approx(0.75)

    def test_open_cases_wait_and_are_not_dropped(self) -> None:
        waited = np.array([10.0, 20, 30, 40, 50, 60])
        answered = np.array([True, True, False, True, True, False])

        found = responsive(waited, answered, Zone(adequate=45, desired=20))

        assert found.in_time.value == pytest.approx(1 - 4 / 6 * 2 / 3)
        assert found.as_desired.value == pytest.approx(2 / 6)
        assert (found.median.value, found.open_cases) == (40, 2)
        assert found.position.value == pytest.approx(0.2)
        assert not found.nine_in_ten.known

    def test_shares_at_or_beyond_a_level(self) -> None:
        scores = np.array([5, 4, 4, 3, np.nan, 1])

        found = outstanding(scores, Zone(adequate=3, desired=5))

        assert found.as_desired.value == 0.2
        assert found.adequate.value == 0.8
        assert found.position.value == pytest.approx((3.4 - 3) / 2)
        assert found.unknown == 1
        assert found.as_desired.short[0].what is Want.CASES


class TestAlways:
    counts = st.lists(
        st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
        min_size=2,
        max_size=8,
    )

    @settings(max_examples=25)
    @given(counts)
    def test_rho_lies_in_its_interval_and_faults_and_rights_are_alike(
        self, rows: list[tuple[int, int]]
    ) -> None:
        n, x = np.array(rows, dtype=float).T
        found, other = consistency(n, x), consistency(n, n - x)

        assert other.rho.value == pytest.approx(found.rho.value, nan_ok=True, abs=1e-3)
        if found.rho.known:
            low, high = found.rho.interval
            assert 0 <= low <= found.rho.value <= high <= 1
            assert 0 <= found.p_value <= 1

    @given(st.lists(st.floats(-9, 9), min_size=6, max_size=30), st.integers(0, 9))
    def test_a_shift_of_all_values_changes_nothing(
        self, values: list[float], seed: int
    ) -> None:
        group = np.random.default_rng(seed).integers(0, 3, len(values))
        rounded = np.round(np.array(values), 2)
        one, other = (between_groups(rounded + by, group) for by in (0.0, 32.0))

        assert 0 <= one.share.value <= 1 or math.isnan(one.share.value)
        assert other.share.value == pytest.approx(
            one.share.value, nan_ok=True, abs=1e-6
        )

    def test_one_share_for_all_is_rho_0(self) -> None:
        found = consistency(np.full(8, 50.0), np.full(8, 10.0))

        assert found.rho.value == 0
        assert found.rho.interval[0] == 0
        assert (found.a, found.p_value) == (math.inf, 1)

    def test_no_defect_at_all_says_nothing_of_agents(self) -> None:
        assert not consistency(np.full(8, 50.0), np.zeros(8)).rho.known
        assert not consistency(np.array([50.0]), np.array([5.0])).rho.known

    def test_agents_who_never_vary_but_differ(self) -> None:
        found = between_groups(np.array([1.0, 1, 2, 2]), np.array([0, 0, 1, 1]))

        assert found.share.value == 1
        assert found.means.p == 0
        assert math.isnan(found.share.interval[0])
        assert math.isnan(found.welch.f)

    def test_single_values_say_nothing_of_what_is_within(self) -> None:
        found = between_groups(np.array([1.0, 2, 3]), np.arange(3))

        assert not found.share.known
        assert {each.what for each in found.share.short} == {Want.GROUPS, Want.CASES}


class TestStatistically:
    def test_rho_is_found_and_chance_alone_seldom_claimed(self) -> None:
        rng = np.random.default_rng(4)
        n = np.full(24, 200.0)
        covered, claimed = 0, 0
        for _ in range(30):
            share = rng.beta(0.1 * 49, 0.9 * 49, 24)  # rho 0.02
            low, high = consistency(
                n, rng.binomial(200, share).astype(float)
            ).rho.interval
            covered += low <= 0.02 <= high
            alike = consistency(n, rng.binomial(200, 0.1, 24).astype(float))
            claimed += alike.p_value < 0.05

        assert covered >= 25  # 28.5 on average
        assert claimed <= 5  # 1.5 on average

    def test_the_interval_of_the_share_between_agents_covers(self) -> None:
        rng = np.random.default_rng(5)
        group = np.repeat(np.arange(20), 15)
        covered = 0
        for _ in range(60):
            values = rng.normal(size=300) + 0.5 * rng.normal(size=20)[group]
            low, high = between_groups(values, group).share.interval
            covered += low <= 0.2 <= high

        assert covered >= 51  # 57 on average


class TestRefusals:
    def test_a_zone_without_width(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Zone(adequate=5, desired=5)

        assert str(refused.value) == (
            "What is desired must differ from what is adequate; got 5 and 5."
        )

    def test_more_events_than_cases(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            consistency(np.array([2.0]), np.array([3.0]))

        assert str(refused.value) == (
            "The events of a group are a count from 0 up to its number of cases."
        )

    def test_groups_without_events(self) -> None:
        with pytest.raises(InvalidSeries, match="Each group needs its cases and its"):
            consistency(np.array([2.0, 3]), np.array([1.0]))

    def test_a_value_that_is_none(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            between_groups(np.array([np.nan]), np.array([0]))

        assert str(refused.value) == (
            "Each value is a finite number and has its group."
        )
