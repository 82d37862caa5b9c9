"""The moment of a change: by hand, laws, and simulated steps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.core.kinds import Side
from qc.spc.changepoint import change_point
from tests.spc.makers import normal


class TestTheBook:
    def test_three_raised_points_by_hand(self) -> None:
        """From the 3rd point on: 3 x 2^2 = 12; from the 2nd: 4 x 1.25^2 = 6.25."""
        assert change_point(np.array([0.0, -1.0, 2.0, 2.0, 2.0])) == 2


class TestAlways:
    @given(st.integers(0, 999), st.integers(1, 40), st.floats(0.1, 9))
    def test_neither_unit_nor_side_matters(
        self, seed: int, count: int, scale: float
    ) -> None:
        gap = normal(count, seed)

        assert 0 <= change_point(gap) < count
        assert change_point(-scale * gap) == change_point(gap)

    def test_a_step_to_one_side_only(self) -> None:
        gap = np.array([0.0, 5.0, -1.0, -1.0, -1.0])

        assert change_point(gap) == 2
        assert change_point(gap, side=Side.ABOVE) == 1

    def test_missing_points_say_nothing(self) -> None:
        assert change_point(np.array([0.0, np.nan, 3.0, np.nan, 3.0])) == 2


@pytest.mark.statistical
class TestStatistically:
    def test_a_step_of_two_sigmas_is_dated_within_a_point_or_two(self) -> None:
        found = []
        for seed in range(400):
            gap = normal(30, seed)
            gap[18:] += 2
            found.append(change_point(gap))

        assert np.mean(np.abs(np.array(found) - 18) <= 2) > 0.9


class TestRefusals:
    def test_no_point(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            change_point(np.array([]))

        assert str(refused.value) == "No point, so no moment of change."
