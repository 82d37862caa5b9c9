"""Run lengths of charts that remember values: printed ones, laws, simulations."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc import arl_memory as memory

FEW = 20  # each example solves for whole run lengths


class TestTheBook:
    def test_cusum_of_five_sigmas(self) -> None:
        """Montgomery, table 9.3: k = 0.5, h = 5."""
        found = [memory.cusum(0.5, 5, shift) for shift in (0, 1)]

        assert found == pytest.approx([465, 10.4], rel=0.005)

    def test_a_head_start_finds_a_shift_sooner(self) -> None:
        """Lucas and Crosier (1982): 6.35 in place of 10.4 points."""
        assert memory.cusum(0.5, 5, 1, start=2.5) == pytest.approx(6.35, abs=0.005)

    def test_ewma_of_a_fifth(self) -> None:
        """Montgomery, table 9.11: lambda 0.2, L 2.962."""
        found = [memory.ewma(0.2, 2.962, shift) for shift in (0, 1)]

        assert found == pytest.approx([500, 10.5], rel=0.005)

    def test_an_individuals_chart_with_its_range_chart(self) -> None:
        assert memory.individuals(3, 3.686, 0) == pytest.approx(105.35, abs=0.01)


class TestAlways:
    shifts = st.floats(0, 3)

    @settings(max_examples=FEW)
    @given(shifts)
    def test_charts_without_memory_are_shewhart_charts(self, shift: float) -> None:
        beyond = math.erfc((3 - shift) / math.sqrt(2)) / 2
        beyond += math.erfc((3 + shift) / math.sqrt(2)) / 2

        assert memory.ewma(1, 3, shift) == pytest.approx(1 / beyond, rel=1e-8)
        assert memory.autoregressive(0, 3, shift) == pytest.approx(1 / beyond, rel=1e-8)

    @settings(max_examples=FEW)
    @given(shifts, st.floats(0.05, 0.9))
    def test_limits_that_widen_signal_no_later(
        self, shift: float, weight: float
    ) -> None:
        early = memory.ewma(weight, 2.8, shift, exact=True)

        assert 1 <= early <= memory.ewma(weight, 2.8, shift) * (1 + 1e-9)

    @settings(max_examples=FEW)
    @given(shifts)
    def test_both_directions_are_found_alike(self, shift: float) -> None:
        up, down = memory.cusum(0.5, 4, shift), memory.cusum(0.5, 4, -shift)

        assert up == pytest.approx(down, rel=1e-9)


@pytest.mark.statistical
class TestStatistically:
    def test_a_simulated_cusum(self) -> None:
        rng = np.random.default_rng(3)
        up, length = np.zeros(20_000), np.zeros(20_000)
        down, running = up.copy(), np.ones(20_000, dtype=bool)
        while running.any():
            length += running
            z = rng.normal(1, 1, len(up))
            up, down = np.maximum(0, up + z - 0.5), np.maximum(0, down - z - 0.5)
            running &= (up <= 4) & (down <= 4)

        assert length.mean() == pytest.approx(memory.cusum(0.5, 4, 1), rel=0.02)

    def test_a_simulated_pair_of_charts(self) -> None:
        x = np.random.default_rng(4).normal(2, 1, (200, 20_000))
        out = np.abs(x) > 3
        out[1:] |= np.abs(np.diff(x, axis=0)) > 2.5
        length = (out.argmax(axis=0) + 1).mean()

        assert length == pytest.approx(memory.individuals(3, 2.5, 2), rel=0.03)


class TestRefusals:
    @pytest.mark.parametrize(
        ("call", "what"),
        [
            (lambda: memory.ewma(0, 3, 0), "weight must be above 0 and at most 1"),
            (lambda: memory.ewma(0.2, 0, 0), "width must be above 0"),
            (lambda: memory.cusum(0, 5, 0), "slack must be above 0"),
            (lambda: memory.cusum(1, 0, 0), "limit must be above 0"),
            (lambda: memory.individuals(3, 0, 0), "range_width must be above 0"),
        ],
    )
    def test_settings_of_zero(self, call: Callable[[], float], what: str) -> None:
        with pytest.raises(InvalidSeries) as refused:
            call()

        assert str(refused.value) == f"No run length: {what}; got 0."

    def test_a_start_beyond_the_limit(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            memory.cusum(0.5, 5, 0, start=6)

        assert str(refused.value) == (
            "No run length: start must be within 0 and limit; got 6."
        )

    def test_a_memory_that_never_fades(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            memory.autoregressive(1, 3, 0)

        assert str(refused.value) == (
            "No run length: phi must lie between -1 and 1; got 1."
        )
