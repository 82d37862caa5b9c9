"""Mean number of events: by hand, against the plain formula, coverage, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.evidence import Want
from qc.chain.mcf import Cumulative, by_age, cumulative
from qc.chain.mcf_bootstrap import Events, resampled
from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries

Lives = list[tuple[int, list[int]]]  # end of observation, ages of events

LIVES = st.lists(
    st.integers(0, 30).flatmap(
        lambda end: st.tuples(st.just(end), st.lists(st.integers(0, end), max_size=4))
    ),
    min_size=1,
    max_size=25,
)


def _events(lives: Lives) -> Events:
    ends = np.array([end for end, _ in lives], dtype=float)
    ages = [age for _, own in lives for age in own]
    customer = np.repeat(np.arange(len(lives)), [len(own) for _, own in lives])
    return Events(customer=customer, age=np.array(ages, dtype=float), ends=ends)


def _curve(lives: Lives) -> Cumulative:
    some = _events(lives)
    return cumulative(some.customer, some.age, some.ends)


def _plain_error(some: Events, age: float) -> float:
    """Lawless and Nadeau's sum, customer by customer and age by age."""
    times = [t for t in np.unique(some.age) if t <= age]
    total = 0.0
    for i, end in enumerate(some.ends):
        part = 0.0
        for time in times:
            observed = (some.ends >= time).sum()
            own = ((some.customer == i) & (some.age == time)).sum()
            rate = (some.age == time).sum() / observed
            part += (end >= time) / observed * (own - rate)
        total += part**2
    return float(np.sqrt(total))


class TestTheBook:
    def test_recent_customers_are_not_counted_as_if_they_had_had_time(self) -> None:
        """Two events at 5 among four at that age; two were observed to 1 only."""
        curve = _curve([(9, [5]), (9, [5]), (9, []), (9, []), (1, []), (1, [])])

        assert curve.mean.tolist() == [0.5]
        assert curve.observed.tolist() == [4]

    def test_the_curve_reaches_as_far_as_enough_are_observed(self) -> None:
        curve = _curve([(age, [0]) for age in range(100)])

        assert curve.reach == 90  # a tenth, ten customers, still observed


class TestAlways:
    @given(LIVES)
    def test_the_error_is_the_plain_sum(self, lives: Lives) -> None:
        some, curve = _events(lives), _curve(lives)
        for age, error in zip(curve.age, curve.error, strict=True):
            assert error == pytest.approx(_plain_error(some, age), abs=1e-7)

    @given(LIVES)
    def test_watched_all_the_time_it_is_events_per_customer(self, lives: Lives) -> None:
        curve = _curve([(30, own) for _, own in lives])
        (last,) = by_age(curve, np.array([30.0])).mean

        assert last == pytest.approx(sum(len(own) for _, own in lives) / len(lives))

    @given(LIVES, st.permutations(range(25)))
    def test_the_order_of_customers_does_not_matter(
        self, lives: Lives, order: list[int]
    ) -> None:
        mixed = [lives[i] for i in order if i < len(lives)]

        np.testing.assert_allclose(_curve(mixed).mean, _curve(lives).mean)
        np.testing.assert_allclose(_curve(mixed).error, _curve(lives).error, atol=1e-7)

    @given(LIVES)
    def test_the_interval_holds_the_curve(self, lives: Lives) -> None:
        at = by_age(_curve(lives), np.arange(31.0))
        some = at.mean > 0

        assert np.all(at.lower[some] <= at.mean[some])
        assert np.all(at.mean[some] <= at.upper[some])
        assert np.isnan(at.mean[at.observed == 0]).all()


def _simulated(rng: np.random.Generator, n: int) -> Events:
    """Referrals at a rate that is .4 a year on average, and most uneven."""
    ends = rng.integers(30, 721, n).astype(float)
    rate = rng.gamma(0.3, 0.4 / 0.3 / 365, n)
    customer = np.repeat(np.arange(n), rng.poisson(rate * ends))
    age = np.ceil(rng.random(len(customer)) * ends[customer])
    return Events(customer=customer, age=age, ends=ends)


YEAR: Floats = np.array([365.0])


class TestStatistically:
    def test_the_interval_holds_the_truth_and_the_naive_share_is_too_low(self) -> None:
        held, naive, seeds = 0, [], 250
        for seed in range(seeds):
            some = _simulated(np.random.default_rng(seed), 400)
            curve = cumulative(some.customer, some.age, some.ends)
            at = by_age(curve, YEAR)
            held += at.lower[0] <= 0.4 <= at.upper[0]
            naive.append((some.age <= 365).sum() / 400)

        assert held / seeds >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / seeds)
        assert np.mean(naive) < 0.35

    def test_the_bootstrap_agrees_with_the_robust_error(self) -> None:
        rng = np.random.default_rng(9)
        some = _simulated(rng, 500)
        drawn = resampled(some, YEAR, rng, resamples=600)
        at = by_age(cumulative(some.customer, some.age, some.ends), YEAR)

        assert drawn.error[0] == pytest.approx(at.error[0], rel=0.1)
        assert drawn.lower[0] < at.mean[0] < drawn.upper[0]
        assert drawn.resamples == 600


class TestRefusals:
    def test_nothing_happened(self) -> None:
        curve = _curve([(9, [])] * 40)
        at = by_age(curve, np.array([5.0, 10.0]))

        assert at.mean[0] == 0
        assert np.isnan([at.lower[0], at.upper[0], at.mean[1]]).all()
        assert [each.what for each in curve.short] == [Want.EVENTS]

    def test_nobody(self) -> None:
        curve = _curve([])

        assert (curve.customers, curve.reach, len(curve.mean)) == (0, 0, 0)
        assert len(curve.short) == 2

    @pytest.mark.parametrize(
        ("customer", "age", "ends", "said"),
        [
            ([0], [1, 2], [9], "Each event needs a customer and an age; got 1 and 2"),
            ([1], [1], [9], "Events belong to the customers 0 to 0, one for each end"),
            ([0], [1], [-9], "An observation ends at an age from 0 up."),
            ([0], [10], [9], "An event lies between age 0 and the end of its"),
        ],
    )
    def test_events_that_cannot_be(
        self, customer: list[int], age: list[int], ends: list[int], said: str
    ) -> None:
        with pytest.raises(InvalidSeries, match=said):
            cumulative(np.array(customer), np.array(age, float), np.array(ends, float))

    def test_a_bootstrap_of_one(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            resampled(_events([(9, [1])]), YEAR, np.random.default_rng(1), resamples=1)

        assert str(refused.value) == "A bootstrap needs 2 resamples or more; got 1."
