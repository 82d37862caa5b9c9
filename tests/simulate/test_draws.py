"""Random numbers by address."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.simulate.draws import Draw, Draws, Part, child, root

MANY = Draws(root(7, Part.CUSTOMER, 40_000))


class TestAlways:
    @given(st.integers(0, 2**70), st.sampled_from(Draw))
    def test_the_same_address_gives_the_same_number(
        self, seed: int, what: Draw
    ) -> None:
        keys = root(seed, Part.AGENT, 5)

        assert np.array_equal(Draws(keys).uniform(what), Draws(keys).uniform(what))

    @given(st.lists(st.integers(0, 99), min_size=1), st.sampled_from([0.35, 1.2, 3.0]))
    def test_company_does_not_matter(self, chosen: list[int], shape: float) -> None:
        keys = root(3, Part.STEP, 100)

        alone = Draws(keys[chosen]).gamma(Draw.RATE, shape)

        assert np.array_equal(alone, Draws(keys).gamma(Draw.RATE, shape)[chosen])

    @given(st.integers(0, 2**63), st.integers(0, 2**63))
    def test_uniform_never_reaches_its_ends(self, seed: int, number: int) -> None:
        u = Draws(child(root(seed, Part.STEP, 20), Part.STEP, number)).uniform(1)

        assert np.all((u > 0) & (u < 1))

    def test_parts_and_numbers_have_keys_of_their_own(self) -> None:
        keys = root(1, Part.AGENT, 100)
        families = [child(keys, part, n) for part in Part for n in range(50)]

        assert len(np.unique(np.concatenate(families))) == len(Part) * 50 * 100

    def test_an_infinite_shape_leaves_no_spread(self) -> None:
        assert np.all(MANY.gamma(Draw.RATE, math.inf) == 1)


class TestStatistically:
    def test_uniform_numbers_fill_their_range_evenly(self) -> None:
        counts = np.histogram(MANY.uniform(Draw.GAP), bins=40, range=(0, 1))[0]

        chi_square = np.sum((counts - 1000.0) ** 2 / 1000)
        assert chi_square < 39 + 4 * math.sqrt(2 * 39)

    @pytest.mark.parametrize("other", [Draw.TEAM, Draw.EVENT, Draw.STEPS])
    def test_purposes_do_not_go_together(self, other: Draw) -> None:
        r = np.corrcoef(MANY.uniform(Draw.GAP), MANY.uniform(other))[0, 1]

        assert abs(r) < 4 / math.sqrt(40_000)

    def test_neighbours_do_not_go_together(self) -> None:
        u = MANY.uniform(Draw.GAP)

        assert abs(np.corrcoef(u[1:], u[:-1])[0, 1]) < 4 / math.sqrt(40_000)

    @pytest.mark.parametrize("shape", [0.35, 1.2, 2.0, 8.0])
    def test_gamma_has_mean_one_and_variance_one_over_shape(self, shape: float) -> None:
        x = MANY.gamma(Draw.RATE, shape)

        assert x.mean() == pytest.approx(1, abs=4 / math.sqrt(shape * 40_000))
        assert x.var() == pytest.approx(1 / shape, rel=0.1)

    @pytest.mark.parametrize("mean", [0.05, 1.0, 30.0])
    def test_poisson_has_its_mean_as_variance(self, mean: float) -> None:
        x = MANY.poisson(Draw.COUNT, mean)

        assert x.mean() == pytest.approx(mean, abs=4 * math.sqrt(mean / 40_000))
        assert x.var() == pytest.approx(mean, rel=0.06)

    def test_normal_and_exponential_have_their_moments(self) -> None:
        z, e = MANY.normal(Draw.SKILL), MANY.exponential(Draw.GAP)

        assert abs(z.mean()) < 0.02
        assert z.std() == pytest.approx(1, abs=0.015)
        assert e.mean() == pytest.approx(1, abs=0.02)

    def test_pick_and_chance_keep_their_shares(self) -> None:
        picks = np.bincount(MANY.pick(Draw.AGENT, 4)) / 40_000

        assert picks == pytest.approx([0.25] * 4, abs=0.01)
        assert MANY.chance(Draw.KEPT, 0.6).mean() == pytest.approx(0.6, abs=0.01)
