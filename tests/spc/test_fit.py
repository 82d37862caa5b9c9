"""Goodness of fit: against scipy's own statistic, its laws, how often it rejects."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from qc.core.errors import InvalidSeries
from qc.spc.fit import MOST, departure, departure_of_logs
from tests.spc.makers import normal


class TestTheBook:
    def test_the_statistic_by_its_definition(self) -> None:
        x = np.sort(normal(40, 5))
        f = norm.cdf((x - x.mean()) / x.std(ddof=1))
        i = np.arange(1, 41)
        a2 = -40 - np.sum((2 * i - 1) * (np.log(f) + np.log(1 - f[::-1]))) / 40

        assert departure(x) == pytest.approx(a2 * (1 + 0.75 / 40 + 2.25 / 1600))


class TestAlways:
    @given(st.integers(0, 999), st.floats(0.01, 100), st.floats(-50, 50))
    def test_unit_and_zero_do_not_matter(
        self, seed: int, unit: float, zero: float
    ) -> None:
        x = normal(30, seed)

        assert departure(unit * x + zero) == pytest.approx(departure(x), rel=1e-5)

    def test_the_order_of_the_values_does_not_matter(self) -> None:
        x = normal(30, 1)

        assert departure(x[::-1]) == departure(x)

    def test_logs_are_judged_as_logs(self) -> None:
        x = normal(50, 1)

        assert departure_of_logs(np.exp(x)) == pytest.approx(departure(x))

    def test_a_wild_value_does_not_break_it(self) -> None:
        assert departure(np.array([*normal(50, 1), 1e9])) > 10

    def test_equal_values_and_zeros_fit_nothing(self) -> None:
        assert departure(np.full(20, 3.0)) == math.inf
        assert departure_of_logs(np.array([0.0, *np.exp(normal(20, 1))])) == math.inf


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize("k", [30, 300])
    def test_it_rejects_one_normal_sample_in_a_hundred(self, k: int) -> None:
        rejected = [departure(normal(k, seed)) > MOST for seed in range(3_000)]

        assert 0.004 < np.mean(rejected) < 0.018

    def test_it_sees_that_waiting_times_are_not_normal(self) -> None:
        waits = [np.exp(0.8 * normal(60, seed)) for seed in range(200)]

        assert np.mean([departure(x) > MOST for x in waits]) > 0.95
        assert np.mean([departure_of_logs(x) > MOST for x in waits]) < 0.05


class TestRefusals:
    def test_too_few(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            departure(normal(7, 1))

        assert str(refused.value) == "A law is judged by at least 8 values; got 7."
