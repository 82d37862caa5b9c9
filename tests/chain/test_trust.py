"""The trust index: what it must do, whatever the promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.evidence import Want
from qc.chain.trust import Index, fade, sums
from qc.chain.trust_history import history
from qc.chain.trust_memory import Memory, memory_of
from qc.chain.trust_past import Standing
from qc.chain.trust_prior import ASSUMED, Prior, prior_of
from qc.chain.trust_promises import Promises, index_at, prior_at
from qc.chain.trust_study import Study
from qc.chain.trust_weeks import weeks_of
from qc.core.errors import InvalidSeries
from tests.chain.trust_logs import promises

PRIOR = Prior(a=8.0, b=2.0, log_likelihood=0.0, customers=10)

logs = st.lists(
    st.tuples(st.integers(0, 400), st.booleans(), st.booleans()),
    min_size=1,
    max_size=12,
)
few = settings(max_examples=20)
half_lives = st.sampled_from([60.0, 180.0, None])


def log(rows: list[tuple[int, bool, bool]]) -> Promises:
    days, kept, recovered = (list(column) for column in zip(*rows, strict=True))
    mended = [int(r and not k) for k, r in zip(kept, recovered, strict=True)]
    return promises(
        [0] * len(rows), days, [int(k) for k in kept], recovered=mended, customers=2
    )


def value(some: Promises, day: int = 400, half_life: float | None = 180.0) -> float:
    return float(index_at(some, day, PRIOR, half_life).value[0])


class TestTheBook:
    def test_examples_of_the_methods(self) -> None:
        index = Index(
            prior=PRIOR, kept=np.array([3.0, 1.0, 0.0]), broken=np.array([0.0, 2.0, 0])
        )

        assert index.value == pytest.approx([0.846, 0.692, 0.80], abs=5e-4)
        low, high = index.interval()
        assert (low[0], high[0]) == pytest.approx((0.661, 0.970), abs=5e-4)

    def test_half_is_left_after_the_half_life(self) -> None:
        assert fade(np.array([0, 180, 360]), 180.0) == pytest.approx([1, 0.5, 0.25])
        assert fade(np.array([0, 9999]), None) == pytest.approx([1, 1])

    def test_chance_below_the_lowest_tenth_is_a_tenth_without_evidence(self) -> None:
        from scipy.special import betaincinv

        limit = float(betaincinv(8, 2, 0.1))
        nobody = Index(prior=PRIOR, kept=np.zeros(1), broken=np.zeros(1))

        assert nobody.below(limit) == pytest.approx([0.1])


class TestAlways:
    @few
    @given(logs, half_lives)
    def test_it_lies_between_0_and_1_and_within_its_interval(
        self, rows: list[tuple[int, bool, bool]], half_life: float | None
    ) -> None:
        index = index_at(log(rows), 400, PRIOR, half_life)
        low, high = index.interval()

        assert np.all((index.value > 0) & (index.value < 1))
        assert np.all((low < index.value) & (index.value < high))

    @few
    @given(logs, st.integers(0, 400), half_lives)
    def test_kept_raises_and_broken_lowers(
        self,
        rows: list[tuple[int, bool, bool]],
        day: int,
        half_life: float | None,
    ) -> None:
        before = value(log(rows), half_life=half_life)

        assert value(log([*rows, (day, True, False)]), half_life=half_life) > before
        assert value(log([*rows, (day, False, False)]), half_life=half_life) < before

    @few
    @given(st.floats(0.1, 1.0), st.floats(1.1, 4.0))
    def test_a_graver_failure_lowers_more(self, small: float, large: float) -> None:
        light, heavy = (
            promises([0, 0], [5, 9], [1, 0], weight=[1.0, weight])
            for weight in (small, large)
        )

        assert value(heavy, 9) < value(light, 9)

    @few
    @given(logs)
    def test_a_failure_made_good_is_never_better_than_none(
        self, rows: list[tuple[int, bool, bool]]
    ) -> None:
        made_good, none = (
            log([*rows, (400, False, True)]),
            log([*rows, (400, True, True)]),
        )

        assert value(log([*rows, (400, False, False)])) < value(made_good) < value(none)

    @few
    @given(logs)
    def test_silence_drifts_to_what_is_usual(
        self, rows: list[tuple[int, bool, bool]]
    ) -> None:
        far = [abs(value(log(rows), day) - PRIOR.mean) for day in (400, 800, 4000)]

        assert far[2] <= far[1] <= far[0]
        assert far[2] < 1e-3

    @few
    @given(logs, st.randoms(use_true_random=False))
    def test_order_and_duplicates_change_nothing(
        self, rows: list[tuple[int, bool, bool]], chance: object
    ) -> None:
        some = log(rows)
        shuffled = np.array(range(len(rows)))
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        twice = np.concatenate([shuffled, shuffled])

        assert value(some.only(shuffled)) == pytest.approx(value(some))
        assert value(some.only(twice).once()) == pytest.approx(value(some))

    @few
    @given(st.integers(0, 3000))
    def test_many_promises_come_to_the_share_kept(self, kept: int) -> None:
        many = promises([0] * 3000, [1] * 3000, [1] * kept + [0] * (3000 - kept))

        assert value(many, 400, None) == pytest.approx(kept / 3000, abs=10 / 3000)

    @few
    @given(logs)
    def test_nobody_elses_promises_matter(
        self, rows: list[tuple[int, bool, bool]]
    ) -> None:
        assert index_at(log(rows), 400, PRIOR).value[1] == PRIOR.mean

    def test_what_was_not_known_yet_does_not_count(self) -> None:
        some = promises([0, 0], [5, 50], [1, 0])

        assert value(some, 49) > PRIOR.mean
        assert value(some, 4) == PRIOR.mean

    @few
    @given(logs, half_lives)
    def test_a_history_ends_where_the_index_is(
        self, rows: list[tuple[int, bool, bool]], half_life: float | None
    ) -> None:
        some = log(rows)
        told = history(_study(some, half_life), 0)

        assert told.at[-1] == 400
        for day, then in zip(told.at.tolist(), told.trust.tolist(), strict=True):
            assert then == pytest.approx(value(some, day, half_life))


class TestPrior:
    def test_nobody_was_promised_anything(self) -> None:
        nobody = np.zeros(3, dtype=np.int64)
        found = prior_of(nobody, nobody)

        assert not found.known
        assert found.short[0].what is Want.CASES

    @pytest.mark.parametrize(
        ("made", "kept"), [([5, 3], [5, 3]), ([5, 3], [0, 0]), ([1, 1, 1], [1, 0, 1])]
    )
    def test_what_does_not_tell_customers_apart_is_said(
        self, made: list[int], kept: list[int]
    ) -> None:
        found = prior_of(np.array(made), np.array(kept))

        assert 0 < found.mean < 1
        assert found.strength == pytest.approx(ASSUMED)
        assert found.short[0].what is Want.SPREAD

    def test_it_is_the_top_of_the_likelihood(self) -> None:
        rng = np.random.default_rng(4)
        made = rng.poisson(5, 3000)
        kept = rng.binomial(made, rng.beta(6, 2, 3000))
        found = prior_of(made, kept)

        assert (found.a, found.b) == pytest.approx((6, 2), rel=0.15)
        again = prior_of(made, kept, (900.0, 3.0))
        assert (again.a, again.b) == pytest.approx((found.a, found.b), rel=1e-5)

    def test_counts_that_cannot_be(self) -> None:
        with pytest.raises(InvalidSeries, match="kept from 0 up to made"):
            prior_of(np.array([2]), np.array([3]))


class TestStatistically:
    def test_intervals_hold_the_true_share_as_often_as_they_say(self) -> None:
        rng = np.random.default_rng(8)
        true = rng.beta(12, 2, 4000)
        made = rng.poisson(6, 4000)
        kept = rng.binomial(made, true)
        prior = prior_of(made, kept)
        sums_of = kept.astype(np.float64), (made - kept).astype(np.float64)
        low, high = Index(prior=prior, kept=sums_of[0], broken=sums_of[1]).interval()

        assert np.mean((low <= true) & (true <= high)) == pytest.approx(0.90, abs=0.015)

    def test_who_hardly_differ_are_not_known_too_well(self) -> None:
        """By the law found in such counts a fifth of them would lie outside."""
        rng = np.random.default_rng(4)
        true = rng.beta(0.92 * 900, 0.08 * 900, 1500)  # a standard deviation of .9 %
        made = rng.poisson(6, 1500)
        kept = rng.binomial(made, true)
        prior = prior_of(made, kept)
        assert prior.least is not None
        assert ASSUMED < prior.least < prior.strength
        sums_of = kept.astype(np.float64), (made - kept).astype(np.float64)
        index = Index(prior=prior, kept=sums_of[0], broken=sums_of[1])
        low, high = index.interval()

        assert np.mean((low <= true) & (true <= high)) >= 0.9
        assert np.all((low < index.value) & (index.value < high))

    def test_who_differ_differ_by_what_was_found(self) -> None:
        rng = np.random.default_rng(5)
        made = rng.poisson(6, 400)
        prior = prior_of(made, rng.binomial(made, rng.beta(8, 2, 400)))
        assert prior.least is None
        assert prior.wide == (prior.a, prior.b)

    def test_memory_is_found_where_there_is_one(self) -> None:
        drifting, steady = (memory_of(_drifting(sd)).tried[-1] for sd in (2.0, 0.0))

        assert drifting.half_life is None
        assert drifting.gain < -2 * drifting.error  # who never forgets is clearly worse
        assert steady.gain > 0

    def test_too_little_keeps_the_default(self) -> None:
        found = memory_of(promises([0, 0, 1], [1, 40, 90], [1, 0, 1]))

        assert (found.half_life, found.tried) == (180.0, ())


class TestWeeks:
    def test_the_mean_of_a_week_is_that_of_its_sunday(self) -> None:
        rng = np.random.default_rng(2)
        n = 400
        some = promises(
            rng.integers(0, 30, n).tolist(),
            rng.integers(0, 120, n).tolist(),
            (rng.random(n) < 0.8).astype(int).tolist(),
            customers=30,
        )
        prior = prior_at(some, 130)
        found = weeks_of(some, 130, prior)

        last = int(found.week[-1])
        assert (last - 4) % 7 == 0  # a Monday
        assert last + 6 <= 130
        assert found.mean[-1] == pytest.approx(
            index_at(some, last + 6, prior).value.mean()
        )
        assert found.promised.sum() == (some.known <= last + 6).sum()

    def test_no_promise_has_no_weeks(self) -> None:
        assert len(weeks_of(promises([], [], []), 100, PRIOR)) == 0


class TestRefusals:
    def test_columns_of_unequal_length(self) -> None:
        with pytest.raises(InvalidSeries, match="every column"):
            promises([0, 0], [1], [1, 1])

    def test_a_customer_beyond_the_last(self) -> None:
        with pytest.raises(InvalidSeries, match="numbered from 0"):
            promises([3], [1], [1], customers=2)

    def test_sums_of_nothing(self) -> None:
        none = np.zeros(0, dtype=np.int64)
        kept, broken = sums(none, np.zeros(0), none == 1, none == 1, 2)

        assert kept.tolist() == broken.tolist() == [0, 0]


def _drifting(sd: float) -> Promises:
    """Customers whose chance walks by so much in logits a month, or stays."""
    rng = np.random.default_rng(5)
    customers, months = 1500, 18
    start = rng.normal(1.0, 1.0, (customers, 1))
    walk = start + rng.normal(0, sd, (customers, months)).cumsum(axis=1) / 2
    who, month = np.nonzero(rng.random((customers, months)) < 0.7)
    kept = rng.random(len(who)) < 1 / (1 + np.exp(-walk[who, month]))
    return promises(who.tolist(), (month * 30).tolist(), kept.astype(int).tolist())


def _study(some: Promises, half_life: float | None) -> Study:
    none, floats = np.zeros(0, dtype=np.int64), np.zeros(0)
    from qc.chain.trust_outcomes import outcomes

    columns = dict.fromkeys(("origin", "customer", "contacts", "since"), none)
    columns |= dict.fromkeys(("purchases", "silent"), none)
    return Study(
        promises=some,
        memory=Memory(half_life=half_life, tried=(), promises=0),
        last=400,
        index=index_at(some, 400, PRIOR, half_life),
        weeks=weeks_of(some, 400, PRIOR, half_life),
        origins=(),
        standing=Standing(
            trust=floats,
            surprise=floats,
            again=none == 1,
            refers=none == 1,
            **columns,
        ),
        outcomes=outcomes(some, ()),
    )
