"""Coming back a second time, and whether groups differ in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.evidence import Want
from qc.chain.logrank import compared
from qc.chain.purchases import purchases
from qc.chain.repurchase import repurchase, second
from qc.core.errors import InvalidSeries
from qc.core.survival import kept

END = np.datetime64("2025-03-31")


def _bought(*rows: tuple[int, str]) -> tuple[np.ndarray, np.ndarray, int]:
    who = np.array([row[0] for row in rows], dtype=np.int64)
    days = np.array([row[1] for row in rows], dtype="datetime64[D]")
    found = second(purchases(who, days, np.ones(len(who))), END)
    return found.waited, found.came, found.left_out


class TestTheBook:
    def test_days_to_the_second_purchase_day(self) -> None:
        waited, came, left_out = _bought(
            (0, "2025-03-01"),
            (0, "2025-03-01"),
            (0, "2025-03-11"),
            (0, "2025-03-20"),
            (1, "2025-03-21"),
            (2, "2025-03-31"),
            (3, "2025-03-30"),
            (3, "2025-04-02"),
        )

        assert waited.tolist() == [10, 10, 1]
        assert came.tolist() == [True, False, False]
        assert left_out == 1

    def test_two_groups_by_hand(self) -> None:
        """One event at 1 of 2 and 2 at risk, one at 2 of 1 and 2."""
        found = compared(
            np.array([1.0, 3.0, 2.0, 3.0]),
            np.array([True, False, True, False]),
            np.array([0, 0, 1, 1]),
        )

        assert found.expected == pytest.approx([1 / 2 + 1 / 3, 1 / 2 + 2 / 3])
        gap, variance = 1 - 5 / 6, 1 / 4 + 2 / 9
        assert found.statistic == pytest.approx(gap**2 / variance)


class TestAlways:
    rows = st.lists(
        st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 2)),
        min_size=1,
        max_size=40,
    )

    @given(rows)
    def test_events_are_those_expected_in_all(
        self, rows: list[tuple[int, bool, int]]
    ) -> None:
        waited, came, group = (np.array(column) for column in zip(*rows, strict=True))
        found = compared(waited.astype(float), came, group)

        assert found.observed.sum() == came.sum()
        assert found.expected.sum() == pytest.approx(came.sum())
        assert np.isnan(found.p_value) or 0 <= found.p_value <= 1

    @given(rows)
    def test_strata_of_their_own_compare_nothing(
        self, rows: list[tuple[int, bool, int]]
    ) -> None:
        waited, came, group = (np.array(column) for column in zip(*rows, strict=True))
        found = compared(waited.astype(float), came, group, group)

        assert (found.df, np.isnan(found.p_value)) == (0, True)


class TestStatistically:
    def test_equal_groups_differ_as_often_as_said(self) -> None:
        found, seeds = 0, 400
        for seed in range(seeds):
            rng = np.random.default_rng(seed)
            time, limit = rng.exponential(50, 80), rng.uniform(10, 90, 80)
            group = rng.integers(0, 3, 80)
            test = compared(np.minimum(time, limit), time <= limit, group)
            found += test.p_value <= 0.05

        assert found / seeds <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / seeds)
        assert found / seeds >= 0.02


class TestRefusals:
    def test_nobody_bought(self) -> None:
        nothing = purchases(np.zeros(0, np.int64), np.zeros(0, "M8[D]"), np.zeros(0))
        found = repurchase(second(nothing, END))

        assert found.curve is None
        assert {each.what for each in found.short} == {Want.CUSTOMERS, Want.EVENTS}

    def test_a_few_make_a_curve_that_says_it_is_one_of_few(self) -> None:
        who = np.array([0, 0, 1])
        days = np.array(["2025-03-01", "2025-03-11", "2025-03-05"], dtype="M8[D]")
        found = repurchase(second(purchases(who, days, np.ones(3)), END))

        assert found.curve is not None
        assert kept(found.curve, 20).share == 0.5
        assert [(each.what, each.got) for each in found.short] == [
            (Want.CUSTOMERS, 2),
            (Want.EVENTS, 1),
        ]

    def test_groups_of_other_lengths(self) -> None:
        with pytest.raises(InvalidSeries, match="got 1, 2 and 1 of them"):
            compared(np.ones(1), np.ones(2, dtype=bool), np.zeros(1, dtype=int))

    def test_times_below_zero(self) -> None:
        with pytest.raises(InvalidSeries, match="groups go from 0 up"):
            compared(-np.ones(1), np.ones(1, dtype=bool), np.zeros(1, dtype=int))
