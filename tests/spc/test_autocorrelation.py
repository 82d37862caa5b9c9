"""Lag-1 autocorrelation: by hand, its laws, and what it does to limits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.spc.autocorrelation import (
    corrected_phi,
    is_autocorrelated,
    lag1,
    residuals,
    threshold,
    widened,
)
from tests.spc.makers import normal


class TestTheBook:
    def test_four_values_by_hand(self) -> None:
        """Gaps -1.5 -0.5 0.5 1.5: (0.75 - 0.25 + 0.75) / 5."""
        assert lag1(np.array([1.0, 2.0, 3.0, 4.0])) == pytest.approx(0.25)

    def test_a_quarter_century_of_weeks(self) -> None:
        assert threshold(100) == 0.2


class TestAlways:
    @given(st.integers(0, 1000), st.floats(0.1, 9), st.floats(-99, 99))
    def test_unit_and_origin_do_not_matter(
        self, seed: int, scale: float, shift: float
    ) -> None:
        x = normal(20, seed)

        assert lag1(scale * x + shift) == pytest.approx(lag1(x), abs=1e-6)

    def test_a_gap_parts_its_neighbours(self) -> None:
        x = np.array([1.0, 2.0, np.nan, 3.0, 4.0])

        assert lag1(x) == pytest.approx((0.75 + 0.75) / 5)

    def test_points_left_out_are_gaps(self) -> None:
        x = np.array([1.0, 2.0, 99.0, 3.0, 4.0])

        assert lag1(x, x < 9) == pytest.approx((0.75 + 0.75) / 5)

    @pytest.mark.parametrize("x", [np.full(5, 3.0), np.full(5, np.nan)])
    def test_nothing_varies_nothing_correlates(self, x: np.ndarray) -> None:
        assert math.isnan(lag1(x))
        assert not is_autocorrelated(x, ~np.isnan(x))

    def test_the_correction_stays_where_limits_exist(self) -> None:
        assert corrected_phi(-0.9, 20) == 0.0
        assert corrected_phi(0.99, 20) == 0.95
        assert widened(2.0, 0.75) == 4.0

    def test_residuals_are_missing_after_a_gap(self) -> None:
        x = np.array([1.0, 2.0, np.nan, 3.0, 4.0])

        told = residuals(x, 2.0, 0.5)

        np.testing.assert_array_equal(told, [np.nan, 0.5, np.nan, np.nan, 1.5])


@pytest.mark.statistical
class TestStatistically:
    def test_independent_series_are_rarely_called_autocorrelated(self) -> None:
        rng = np.random.default_rng(11)
        everything = np.ones(50, dtype=bool)

        found = [
            is_autocorrelated(rng.normal(size=50), everything) for _ in range(1000)
        ]

        assert 0.003 < np.mean(found) < 0.04

    def test_a_series_with_memory_is_called_so_and_its_sigma_restored(self) -> None:
        rng = np.random.default_rng(12)
        phi, shocks = 0.6, rng.normal(size=5_000)
        x = np.zeros(5_000)
        for i in range(1, len(x)):
            x[i] = phi * x[i - 1] + shocks[i]
        from_ranges = np.abs(np.diff(x)).mean() * math.sqrt(math.pi) / 2

        r1 = lag1(x)

        assert is_autocorrelated(x, np.ones(len(x), dtype=bool))
        assert from_ranges < 0.7 * x.std()
        assert widened(from_ranges, corrected_phi(r1, len(x))) == pytest.approx(
            x.std(), rel=0.05
        )
