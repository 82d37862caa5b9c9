"""Pearson's test of counts: the printed quantiles, the sums, the simulated rate."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtrc

from qc.spc.dispersion import chi_square_tail, dispersion


class TestTheBook:
    @pytest.mark.parametrize(
        ("x", "df", "tail"),
        [(3.841, 1, 0.05), (5.991, 2, 0.05), (18.307, 10, 0.05), (41.638, 23, 0.01)],
    )
    def test_the_table_of_quantiles(self, x: float, df: int, tail: float) -> None:
        assert chi_square_tail(x, df) == pytest.approx(tail, rel=1e-3)


class TestAlways:
    @given(st.floats(1e-6, 2_000), st.integers(1, 400))
    def test_the_finite_sum_is_the_tail(self, x: float, df: int) -> None:
        assert chi_square_tail(x, df) == pytest.approx(
            float(chdtrc(df, x)), rel=1e-9, abs=1e-300
        )

    def test_one_point_tells_nothing(self) -> None:
        found = dispersion(np.array([0.0]))

        assert (found.df, found.p_value, found.too_wide) == (0, 1.0, False)
        assert math.isnan(found.ratio)

    def test_no_excess_at_all(self) -> None:
        assert chi_square_tail(0.0, 5) == 1.0


@pytest.mark.statistical
class TestStatistically:
    def test_counts_that_follow_the_law_are_rarely_called_too_wide(self) -> None:
        rng = np.random.default_rng(21)
        drawn = rng.binomial(400, 0.1, size=(2_000, 24))
        share = drawn.mean(axis=1, keepdims=True) / 400
        z = (drawn / 400 - share) / np.sqrt(share * (1 - share) / 400)

        rate = np.mean([dispersion(each).too_wide for each in z])

        assert rate == pytest.approx(0.01, abs=0.007)
