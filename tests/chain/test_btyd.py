"""Models of buying till they leave: printed numbers, laws, recovery, little data."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import hyp2f1

from qc.chain.btyd import LAWS, Fit, Law, Model, fit, log_likelihood
from qc.chain.evidence import Want
from qc.chain.forecast import alive, expected, of_a_new_customer, total
from qc.chain.grouped import Grouped, grouped
from qc.chain.histories import Histories, histories
from qc.chain.search import Top
from qc.core.arrays import Floats
from tests.chain.buyers import Shop, day, known, mbg, pareto

PARETO = LAWS[Model.PARETO_NBD]


def _with(model: Model, *theta: float) -> Fit:
    top = Top(
        theta=np.array(theta), covariance=np.full((4, 4), np.nan), log_likelihood=0.0
    )
    return Fit(model=model, top=top, customers=1)


def _one(x: int, last: float, age: float) -> Grouped:
    one = np.ones(1)
    return Grouped(
        repeats=x * one,
        last=last * one,
        age=age * one,
        weight=one,
        of=np.zeros(1, dtype=np.int64),
    )


@st.composite
def customers(draw: st.DrawFn) -> Histories:
    ages = draw(st.lists(st.integers(0, 700), min_size=1, max_size=12))
    lasts = [draw(st.integers(0, age)) for age in ages]
    repeats = [draw(st.integers(1, 60)) if last else 0 for last in lasts]
    return known(repeats, lasts, ages)


THETA = st.tuples(*[st.floats(0.1, 20.0)] * 4).map(np.array)
MODELS = st.sampled_from(list(Model))


class TestTheBook:
    """Printed by Fader, Hardie and Lee (2005) and beside the Pareto/NBD."""

    def test_bg_nbd_of_a_customer_with_two_repeats(self) -> None:
        one = known([2], [213], [272])
        found = _with(Model.BG_NBD, 0.2425945, 4.4136019, 0.7929199, 2.4258881)

        assert expected(found, one, 273)[0] == pytest.approx(1.226, abs=1e-3)
        assert alive(found, one)[0] == pytest.approx(0.72661, abs=2e-4)

    def test_bg_nbd_of_a_new_customer(self) -> None:
        found = _with(Model.BG_NBD, 0.2425945, 4.4136019, 0.7929199, 2.4258881)
        weeks = [0.1429, 1, 3, 31.8571, 32, 78]
        printed = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576]

        made = [of_a_new_customer(found, 7 * each) for each in weeks]
        assert made == pytest.approx(printed, abs=4e-4)

    def test_pareto_nbd_of_a_customer_with_26_repeats(self) -> None:
        one = known([26], [216], [217])
        found = _with(Model.PARETO_NBD, 0.5534, 10.5802, 0.6061, 11.6562)

        assert alive(found, one)[0] == pytest.approx(0.9979, abs=1e-4)
        assert expected(found, one, 364)[0] == pytest.approx(25.46, abs=1e-2)

    @pytest.mark.parametrize("x", [0, 1, 30])
    def test_the_odds_of_having_left_are_those_of_the_book(self, x: int) -> None:
        """The difference of two hypergeometric functions, alpha below and above."""
        last, age = (0.0 if x == 0 else 30.0), 52.0
        for r, alpha, s, beta in ((0.55, 10.6, 0.61, 11.7), (2.0, 40.0, 1.5, 9.0)):
            odds = PARETO.log_odds_left(
                np.array([r, alpha, s, beta]), _one(x, last, age)
            )
            both, high = r + s + x, max(alpha, beta)
            third = s + 1 if alpha >= beta else r + x

            def part(
                y: float,
                both: float = both,
                third: float = third,
                high: float = high,
                gap: float = abs(alpha - beta),
            ) -> float:
                series = hyp2f1(both, third, both + 1, gap / (high + y))
                return float(series * (high + y) ** -both)

            book = s / both * (alpha + age) ** (r + x) * (beta + age) ** s
            book *= part(last) - part(age)
            assert odds[0] == pytest.approx(np.log(book), abs=1e-9)


class TestAlways:
    @given(customers(), THETA, MODELS)
    def test_the_slopes_are_those_of_the_likelihood(
        self, some: Histories, theta: Floats, model: Model
    ) -> None:
        together = grouped(some)
        _, slopes = LAWS[model].likelihood(theta, together)
        for i, slope in enumerate(slopes):
            step = np.zeros(4)
            step[i] = 1e-5 * theta[i]
            up, down = (
                LAWS[model].likelihood(theta + each, together)[0]
                for each in (step, -step)
            )
            found = (up - down) / (2 * step[i])
            np.testing.assert_allclose(slope, found, rtol=1e-4, atol=1e-4)

    @given(customers(), THETA, MODELS)
    def test_chances_and_expectations_are_possible(
        self, some: Histories, theta: Floats, model: Model
    ) -> None:
        given_fit = _with(model, *theta)
        here = alive(given_fit, some)
        near, far = (expected(given_fit, some, days) for days in (30, 60))

        assert np.all((here >= 0) & (here <= 1))
        assert np.all((near >= 0) & (near <= far + 1e-9))
        rate = (theta[0] + some.repeats) / (theta[1] + some.age / 7)
        assert np.all(far <= 60 / 7 * rate * (1 + 1e-9))  # nobody leaves: the most

    @given(customers(), st.tuples(*[st.floats(-5, 3)] * 4), MODELS)
    def test_expectations_stand_at_the_ends_of_the_search(
        self, some: Histories, logs: tuple[float, ...], model: Model
    ) -> None:
        theta = 10 ** np.array(logs)
        theta[1] = max(theta[1], theta[0] / 7)  # a purchase a day at most
        far = expected(_with(model, *theta), some, 182)

        assert np.all(np.isfinite(far) & (far >= 0))

    @given(customers(), THETA, MODELS)
    def test_who_has_just_bought_is_likelier_here(
        self, some: Histories, theta: Floats, model: Model
    ) -> None:
        back = some.take(some.repeats > 0)
        now = known(back.repeats.tolist(), back.age.tolist(), back.age.tolist())
        found = _with(model, *theta)

        assert np.all(alive(found, now) >= alive(found, back) - 1e-12)

    @given(customers(), THETA, MODELS)
    def test_alike_customers_count_once_each(
        self, some: Histories, theta: Floats, model: Model
    ) -> None:
        twice = some.take(np.tile(np.arange(len(some)), 2))

        once = log_likelihood(theta, model, some)
        assert log_likelihood(theta, model, twice) == pytest.approx(2 * once)

    @given(st.integers(0, 300), st.floats(0.01, 0.99), THETA)
    def test_the_integral_is_as_exact_as_a_slow_one(
        self, x: int, when: float, theta: Floats
    ) -> None:
        age = 104.0
        last = when * age if x else 0.0
        r, alpha, s, beta = theta

        def part(y: float) -> float:
            fall = (r + x) * np.log((alpha + last) / (alpha + y))
            fall += s * np.log((beta + last) / (beta + y))
            return float(s * np.exp(fall) / (beta + y))

        cuts = last + (age - last) * np.array([0, 1e-4, 1e-3, 1e-2, 0.1, 1])
        slow = sum(
            quad(part, a, b, epsabs=0, epsrel=1e-11)[0] for a, b in pairwise(cuts)
        )
        scale = (r + x) * np.log((alpha + age) / (alpha + last))
        scale += s * np.log((beta + age) / (beta + last))
        found = PARETO.log_odds_left(theta, _one(x, last, age))[0]
        assert found == pytest.approx(np.log(slow) + scale, abs=1e-8)


def _shares(law: Law, theta: Floats, some: Grouped, weeks: float) -> tuple[float, ...]:
    means = law.coming(theta, some, weeks)[0], law.pairs(theta, some, weeks)[0]
    return tuple(float(each) for each in means)


def _off(found: Fit, truth: tuple[float, ...]) -> float:
    """Return how many standard errors the worst parameter is off, in logs."""
    error = np.sqrt(np.diag(found.top.covariance))
    return float(np.abs(np.log(found.top.theta / truth) / error).max())


class TestStatistically:
    def test_moments_are_those_of_simulated_customers(self) -> None:
        """(r + x, alpha + T) and (a, b) known: who is here goes on as drawn."""
        rng, many, weeks = np.random.default_rng(4), 400_000, 26.0
        theta, one = np.array([1.2, 8.0, 0.8, 1.5]), _one(3, 20.0, 40.0)
        rate = rng.gamma(1.2 + 3, 1 / 48.0, many)
        leave = rng.beta(0.8, 1.5 + 1 + 3, many)
        bought = np.minimum(rng.poisson(rate * weeks), rng.geometric(leave))
        mean, pairs = _shares(LAWS[Model.MBG_NBD], theta, one, weeks)

        assert bought.mean() == pytest.approx(mean, rel=0.01)
        assert (bought * (bought - 1.0)).mean() == pytest.approx(pairs, rel=0.02)

        life = rng.exponential(1 / rng.gamma(0.8, 1 / 41.5, many))
        bought = rng.poisson(rate * np.minimum(life, weeks))
        mean, pairs = _shares(PARETO, theta, one, weeks)

        assert bought.mean() == pytest.approx(mean, rel=0.01)
        assert (bought * (bought - 1.0)).mean() == pytest.approx(pairs, rel=0.02)

    def test_a_known_law_is_found_again(self) -> None:
        shop, end = Shop(customers=6_000), day(540)
        made = histories(mbg(shop, np.random.default_rng(2)), end)
        assert _off(fit(made), (1.2, 1.2 * 60 / 7, 0.7, 2.5)) < 3

        shop = Shop(customers=6_000, stay=(0.8, 140.0))
        made = histories(pareto(shop, np.random.default_rng(2)), end)
        assert _off(fit(made, Model.PARETO_NBD), (1.2, 1.2 * 60 / 7, 0.8, 20)) < 3


class TestRefusals:
    """Too little data is an answer."""

    def test_nobody_came_back(self) -> None:
        found = fit(known([0, 0], [0, 0], [100, 200]))

        assert not found.known
        assert {each.what for each in found.short} == {Want.CUSTOMERS, Want.REPEATERS}
        assert np.isnan(expected(found, known([0], [0], [9]), 30)).all()
        assert np.isnan(alive(found, known([0], [0], [9]))).all()

    def test_no_customers(self) -> None:
        found = fit(known([], [], []))

        assert (found.known, found.customers, len(found.short)) == (False, 0, 3)

    def test_few_customers_are_fitted_and_said_to_be_few(self) -> None:
        shop = Shop(customers=80, arrive=60, days=150)
        found = fit(histories(mbg(shop, np.random.default_rng(3)), day(150)))

        assert found.known
        assert [(each.what, each.need) for each in found.short][:3] == [
            (Want.CUSTOMERS, 300),
            (Want.REPEATERS, 100),
            (Want.WEEKS, 26),
        ]

    def test_customers_without_differences(self) -> None:
        """All alike: no law of differences can be told from another."""
        alike = known([5] * 400, [300] * 400, [330] * 400)
        for model in Model:
            found = fit(alike, model)
            said = total(found, alike, 90)

            assert Want.SPREAD in {each.what for each in found.short}
            assert 0 < said.value <= 400 * 90 * 5 / 300
