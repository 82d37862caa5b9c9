"""Counts whose chances differ: sums by hand, laws, and the laws of scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qc.core.arrays import Floats
from qc.spc.mixed_counts import AtMost, borders, mid_p, quantiles, rates, shares

SIZES = np.array([1.0, 7, 50, 333, 1000])


def _mixed(mean: float, tau: float, n: Floats = SIZES) -> AtMost:
    return shares(mean, tau**2, n)


class TestTheBook:
    def test_a_uniform_share_makes_all_counts_alike(self) -> None:
        """Beta(1, 1): mean 1/2, variance 1/12; each of 0 to n is as likely."""
        at_most = shares(0.5, 1 / 12, np.array([4.0, 9]))

        assert at_most(np.array([1.0, 4])) == pytest.approx([2 / 5, 5 / 10])

    def test_an_exponential_rate_is_geometric(self) -> None:
        """Gamma of shape 1, mean 2, one opportunity: P(0) = 1/3."""
        at_most = rates(2.0, 4.0, np.ones(1))

        assert at_most(np.zeros(1)) == pytest.approx([1 / 3])
        assert at_most(np.ones(1)) == pytest.approx([1 / 3 + 2 / 9])

    @pytest.mark.parametrize("mean", [0.01, 0.15, 0.5])
    @pytest.mark.parametrize("tau", [0.005, 0.05])
    @pytest.mark.parametrize("tail", [0.001, 0.025])
    def test_limits_of_shares_are_quantiles_of_scipy(
        self, mean: float, tau: float, tail: float
    ) -> None:
        weight = mean * (1 - mean) / tau**2 - 1
        law = stats.betabinom(SIZES.astype(int), mean * weight, (1 - mean) * weight)

        low, high = quantiles(_mixed(mean, tau), SIZES, tail)

        np.testing.assert_array_equal(low, law.ppf(tail))
        np.testing.assert_array_equal(high, law.isf(tail))

    def test_limits_of_rates_are_quantiles_of_scipy(self) -> None:
        n = np.array([3.0, 50, 400.5])
        law = stats.nbinom(0.16 / 0.01, 16 / (16 + 0.4 * n))

        low, high = quantiles(rates(0.4, 0.01, n), np.full(3, 1e4), 0.001)

        np.testing.assert_array_equal(low, law.ppf(0.001))
        np.testing.assert_array_equal(high, law.isf(0.001))

    @pytest.mark.parametrize("mean", [0.02, 0.3])
    def test_of_many_cases_a_beta_law_is_off_by_an_event_or_two(
        self, mean: float
    ) -> None:
        n, weight = np.array([1001.0, 40_000]), mean * (1 - mean) / 0.0004 - 1
        law = stats.betabinom(n.astype(int), mean * weight, (1 - mean) * weight)

        low, high = quantiles(_mixed(mean, 0.02, n), n, 0.001)

        assert np.abs(low - law.ppf(0.001)).max() <= 2
        assert np.abs(high - law.isf(0.001)).max() <= 2


class TestAlways:
    laws = st.builds(_mixed, st.floats(0.001, 0.999), st.floats(0, 0.4))

    @given(laws, st.floats(0.0005, 0.4))
    def test_a_border_parts_what_is_inside_from_what_is_outside(
        self, at_most: AtMost, tail: float
    ) -> None:
        lower, upper = quantiles(at_most, SIZES, tail)
        low, high = borders(at_most, SIZES, tail)

        assert np.all((upper <= high) & (high <= upper + 1))
        assert np.all((lower - 1 <= low) & (low <= lower))

    @given(laws)
    def test_probabilities_only_rise_up_to_one(self, at_most: AtMost) -> None:
        steps = np.linspace(-1, 1, 41)[:, np.newaxis] * SIZES
        found = np.array([at_most(np.floor(k)) for k in steps])

        assert np.all(np.diff(found, axis=0) >= -1e-12)
        assert found[0].tolist() == [0] * 5
        assert found[-1].tolist() == [1] * 5

    @given(st.floats(0.01, 0.99), st.integers(0, 7))
    def test_without_spread_counts_are_binomial(self, mean: float, k: int) -> None:
        events = np.full(5, float(k))

        found = _mixed(mean, 0.0)(events)

        assert found == pytest.approx(stats.binom.cdf(k, SIZES, mean), abs=1e-12)

    def test_without_spread_rates_are_poisson(self) -> None:
        found = rates(0.3, 0.0, SIZES)(np.full(5, 3.0))

        assert found == pytest.approx(stats.poisson.cdf(3, 0.3 * SIZES))

    def test_lines_are_smooth_where_limits_jump(self) -> None:
        n = np.arange(20.0, 400)
        at_most = shares(0.1, 0.001, n)

        smooth, jumping = (f(at_most, n, 0.001)[1] for f in (borders, quantiles))

        assert np.diff(smooth).max() < 0.5
        assert set(np.diff(jumping)) == {0, 1}

    @given(laws, st.integers(0, 1))
    def test_a_p_value_is_a_probability(self, at_most: AtMost, events: int) -> None:
        found = mid_p(at_most, np.full(5, float(events)))

        assert np.all((found >= 0) & (found <= 1))

    @pytest.mark.parametrize("mean", [0.0, 1.0])
    def test_where_nothing_varies_the_only_count_is_inside(self, mean: float) -> None:
        at_most, n = shares(mean, 0.0, SIZES), SIZES

        low, high = quantiles(at_most, n, 0.001)

        assert low.tolist() == high.tolist() == (mean * n).tolist()


@pytest.mark.statistical
class TestStatistically:
    def test_p_values_are_even(self) -> None:
        rng = np.random.default_rng(11)
        n = rng.integers(100, 300, 4000)
        share = rng.beta(6, 24, 4000)  # mean 0.2, variance 0.16 / 31
        events = rng.binomial(n, share).astype(float)

        found = mid_p(shares(0.2, 0.16 / 31, n.astype(float)), events)

        assert np.mean(found) == pytest.approx(0.5, abs=0.02)
        assert np.mean(found < 0.05) == pytest.approx(0.05, abs=0.01)
