"""Fisher's noncentral hypergeometric law: by hand, against a library, and refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nchypergeom_fisher

from qc.core.errors import InvalidSeries
from qc.spc.drawn_by_odds import mid_p


def by_scipy(found: int, n: int, events: int, size: int, odds: float) -> float:
    k = np.arange(max(0, events - (size - n)), min(n, events) + 1)
    chance = nchypergeom_fisher.pmf(k, size, events, n, odds)
    own = chance[k == found].sum() / 2
    return float(
        min(1, 2 * (own + min(chance[k < found].sum(), chance[k > found].sum())))
    )


class TestTheBook:
    def test_the_lady_tasting_tea(self) -> None:
        """Eight cups, four with milk first, all told right: 1 chance in 70."""
        assert mid_p(4, 4, 4, 8, 1.0) == pytest.approx(1 / 70)

    @pytest.mark.parametrize("odds", [0.2, 1.0, 1.7, 9.0])
    @pytest.mark.parametrize("found", [0, 3, 9, 20])
    def test_as_scipy_says(self, found: int, odds: float) -> None:
        expected = by_scipy(found, 30, 60, 500, odds)
        assert mid_p(found, 30, 60, 500, odds) == pytest.approx(expected, rel=1e-6)


class TestAlways:
    @given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 300), st.data())
    def test_at_even_odds_it_is_the_usual_law(
        self, n: int, events: int, rest: int, data: st.DataObject
    ) -> None:
        size = n + rest
        events = min(events, size - 1)
        low, high = max(0, events - rest), min(n, events)
        found = data.draw(st.integers(low, high))
        chance = mid_p(found, n, events, size, 1.0)
        assert chance == pytest.approx(by_scipy(found, n, events, size, 1.0), abs=1e-9)
        other = mid_p(n - found, n, size - events, size, 1.0)
        assert chance == pytest.approx(other)  # what failed, or what did not

    def test_huge_tables_are_no_trouble(self) -> None:
        assert mid_p(60_000, 100_000, 500_000, 1_000_000, 1.0) == 0.0
        assert 0.1 < mid_p(50_100, 100_000, 500_000, 1_000_000, 1.0) < 1.0


class TestRefusals:
    @pytest.mark.parametrize("case", [(9, 4, 9, 20, 1.0), (1, 4, 9, 20, 0.0)])
    def test_tables_that_cannot_be(
        self, case: tuple[float, float, float, float, float]
    ) -> None:
        with pytest.raises(InvalidSeries, match="no such table can be"):
            mid_p(*case)
