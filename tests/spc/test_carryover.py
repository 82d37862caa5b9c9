"""Memory or a moved level: by hand, laws, and how often each is mistaken."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.spc import individuals, residual
from qc.spc.carryover import Advice, Memory, memory, step_share, trend_share
from tests.builders import values
from tests.spc.makers import ar1, normal


def _of(x: np.ndarray) -> Memory:
    return memory(x, ~np.isnan(x))


class TestTheBook:
    def test_a_clean_step_explains_all(self) -> None:
        assert step_share(np.repeat([1.0, 5.0], 6)) == pytest.approx(1)

    def test_a_step_by_hand(self) -> None:
        """Levels 1 and 2.5 about 2: 2 + 4/4 = 3 of 5 squares."""
        assert step_share(np.array([1.0, 1, 3, 2, 3, 2])) == pytest.approx(0.75)

    def test_a_line_explains_all_of_itself(self) -> None:
        at = np.array([0.0, 1, 3, 4])

        assert trend_share(2 * at + 1, at) == pytest.approx(1)
        assert trend_share(np.array([1.0, -1, -1, 1]), np.arange(4.0)) == 0

    def test_each_kind_of_likeness_is_told(self) -> None:
        rng, noise = np.random.default_rng(1), normal(60, 2)
        level = np.repeat([0.0, 3.0], 30)

        found = [
            _of(x).advice
            for x in (
                noise,
                noise + level,
                noise + np.linspace(0, 5, 60),
                ar1(200, 0.45, rng),
                ar1(200, 0.85, rng),
            )
        ]

        assert found == [
            Advice.PLAIN,
            Advice.UNSTEADY,
            Advice.UNSTEADY,
            Advice.WIDER,
            Advice.RESIDUALS,
        ]


class TestAlways:
    @given(st.integers(0, 1000), st.floats(0.1, 9), st.floats(-99, 99))
    def test_unit_and_origin_do_not_matter(
        self, seed: int, scale: float, shift: float
    ) -> None:
        x = ar1(30, 0.7, np.random.default_rng(seed))

        one, other = _of(x), _of(scale * x + shift)

        assert one.advice is other.advice
        assert one.moved == pytest.approx(other.moved, abs=1e-6)

    @given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=30))
    def test_shares_are_shares(self, x: list[float]) -> None:
        at = np.arange(float(len(x)))

        assert 0 <= step_share(np.array(x)) <= 1 + 1e-9
        assert 0 <= trend_share(np.array(x), at) <= 1 + 1e-9

    def test_a_rounding_is_no_variation(self) -> None:
        x = np.full(5, 819.4762328325992)

        assert step_share(x) == 0
        assert trend_share(x, np.arange(5.0)) == 0

    @pytest.mark.parametrize("x", [np.full(20, 3.0), np.full(3, np.nan), np.empty(0)])
    def test_without_variation_nothing_is_remembered(self, x: np.ndarray) -> None:
        found = _of(x)

        assert (found.phi, found.moved, found.advice) == (0.0, 0.0, Advice.PLAIN)
        assert math.isnan(found.r1)

    def test_only_the_baseline_is_looked_at(self) -> None:
        x = np.append(normal(30, 3), np.full(30, 9.0))

        assert memory(x, np.arange(60) < 30).advice is Advice.PLAIN
        assert _of(x).advice is Advice.UNSTEADY

    def test_one_may_ask_to_be_surer(self) -> None:
        x = ar1(40, 0.45, np.random.default_rng(6))
        used = np.ones(40, dtype=bool)

        assert memory(x, used).remembers
        assert not memory(x, used, sure=4).remembers


@pytest.mark.statistical
class TestStatistically:
    """The table in the module's docstring, in small."""

    @pytest.mark.parametrize(
        ("k", "phi", "most", "less"),
        [(24, 0.4, 0.036, 0.9), (24, 0.8, 0.08, 0.4), (50, 0.8, 0.02, 0.15)],
    )
    def test_memory_raises_few_false_alarms(
        self, k: int, phi: float, most: float, less: float
    ) -> None:
        rng = np.random.default_rng(7)
        found, plain = np.mean(
            [_alarms(ar1(k + 26, phi, rng), k) for _ in range(400)], 0
        )

        assert found < most
        assert found < less * plain

    @pytest.mark.parametrize(("k", "most"), [(24, 0.13), (50, 0.03)])
    def test_a_step_is_seldom_taken_for_memory(self, k: int, most: float) -> None:
        rng, taken = np.random.default_rng(8), []
        for _ in range(300):
            moment = rng.integers(k // 5, k - k // 5)
            taken.append(_of(rng.normal(size=k) + 2 * (np.arange(k) >= moment)))

        assert np.mean([each.remembers for each in taken]) < most

    def test_independent_values_are_left_alone(self) -> None:
        rng = np.random.default_rng(9)

        found = [_of(rng.normal(size=30)).advice for _ in range(500)]

        assert found.count(Advice.PLAIN) > 0.96 * len(found)


def _alarms(x: np.ndarray, k: int) -> tuple[float, float]:
    """Share of new points beyond the limits: by the advice, and on an XmR chart."""
    series, later = values(x), np.arange(len(x)) >= k
    advice = memory(x, ~later).advice
    wide = individuals.estimate(
        series, excluded=later, autocorrelated=advice is Advice.WIDER
    )
    drawn = individuals.chart(series, wide)
    if advice is Advice.RESIDUALS:
        drawn = residual.chart(series, residual.estimate(series, excluded=later))
    plain = individuals.chart(series, individuals.estimate(series, excluded=later))
    return drawn.beyond[later].mean(), plain.beyond[later].mean()
