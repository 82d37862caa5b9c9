"""What customers spend: laws, recovery of a known law, too little data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.evidence import Want
from qc.chain.histories import Histories
from qc.chain.search import Top
from qc.chain.spend import (
    Spend,
    average_spend,
    expected_spend,
    fit_spend,
    spend_likelihood,
)
from tests.chain.buyers import known


def _drawn(rng: np.random.Generator, n: int, p: float, q: float, v: float) -> Histories:
    x = 1 + rng.poisson(3, n)
    scale = rng.gamma(q, 1 / v, n)
    mean = rng.gamma(p * x, 1 / (scale * x))
    ages = np.full(n, 300)
    return known(x.tolist(), ages.tolist(), ages.tolist(), mean.tolist())


def _law(p: float, q: float, v: float) -> Spend:
    top = Top(
        theta=np.array([p, q, v]), covariance=np.eye(3) * 0.01, log_likelihood=0.0
    )
    return Spend(top=top, customers=0, left_out=0, related=0.0)


class TestTheBook:
    def test_one_purchase_is_drawn_to_the_mean_of_all(self) -> None:
        """Fader and Hardie (2013): p 6.25, q 3.74, v 15.44, first of the sample."""
        found = expected_spend(_law(6.25, 3.74, 15.44), known([2], [9], [9], [22.35]))

        assert found[0] == pytest.approx(24.65, abs=0.02)
        assert _law(6.25, 3.74, 15.44).mean == pytest.approx(35.2, abs=0.1)


class TestAlways:
    values = st.floats(0.5, 50)

    @given(st.integers(1, 40), st.floats(1, 500), values, st.floats(1.1, 50), values)
    def test_between_the_own_mean_and_that_of_all(
        self, x: int, own: float, p: float, q: float, v: float
    ) -> None:
        law = _law(p, q, v)
        (found,) = expected_spend(law, known([x], [9], [9], [own]))

        low, high = sorted((own, law.mean))
        assert low * (1 - 1e-9) <= found <= high * (1 + 1e-9)

    @given(st.floats(0.3, 20), st.floats(0.3, 20), st.floats(0.3, 20))
    def test_the_slopes_are_those_of_the_likelihood(
        self, p: float, q: float, v: float
    ) -> None:
        law = spend_likelihood(np.array([1.0, 4.0]), np.array([30.0, 12.0]))
        theta = np.array([p, q, v])
        _, slopes = law(theta)
        for i in range(3):
            step = np.zeros(3)
            step[i] = 1e-5 * theta[i]
            found = (law(theta + step)[0] - law(theta - step)[0]) / (2 * step[i])
            assert slopes[i] == pytest.approx(found, rel=1e-4, abs=1e-4)

    @pytest.mark.parametrize("rate", [1e-6, 150.0, 1e9])
    def test_another_currency_is_the_same_law(self, rate: float) -> None:
        some = _drawn(np.random.default_rng(7), 400, 6.0, 4.0, 15.0)
        other = known(
            some.repeats.tolist(),
            some.last.tolist(),
            some.age.tolist(),
            (some.spend * rate).tolist(),
        )
        one, two = fit_spend(some), fit_spend(other)

        assert two.top.theta == pytest.approx(one.top.theta * (1, 1, rate), rel=1e-3)
        assert two.mean == pytest.approx(one.mean * rate, rel=1e-4)

    def test_who_told_nothing_gets_the_mean_of_all(self) -> None:
        law = _law(6.25, 3.74, 15.44)
        some = known([0, 2], [0, 5], [9, 9], [np.nan, -3.0])

        assert expected_spend(law, some) == pytest.approx([law.mean, law.mean])

    def test_a_law_without_a_mean_says_so(self) -> None:
        law = _law(6.0, 0.9, 15.0)

        assert np.isnan(law.mean)
        assert np.isnan(expected_spend(law, known([0], [0], [9]))).all()


class TestStatistically:
    def test_a_known_law_is_found_again(self) -> None:
        some = _drawn(np.random.default_rng(6), 8_000, 6.0, 4.0, 15.0)
        found = fit_spend(some)

        off = np.log(found.top.theta / [6.0, 4.0, 15.0])
        assert np.all(np.abs(off) < 3 * np.sqrt(np.diag(found.top.covariance)))
        assert found.mean == pytest.approx(30.0, rel=0.03)
        assert found.short == ()

    @pytest.mark.statistical
    def test_the_interval_of_the_mean_holds_it(self) -> None:
        held = 0
        for seed in range(400):
            some = _drawn(np.random.default_rng(seed), 100, 6.0, 4.0, 15.0)
            low, high = average_spend(some).interval
            held += low <= 30.0 <= high

        assert held / 400 >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 400)


class TestRefusals:
    def test_nobody_came_back(self) -> None:
        found = fit_spend(known([0], [0], [9]))

        assert np.isnan(found.top.theta).all()
        assert (found.customers, found.short[0].what) == (0, Want.REPEATERS)
        assert np.isnan(average_spend(known([0], [0], [9])).value)

    def test_few_repeaters_and_refunds_are_told(self) -> None:
        some = known([1, 2, 3], [5, 5, 5], [9, 9, 9], [20.0, 35.0, -4.0])
        found = fit_spend(some)

        assert (found.customers, found.left_out) == (2, 1)
        assert (found.short[0].need, found.short[0].got) == (100, 2)

    def test_customers_who_always_spend_the_same_are_told(self) -> None:
        """No spread within a customer: p has no end."""
        each = np.random.default_rng(3).gamma(4.0, 10.0, 150).tolist()
        found = fit_spend(known([4] * 150, [300] * 150, [300] * 150, each))

        assert Want.SPREAD in {one.what for one in found.short}
        assert 20 < found.mean < 80

    def test_spending_that_goes_with_how_often_is_told(self) -> None:
        x = np.arange(1, 201)
        some = known(x.tolist(), [300] * 200, [300] * 200, (5.0 + x).tolist())

        assert Want.UNRELATED in {each.what for each in fit_spend(some).short}
