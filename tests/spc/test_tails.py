"""Tails without scipy agree with scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from qc.spc import tails


class TestTheBook:
    @pytest.mark.parametrize("nu", [1.0, 3.3, 13.9, 300.0])
    @pytest.mark.parametrize("t", [0.01, 0.5, 2.0, 5.0, 40.0])
    def test_student(self, t: float, nu: float) -> None:
        expected = 2 * special.stdtr(nu, -t)

        assert tails.student(t, nu) == pytest.approx(expected, rel=1e-9)
        assert tails.student(-t, nu) == tails.student(t, nu)

    def test_normal(self) -> None:
        assert tails.normal(3) == pytest.approx(0.0026997960632601866)
        assert tails.distance(0.0026997960632601866) == pytest.approx(3)

    @given(st.integers(2, 3000), st.data())
    def test_drawn_of_a_lot(self, size: int, data: st.DataObject) -> None:
        n = data.draw(st.integers(1, size - 1))
        events = data.draw(st.integers(1, size - 1))
        found = data.draw(st.integers(max(0, n + events - size), min(n, events)))
        law = stats.hypergeom(size, events, n)

        above = law.sf(found) + law.pmf(found) / 2
        below = law.cdf(found) - law.pmf(found) / 2

        got = tails.drawn(found, n, events, size)
        if min(above, below) > 1e-200 and got < 0.9:
            assert got == pytest.approx(2 * min(above, below), rel=1e-6)

    @given(st.integers(1, 3000), st.floats(0.01, 0.99), st.data())
    def test_split(self, events: int, share: float, data: st.DataObject) -> None:
        found = data.draw(st.integers(0, events))
        law = stats.binom(events, share)

        above = law.sf(found) + law.pmf(found) / 2
        below = law.cdf(found) - law.pmf(found) / 2

        got = tails.split(found, events, share)
        if min(above, below) > 1e-200 and got < 0.9:
            assert got == pytest.approx(2 * min(above, below), rel=1e-6)

    @given(st.integers(1, 8), st.integers(1, 50), st.integers(1, 500), st.data())
    def test_before(self, new: int, held: int, total: int, data: st.DataObject) -> None:
        found = data.draw(st.integers(0, total))
        law = stats.betabinom(total, new, held)

        above = law.sf(found) + law.pmf(found) / 2
        below = law.cdf(found) - law.pmf(found) / 2

        got = tails.before(found, total, new, held)
        if min(above, below) > 1e-12 and got < 0.9:
            assert got == pytest.approx(2 * min(above, below), rel=1e-3)


class TestTheEdges:
    def test_nothing_can_be_said(self) -> None:
        assert tails.drawn(0, 5, 0, 50) == 1
        assert tails.drawn(5, 5, 50, 50) == 1
        assert tails.split(0, 0, 0.3) == 1
        assert tails.before(0, 0, 1, 12) == 1
        assert tails.student(0, 5) == 1

    def test_beyond_all_doubt(self) -> None:
        assert tails.student(math.inf, 5) == 0
        assert tails.distance(0) == pytest.approx(37.0, abs=0.5)

    def test_large_numbers(self) -> None:
        exact = tails.drawn(52_000, 100_000, 552_000, 1_100_000)
        z = (52_000 - 552_000 / 11) / np.sqrt(100_000 * 0.5018 * 0.4982 * 10 / 11)

        assert exact == pytest.approx(2 * special.ndtr(-z), rel=0.05)
