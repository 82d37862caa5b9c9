"""Two groups of units: the closed form, laws of symmetry, and how often it errs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.spc.funnel import Law, funnel
from qc.spc.two_groups import CHANCE, FEWEST, chance_of, groups_of, two_groups

APART = np.array([1.0, 2, 3, 4, 5, 6, 7, 20, 21, 22])


class TestTheBook:
    def test_the_chance_of_a_ratio(self) -> None:
        """2 stretches of 1: u / (1 - u) or its inverse is above r in 2 / (1 + r)."""
        assert chance_of(3.0, 2) == pytest.approx(2 / 4)
        assert chance_of(2.0, 23) == pytest.approx(2 / 24)
        assert chance_of(1.0, 23) == 1.0
        assert chance_of(math.inf, 23) == 0.0

    def test_a_stretch_without_anybody(self) -> None:
        found = two_groups(APART)

        assert found is not None
        assert (found.low, found.high, found.below) == (7.0, 20.0, 7)
        assert found.ratio == 13.0
        assert found.chance == chance_of(13.0, 9)


class TestAlways:
    @given(st.floats(0.01, 100), st.floats(-100, 100))
    def test_neither_unit_nor_origin_matter(self, scale: float, shift: float) -> None:
        found = two_groups(APART * scale + shift)

        assert found is not None
        assert found.ratio == pytest.approx(13.0)
        mirrored = two_groups(-APART * scale)
        assert mirrored is not None
        assert mirrored.below == 3

    def test_a_case_more_or_less_is_no_stretch(self) -> None:
        shares = np.array([0.05] * 7 + [0.10] * 5)

        assert two_groups(shares, step=0.05) is None
        assert two_groups(shares, step=0.005) is not None


class TestStatistically:
    def test_one_law_seldom_makes_two_groups(self) -> None:
        """The chance is exact for even spread; less for a heap or a long tail."""
        rng = np.random.default_rng(20260404)
        many = (2_000, 24)
        laws = {
            "even": rng.uniform(size=many),
            "normal": rng.normal(size=many),
            "tail": rng.exponential(size=many),
        }

        told = {
            name: np.mean([two_groups(row) is not None for row in rows])
            for name, rows in laws.items()
        }

        assert told["even"] < CHANCE
        assert told["normal"] < 0.02
        assert told["tail"] < CHANCE

    def test_groups_far_apart_are_told(self) -> None:
        rng = np.random.default_rng(20260405)
        rows = rng.normal(size=(200, 24)) + np.where(np.arange(24) < 8, 10, 0)

        assert np.mean([two_groups(row) is not None for row in rows]) > 0.95

    @pytest.mark.parametrize(("apart", "told"), [(0.0, 0.0), (1.5, 1.0)])
    def test_agents_of_shares(self, apart: float, told: float) -> None:
        """24 agents of 500 contacts: one level that varies, or 8 of them far worse."""
        rng = np.random.default_rng(20260406)
        spread = 0.1 if apart else 0.5
        odds = np.log(0.1 / 0.9) + spread * rng.normal(size=(100, 24))
        share = 1 / (1 + np.exp(-odds - apart * (np.arange(24) < 8)))
        events = rng.binomial(500, share).astype(np.float64)
        n = np.full(24, 500.0)

        found = [groups_of(funnel(row, n, Law.BINOMIAL)) for row in events]

        assert np.mean([one is not None for one in found]) == pytest.approx(
            told, abs=CHANCE
        )
        if apart:
            assert {one.below for one in found if one} == {16}


class TestRefusals:
    def test_too_few_units(self) -> None:
        assert two_groups(APART[-FEWEST + 1 :]) is None

    def test_odd_ones_out_are_no_group(self) -> None:
        assert two_groups(np.array([*range(10), 50.0, 51.0])) is None

    def test_all_alike(self) -> None:
        assert two_groups(np.ones(12)) is None
