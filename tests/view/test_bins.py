"""Bins: nothing lost, limits on borders, one width, far values apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qc.view.bins import MOST, beyond, bins
from tests.spc.makers import normal

SEEDS = st.integers(0, 300)


class TestAlways:
    @example(110, 5, 1.0, False)  # few different values, one of them far out
    @example(6, 13, 3.0, False)  # a limit nearer to zero than a bin is wide
    @given(SEEDS, st.integers(1, 500), st.floats(0.1, 3), st.booleans())
    def test_no_value_is_lost(self, seed: int, k: int, sigma: float, log: bool) -> None:
        x = np.exp(sigma * normal(k, seed))
        found = bins(x, None, 2.0, log=log)

        assert found.counts.sum() + found.over + found.under == k
        assert len(found.counts) <= MOST + 2

    @given(SEEDS, st.floats(0.2, 2), st.floats(0.05, 50), st.booleans())
    def test_the_limit_is_a_border_and_no_bar_lies_on_both_sides(
        self, seed: int, sigma: float, limit: float, log: bool
    ) -> None:
        x = np.exp(sigma * normal(200, seed))
        found = bins(x, None, limit, log=log)
        at = np.log10(limit) if log else limit

        assert np.abs(found.edges - at).min() == pytest.approx(0, abs=1e-9)
        out = beyond(found, None, limit)
        shown = found.counts[out].sum() + found.over
        assert shown == (x > limit).sum()

    @given(SEEDS, st.floats(-5, 5))
    def test_a_lower_limit_is_a_border_too(self, seed: int, limit: float) -> None:
        x = normal(200, seed)
        found = bins(x, limit, None)
        out = beyond(found, limit, None)

        assert found.counts[out].sum() + found.under == (x < limit).sum()

    @given(SEEDS)
    def test_all_have_one_width(self, seed: int) -> None:
        found = bins(np.exp(normal(300, seed)), None, 4.0)

        widths = np.diff(found.edges)
        assert widths == pytest.approx(np.full(len(widths), widths[0]))


class TestShapes:
    def test_ratings_have_a_bar_each(self) -> None:
        found = bins(np.array([1.0, 2, 2, 5]), 3.0, None)

        assert found.levels
        assert found.counts.tolist() == [1, 2, 0, 0, 1]
        assert found.middle.tolist() == [1, 2, 3, 4, 5]
        assert beyond(found, 3.0, None).tolist() == [True, True, False, False, False]

    def test_a_value_on_the_limit_keeps_it(self) -> None:
        x = np.concatenate([np.linspace(0.1, 3.9, 50), np.full(7, 4.0), [4.5] * 3])
        found = bins(x, None, 4.0)

        assert found.counts[beyond(found, None, 4.0)].sum() + found.over == 3

    def test_what_lies_far_out_is_counted_apart(self) -> None:
        x = np.append(np.linspace(1, 10, 200), [500.0, 900.0])
        found = bins(x, None, None)

        assert found.over == 2
        assert found.edges[-1] < 60

    def test_zeros_have_no_logarithm(self) -> None:
        found = bins(np.array([0.0, 0.0, 1, 2, 3, 4]), log=True)

        assert found.under == 2
        assert found.counts.sum() == 4

    @pytest.mark.parametrize("log", [False, True])
    def test_one_value_and_equal_ones(self, log: bool) -> None:
        assert bins(np.array([3.0]), None, 72.0, log=log).counts.sum() == 1
        assert bins(np.full(40, 3.0), log=log).counts.sum() == 40

    def test_nothing_but_zeros_in_logarithms(self) -> None:
        assert bins(np.zeros(5), None, 4.0, log=True).under == 5
