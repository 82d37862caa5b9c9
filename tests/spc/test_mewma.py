"""MEWMA: the book's limits, its laws, its promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc import hotelling, mewma


class TestTheBook:
    @pytest.mark.parametrize(
        ("measures", "weight", "printed"),
        [(2, 0.1, 8.64), (2, 0.2, 9.65), (4, 0.1, 12.73), (10, 0.1, 22.67)],
    )
    def test_montgomery_limits_for_one_false_signal_in_200(
        self, measures: int, weight: float, printed: float
    ) -> None:
        found = mewma.limit(measures, weight, 200)

        assert found == pytest.approx(printed, abs=0.011)

    def test_without_memory_the_limit_is_chi_square(self) -> None:
        assert mewma.limit(2, 1.0, 1 / 0.0027) == pytest.approx(11.829, abs=1e-3)


class TestAlways:
    @given(st.integers(0, 99), st.integers(1, 3))
    def test_a_weight_of_one_gives_t2_back(self, seed: int, v: int) -> None:
        x = np.random.default_rng(seed).normal(size=(12, v))
        cloud = hotelling.estimate(x)

        found = mewma.chart(x, cloud, weight=1.0)

        np.testing.assert_allclose(found.value, hotelling.chart(x, cloud).value)

    def test_a_missing_measure_leaves_the_memory_as_it_is(self) -> None:
        x = np.random.default_rng(1).normal(size=(20, 2))
        cloud = hotelling.estimate(x)
        gappy = np.insert(x, 5, [np.nan, 3.0], axis=0)

        full, found = mewma.chart(x, cloud), mewma.chart(gappy, cloud)

        np.testing.assert_allclose(np.delete(found.value, 5), full.value)
        assert np.isnan(found.value[5])
        assert not found.beyond[5]

    def test_it_tells_which_measure_moved(self) -> None:
        rng = np.random.default_rng(2)
        cloud = hotelling.estimate(rng.normal(size=(100, 3)))
        x = rng.normal(size=(40, 3)) + np.array([0, 1.0, 0])

        found = mewma.chart(x, cloud)

        assert found.beyond[-1]
        assert found.parts[-1].argmax() == 1

    @given(st.integers(0, 99), st.integers(1, 3))
    def test_review_without_memory_is_that_of_t2(self, seed: int, v: int) -> None:
        """The limits are scaled as the values are: what signals is the same."""
        x = np.random.default_rng(seed).normal(size=(20, v))
        new = np.arange(20) >= 14
        cloud = hotelling.estimate(x, excluded=new)

        found = mewma.review(x, cloud, weight=1.0)
        plain = hotelling.review(x, cloud, tail=1 / 370)

        ratio = found.value / found.upper
        np.testing.assert_allclose(ratio, plain.value / plain.upper, rtol=1e-4)

    def test_review_passes_over_a_period_left_out_of_the_baseline(self) -> None:
        x = np.random.default_rng(4).normal(size=(20, 2))
        odd = np.insert(x, 5, 50.0, axis=0)

        full = mewma.review(x, hotelling.estimate(x))
        cloud = hotelling.estimate(odd, excluded=np.arange(21) == 5)
        found = mewma.review(odd, cloud)

        np.testing.assert_allclose(np.delete(found.value, 5), full.value)
        assert np.isnan(found.value[5])

    def test_review_starts_anew_after_the_baseline(self) -> None:
        x = np.random.default_rng(5).normal(size=(30, 2))
        first = np.arange(30) < 20
        cloud = hotelling.estimate(x, excluded=~first)
        shuffled = np.concatenate((x[:20][::-1], x[20:]))
        other = hotelling.Cloud(
            mean=cloud.mean, covariance=cloud.covariance, used=first
        )

        one, two = mewma.review(x, cloud), mewma.review(shuffled, other)

        np.testing.assert_allclose(two.value[20:], one.value[20:])


@pytest.mark.statistical
class TestStatistically:
    def test_review_signals_as_rarely_as_under_a_known_cloud(self) -> None:
        """Of 24 periods, `chart` would flag one new period in five."""
        rng, own, new, sure = np.random.default_rng(6), [], [], []
        for _ in range(500):
            x = rng.normal(size=(50, 5))
            cloud = hotelling.estimate(x, excluded=np.arange(50) >= 24)
            found = mewma.review(x, cloud).beyond
            own.append(found[:24].mean())
            new.append(found[24:].mean())
            sure.append(mewma.chart(x[24:], cloud).beyond.mean())

        assert np.mean(own) == pytest.approx(0.006, abs=0.003)
        assert np.mean(new) == pytest.approx(0.006, abs=0.003)
        assert np.mean(sure) > 0.1

    def test_a_small_shift_is_found_sooner_than_by_t2(self) -> None:
        rng = np.random.default_rng(3)
        cloud = hotelling.estimate(rng.normal(size=(5_000, 2)))
        x = rng.normal(size=(100, 40, 2)) + 0.6

        plain = np.mean([hotelling.chart(one, cloud).beyond.any() for one in x])
        averaged = np.mean([mewma.chart(one, cloud).beyond.any() for one in x])

        assert averaged > 0.95
        assert plain < 0.7


class TestRefusals:
    @pytest.mark.parametrize(("weight", "every"), [(0, 200), (1.5, 200), (0.1, 1)])
    def test_what_no_limit_can_be_set_for(self, weight: float, every: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            mewma.limit(2, weight, every)

        assert str(refused.value) == (
            "MEWMA needs a weight above 0 and up to 1, and more than 1 period between "
            f"false signals; got {weight:g} and {every:g}."
        )
