"""Trees of referrals, clumping, and whether growth dies out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.chain.referral_clumping import clumping, extinction, mean_tree
from qc.chain.referral_tree import forest
from qc.core.errors import InvalidSeries


class TestTheBook:
    def test_a_tree_of_three_generations(self) -> None:
        trees = forest(np.array([-1, 0, 0, 1, -1, 3]))

        assert trees.generation.tolist() == [0, 1, 1, 2, 0, 3]
        assert trees.root.tolist() == [0, 0, 0, 0, 4, 0]
        assert trees.brought.tolist() == [2, 1, 0, 1, 0, 0]
        assert trees.descendants.tolist() == [4, 2, 0, 1, 0, 0]
        assert trees.generations.tolist() == [2, 2, 1, 1]
        assert (trees.largest, trees.growing) == (5, 1)
        assert trees.mean_size == 3.0
        assert trees.share_earned == pytest.approx(4 / 6)

    def test_numbers_that_stand_for_nobody_do_not_count(self) -> None:
        trees = forest(np.array([-1, 0, -1]), np.array([True, True, False]))

        assert (trees.customers, trees.seeds.tolist()) == (2, [0])

    def test_nobody_at_all(self) -> None:
        trees = forest(np.zeros(0, dtype=np.int64))

        assert trees.largest == 0
        assert math.isnan(trees.mean_size)
        assert math.isnan(trees.share_earned)

    def test_mean_tree_and_extinction_of_the_methods(self) -> None:
        assert mean_tree(0.4) == pytest.approx(1.667, abs=1e-3)
        assert math.isnan(mean_tree(1.0))
        assert extinction(1.2, 0.3) == pytest.approx(0.9205, abs=5e-5)
        assert extinction(1.2) == pytest.approx(0.6863, abs=5e-5)
        assert extinction(1.0) == 1.0

    def test_nobody_referred_nobody(self) -> None:
        found = clumping(np.zeros(12, dtype=np.int64))

        assert found.mean == 0
        assert math.isnan(found.k)
        assert math.isnan(found.top_tenth)
        assert math.isnan(clumping(np.zeros(0, dtype=np.int64)).mean)


class TestAlways:
    @settings(max_examples=30)
    @given(st.lists(st.integers(-1, 30), max_size=31))
    def test_descendants_add_up_over_the_generations(self, raw: list[int]) -> None:
        parent = np.array([p if p < i else -1 for i, p in enumerate(raw)], dtype=int)
        trees = forest(parent)

        assert trees.descendants.sum() == trees.generation.sum()
        assert trees.brought.sum() == (parent >= 0).sum()
        assert np.array_equal(trees.root[trees.root], trees.root)

    def test_a_very_long_chain_is_quick(self) -> None:
        trees = forest(np.arange(20_000) - 1)

        assert trees.generation[-1] == 19_999
        assert trees.descendants[0] == 19_999


class TestStatistically:
    def test_clumping_is_found_again(self) -> None:
        rng = np.random.default_rng(1)
        counts = rng.poisson(rng.gamma(0.35, 0.3 / 0.35, 8_000))

        assert clumping(counts).k == pytest.approx(0.35, rel=0.15)
        assert clumping(counts).top_tenth > 0.5


class TestRefusals:
    def test_a_loop(self) -> None:
        with pytest.raises(InvalidSeries, match="clean the referral rows"):
            forest(np.array([1, 0]))

    def test_a_negative_count(self) -> None:
        with pytest.raises(InvalidSeries, match="counts; got -1"):
            clumping(np.array([0, -1]))
