"""Agreement of raters: printed examples, laws, chance, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc.agreement import Level, Weights, cohen, fleiss, krippendorff


def _ratings(seed: int, items: int = 20, raters: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 3, (items, raters)).astype(float)


class TestTheBook:
    def test_two_raters_by_hand(self) -> None:
        """Agreed on 35 of 50, by chance on half: 0.2 of 0.5."""
        found = cohen(np.array([[20.0, 5], [10, 15]]))

        assert found.seen == 0.7
        assert found.expected == 0.5
        assert found.kappa == pytest.approx(0.4)

    def test_three_raters_of_two_items_by_hand(self) -> None:
        """All agree on one item, two of three on the other: seen 2/3, chance 5/9."""
        found = fleiss(np.array([[1.0, 1, 1], [0, 0, 1]]))

        assert found == pytest.approx((2 / 3 - 5 / 9) / (4 / 9))

    def test_krippendorffs_own_example(self) -> None:
        """Content Analysis (2004), 11.3: ten items, two raters, binary: 0.095."""
        first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
        second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
        found = krippendorff(np.array([first, second], dtype=float).T)

        assert found == pytest.approx(0.095, abs=5e-4)


class TestAlways:
    @given(st.integers(0, 999))
    def test_the_order_of_raters_and_items_does_not_matter(self, seed: int) -> None:
        ratings = _ratings(seed)
        turned = ratings[::-1, ::-1]

        assert fleiss(turned) == pytest.approx(fleiss(ratings))
        for level in Level:
            assert krippendorff(turned, level) == pytest.approx(
                krippendorff(ratings, level)
            )

    @given(st.integers(0, 999))
    def test_names_of_codes_do_not_matter_to_nominal_ones(self, seed: int) -> None:
        ratings = _ratings(seed)

        assert krippendorff(10 - ratings) == pytest.approx(krippendorff(ratings))

    @pytest.mark.parametrize("weights", Weights)
    def test_full_agreement_is_one(self, weights: Weights) -> None:
        assert cohen(np.diag([3.0, 4, 5]), weights).kappa == 1.0

    def test_a_near_miss_counts_in_part(self) -> None:
        table = np.array([[9.0, 4, 0], [0, 9, 4], [0, 0, 9]])
        plain, linear, quadratic = (cohen(table, w).kappa for w in Weights)

        assert plain < linear < quadratic

    def test_one_code_only_says_nothing(self) -> None:
        assert math.isnan(cohen(np.array([[10.0, 0], [0, 0]])).kappa)
        assert math.isnan(fleiss(np.ones((4, 3))))
        assert math.isnan(krippendorff(np.ones((4, 3))))

    def test_an_item_rated_once_says_nothing(self) -> None:
        ratings = _ratings(1)
        more = np.vstack([ratings, [2.0, np.nan, np.nan]])

        assert krippendorff(more) == pytest.approx(krippendorff(ratings))
        assert math.isnan(krippendorff(np.array([[1.0, np.nan], [np.nan, 2]])))


@pytest.mark.statistical
class TestStatistically:
    def test_raters_who_guess_agree_by_chance_only(self) -> None:
        found = [fleiss(_ratings(seed, items=100)) for seed in range(200)]

        assert np.mean(found) == pytest.approx(0, abs=0.02)

    def test_the_interval_of_kappa_holds_as_often_as_promised(self) -> None:
        rng, held = np.random.default_rng(5), []
        share = np.array([0.4, 0.1, 0.1, 0.4])  # kappa 0.6
        for _ in range(800):
            table = rng.multinomial(150, share).reshape(2, 2).astype(float)
            low, high = cohen(table).interval
            held.append(low <= 0.6 <= high)

        assert np.mean(held) == pytest.approx(0.95, abs=0.025)


class TestRefusals:
    def test_a_table_that_is_not_square(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            cohen(np.ones((2, 3)))

        assert str(refused.value) == (
            "Two raters need a square table with items, one row and column a code; "
            "got 2 x 3 with 6 items."
        )

    def test_one_rater(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            krippendorff(np.ones((5, 1)))

        assert str(refused.value) == (
            "Agreement needs items rated by at least 2 raters; got a table of 5 x 1."
        )

    def test_a_missing_rating(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            fleiss(np.array([[1.0, np.nan]]))

        assert str(refused.value) == (
            "Fleiss' kappa needs every item rated by every rater. "
            "Use Krippendorff's alpha where ratings are missing."
        )
