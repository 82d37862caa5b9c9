"""Quantiles: printed ranks, laws, how often the interval holds, and refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc.quantiles import quantile
from tests.spc.makers import normal


class TestTheBook:
    def test_printed_ranks_of_a_median(self) -> None:
        """Of 100 values the 40th and the 61st bracket the median with 95 %."""
        found = quantile(np.arange(1.0, 101.0), 0.5)

        assert found.value == 50.5
        assert found.interval == (40, 61)

    def test_the_smallest_sample_with_both_ends(self) -> None:
        """2 x 0.5^6 is 3.1 %, 2 x 0.5^5 is 6.3 %: six values bracket a median."""
        assert quantile(np.arange(6.0), 0.5).interval == (0, 5)
        assert quantile(np.arange(5.0), 0.5).interval == (-math.inf, math.inf)


class TestAlways:
    shares = st.floats(0.01, 0.99)

    @given(st.integers(1, 400), st.integers(0, 99), shares)
    def test_it_lies_in_its_interval(self, k: int, seed: int, share: float) -> None:
        found = quantile(normal(k, seed), share)

        assert found.interval[0] <= found.value <= found.interval[1]

    @given(st.integers(1, 200), shares)
    def test_upside_down_it_is_the_same(self, k: int, share: float) -> None:
        x = normal(k, 1)
        up, down = quantile(x, share), quantile(-x, 1 - share)

        assert up.interval == (-down.interval[1], -down.interval[0])

    def test_of_nothing_nothing_is_known(self) -> None:
        found = quantile(np.array([]), 0.5)

        assert math.isnan(found.value)
        assert found.interval == (-math.inf, math.inf)


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize(("k", "share"), [(50, 0.5), (200, 0.9), (400, 0.99)])
    def test_the_interval_holds_as_often_as_promised(
        self, k: int, share: float
    ) -> None:
        true = -math.log(1 - share)
        ends = [
            quantile(np.random.default_rng(seed).exponential(size=k), share).interval
            for seed in range(800)
        ]
        held = np.mean([low <= true <= high for low, high in ends])

        assert 0.94 < held < 0.985


class TestRefusals:
    @pytest.mark.parametrize("share", [0.0, 1.0, 1.5])
    def test_a_share_that_is_none(self, share: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            quantile(normal(10, 1), share)

        assert str(refused.value) == (
            f"A quantile lies between 0 and 1; got {share:g}."
        )
