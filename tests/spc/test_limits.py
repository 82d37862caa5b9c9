"""Exact limits: quantiles of the counts, checked by summing their probabilities."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.spc.limits import (
    binomial_counts,
    geometric_counts,
    poisson_counts,
    tail_beyond,
)

TAIL = 0.00135


def binomial(n: int, share: float) -> Floats:
    return np.array(
        [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    )


def poisson(mean: float) -> Floats:
    k = np.arange(200)
    logs = k * math.log(mean) - mean - np.array([math.lgamma(i + 1) for i in k])
    return np.asarray(np.exp(logs))


def quantiles(law: Floats, tail: float) -> tuple[float, float]:
    at_most = np.cumsum(law)
    more = np.cumsum(law[::-1])[::-1] - law
    return float(np.argmax(at_most >= tail)), float(np.argmax(more <= tail))


class TestTheBook:
    def test_three_sigmas(self) -> None:
        assert tail_beyond(3.0) == pytest.approx(0.0013499, rel=1e-4)

    def test_good_cases_before_an_event(self) -> None:
        """Section 4: for a mean of 20 the probability limit is 135, not 81.5."""
        assert geometric_counts(20, TAIL) == (0.0, 135.0)

    def test_so_many_good_cases_that_few_are_too_few(self) -> None:
        """(1 - p)^7 = .9986: fewer than 6 have a chance below .00135."""
        assert geometric_counts(5_000, TAIL) == (6.0, 33_041.0)
        assert 1 / 741.5 < TAIL < 1 / 740.5  # the chance of none at all
        assert [geometric_counts(mean, TAIL)[0] for mean in (739.5, 740.5)] == [0, 1]

    def test_a_count_as_rare_as_the_tail_itself_is_inside(self) -> None:
        """Two throws of a coin: none, and more than one, each a quarter."""
        low, high = binomial_counts(0.5, np.array([2.0]), 0.25)

        assert (low[0], high[0]) == (0, 1)

    @pytest.mark.parametrize("share", [0.001, 0.01, 0.5, 0.97, 0.99, 0.999, 0.9999])
    def test_a_handful_of_interactions(self, share: float) -> None:
        sizes = np.arange(1.0, 8.0)

        low, high = binomial_counts(share, sizes, TAIL)

        expected = [quantiles(binomial(int(n), share), TAIL) for n in sizes]
        assert list(zip(low, high, strict=True)) == expected


class TestAlways:
    @given(st.integers(1, 120), st.floats(0.01, 0.99))
    def test_binomial_limits_are_the_quantiles(self, n: int, share: float) -> None:
        low, high = binomial_counts(share, np.array([float(n)]), TAIL)

        assert (low[0], high[0]) == quantiles(binomial(n, share), TAIL)

    @given(st.floats(0.05, 60), st.floats(0.5, 2))
    def test_poisson_limits_are_the_quantiles(self, rate: float, n: float) -> None:
        low, high = poisson_counts(rate, np.array([n]), TAIL)

        assert (low[0], high[0]) == quantiles(poisson(rate * n), TAIL)

    @given(st.floats(0.1, 2_000))
    def test_geometric_limits_leave_the_tail_outside(self, mean: float) -> None:
        good = mean / (mean + 1)

        low, high = geometric_counts(mean, TAIL)

        assert good ** (high + 1) <= TAIL * (1 + 1e-9)
        assert good**high > TAIL * (1 - 1e-9)
        assert 1 - good**low < TAIL * (1 + 1e-9)

    @pytest.mark.parametrize(("share", "both"), [(0.0, 0.0), (1.0, 30.0)])
    def test_a_certain_outcome_has_no_other(self, share: float, both: float) -> None:
        low, high = binomial_counts(share, np.array([30.0]), TAIL)

        assert (low[0], high[0]) == (both, both)

    def test_many_defects(self) -> None:
        low, high = poisson_counts(2.0, np.full(1, 500_000.0), TAIL)

        assert high[0] - low[0] == pytest.approx(6_000, rel=1e-3)
        assert high[0] + low[0] == pytest.approx(2_000_000, rel=1e-5)

    def test_large_subgroups_cost_no_search_through_all_counts(self) -> None:
        low, high = binomial_counts(0.2, np.full(3, 2_000_000.0), TAIL)

        assert np.all((low < 400_000) & (high > 400_000))
        assert high[0] - low[0] == pytest.approx(6 * math.sqrt(320_000), rel=0.01)
