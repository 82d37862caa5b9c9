"""Funnels of means: by hand, laws, chance, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.core.errors import InvalidSeries
from qc.spc.funnel import ACT, Funnel, Scale, Spread, limits
from qc.spc.funnel_calibrated import calibrated
from qc.spc.funnel_lines import p_values
from qc.spc.means_funnel import means


def _of(groups: list[Floats], scale: Scale = Scale.PLAIN) -> Funnel:
    n = np.array([float(len(g)) for g in groups])
    mean = np.array([g.mean() for g in groups])
    m2 = np.array([((g - g.mean()) ** 2).sum() for g in groups])
    return means(n, mean, m2, scale=scale)


def _groups(seed: int, units: int = 12, tau: float = 0.0) -> list[Floats]:
    rng = np.random.default_rng(seed)
    levels = 4 + tau * rng.normal(size=units)
    return [rng.normal(level, 1.5, rng.integers(5, 200)) for level in levels]


class TestTheBook:
    def test_two_units_by_hand(self) -> None:
        """1, 3 and 5, 7: mean 4, pooled variance (2 + 2) / 2, so sigma 1 each."""
        found = _of([np.array([1.0, 3]), np.array([5.0, 7])])

        assert found.target == 4
        assert found.sigma == pytest.approx([1, 1])
        assert found.z.tolist() == [-2, 2]

    def test_logarithms_come_back_as_geometric_means(self) -> None:
        found = _of([np.log([1.0, 4]), np.log([4.0, 16])], Scale.LOG)

        assert found.value == pytest.approx([2, 8])
        assert found.target == pytest.approx(4)
        low, high = limits(found, ACT, Spread.CHANCE)
        assert low * high == pytest.approx([16, 16])  # as far below as above

    def test_p_values_are_those_of_the_normal_law(self) -> None:
        found = _of([np.array([1.0, 3]), np.array([5.0, 7])])

        common = 2 / math.sqrt(1 + found.tau2)
        assert p_values(found) == pytest.approx([math.erfc(common / math.sqrt(2))] * 2)


class TestAlways:
    cases = st.builds(_groups, st.integers(0, 999), st.integers(2, 20))

    @given(cases, st.floats(0.1, 50), st.floats(-50, 50))
    def test_another_unit_of_measurement_changes_no_distance(
        self, groups: list[Floats], scale: float, shift: float
    ) -> None:
        one, other = _of(groups), _of([scale * g + shift for g in groups])

        np.testing.assert_allclose(other.z, one.z, atol=1e-6)
        np.testing.assert_allclose(other.z_common, one.z_common, atol=1e-6)

    @given(cases)
    def test_laws_of_counts_do_not_apply(self, groups: list[Floats]) -> None:
        drawn = _of(groups)

        for of_counts, of_means in (
            (Spread.EXACT, Spread.CHANCE),
            (Spread.MIXED, Spread.COMMON),
        ):
            np.testing.assert_array_equal(
                limits(drawn, ACT, of_counts), limits(drawn, ACT, of_means)
            )

    def test_a_unit_without_data_is_no_zero(self) -> None:
        found = means(np.array([4.0, 0, 4]), np.zeros(3), np.array([3.0, 0, 3]))

        assert np.isnan([found.value[1], found.z[1]]).all()
        assert found.target == 0

    def test_nobody_differs_where_all_values_are_equal(self) -> None:
        found = _of([np.full(3, 5.0), np.full(9, 5.0)])

        assert found.z_common.tolist() == [0, 0]
        assert found.tau2 == 0


@pytest.mark.statistical
class TestStatistically:
    def test_units_alike_are_called_out_as_rarely_as_promised(self) -> None:
        out = []
        for seed in range(150):
            drawn = calibrated(_of(_groups(seed, 20)))
            low, high = limits(drawn, ACT)
            out.append(np.mean((drawn.value < low) | (drawn.value > high)))

        assert np.mean(out) < 0.004

    def test_the_common_spread_is_found(self) -> None:
        found = [calibrated(_of(_groups(s, 40, tau=0.5))).tau2 for s in range(60)]

        assert np.mean(found) == pytest.approx(0.25, rel=0.2)


class TestRefusals:
    @pytest.mark.parametrize(
        ("n", "m2", "scale", "what"),
        [
            (
                [5.0, 0.0],
                [1.0, 0.0],
                Scale.PLAIN,
                "A funnel compares at least 2 units with data.",
            ),
            (
                [1.0, 1.0],
                [0.0, 0.0],
                Scale.PLAIN,
                "Means differ by chance as much as values do within a unit; no unit "
                "has 2 values to tell how much that is.",
            ),
            (
                [3.0, 3.0],
                [1.0, -1.0],
                Scale.PLAIN,
                "Counts and squared distances must not be negative.",
            ),
            (
                [3.0, 3.0],
                [1.0, 1.0],
                Scale.STABLE,
                "Means are compared as they are, or as logarithms.",
            ),
        ],
        ids=["one", "single", "negative", "scale"],
    )
    def test_impossible_units(
        self, n: list[float], m2: list[float], scale: Scale, what: str
    ) -> None:
        with pytest.raises(InvalidSeries) as refused:
            means(np.array(n), np.ones(2), np.array(m2), scale=scale)

        assert str(refused.value) == what
