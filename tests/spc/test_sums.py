"""The mean over time: one order of adding, and never outside its values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.spc.sums import mean

finite = st.floats(-1e9, 1e9)
series = st.lists(finite, min_size=1, max_size=60).map(np.array)


def every(values: Floats) -> Floats:
    return mean(values, np.ones(values.shape, dtype=bool))


class TestTheBook:
    def test_points_that_do_not_count_are_left_out(self) -> None:
        x = np.array([1.0, 99.0, math.nan, 4.0])

        assert mean(x, np.array([True, False, False, True])) == 2.5

    def test_each_chart_has_its_own(self) -> None:
        x = np.array([[1.0, 5.0], [2.0, math.nan], [6.0, 6.0]])

        assert mean(x, ~np.isnan(x)).tolist() == [3.0, 5.5]


class TestAlways:
    @given(series)
    def test_values_are_added_in_time(self, x: Floats) -> None:
        total = 0.0
        for value in x.tolist():
            total += value

        expected = min(max(total / len(x), x.min()), x.max())
        assert every(x) == expected
        assert every(np.repeat(x[:, None], 3, axis=1)).tolist() == [expected] * 3

    @given(finite, st.integers(1, 50))
    def test_equal_values_are_their_own_mean(self, level: float, k: int) -> None:
        assert every(np.full(k, level)) == level

    @pytest.mark.parametrize("shape", [(0,), (3,), (0, 2), (3, 2)])
    def test_no_points_have_no_mean(self, shape: tuple[int, ...]) -> None:
        found = mean(np.ones(shape), np.zeros(shape, dtype=bool))

        assert np.isnan(found).all()
        assert found.shape == shape[1:]
