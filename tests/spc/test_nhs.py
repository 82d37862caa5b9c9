"""The NHS flavour of XmR: rounded constants, screened ranges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.spc import individuals, nhs
from qc.spc.points import NoNeighbours
from tests.builders import values

series = st.lists(
    st.floats(-1e3, 1e3).map(lambda x: round(x, 3)), min_size=3, max_size=40
).map(np.array)


class TestTheBook:
    def test_limits_lie_at_2_66_mean_ranges(self) -> None:
        x = values([10, 12, 11, 13])

        chart = nhs.chart(x, nhs.estimate(x))

        assert chart.centre[0] == 11.5
        assert chart.upper[0] == pytest.approx(11.5 + 2.66 * 5 / 3)
        assert chart.lower[0] == pytest.approx(11.5 - 2.66 * 5 / 3)
        assert chart.kind is ChartKind.XMR

    def test_ranges_from_3_267_mean_ranges_up_are_screened(self) -> None:
        x = values([5.0, 6, 5, 6, 5, 6, 5, 6, 90, 6, 5, 6, 5, 6, 5, 6])

        screened, whole = nhs.estimate(x), nhs.estimate(x, screen=False)

        assert screened.ranges_dropped == 2
        assert screened.spread == pytest.approx(2.66 / 3)
        assert whole.ranges_dropped == 0
        assert whole.spread > 10 * screened.spread


class TestAlways:
    @given(series)
    def test_it_differs_from_exact_constants_by_rounding_only(self, x: Floats) -> None:
        rounded = nhs.estimate(values(x), screen=False)
        exact = individuals.estimate(values(x))

        assert rounded.centre == exact.centre
        assert rounded.spread == pytest.approx(exact.spread, rel=6e-4)

    def test_no_range_crosses_a_gap(self) -> None:
        x = values([1, 2, np.nan, 90, 91])

        assert nhs.estimate(x).spread == pytest.approx(2.66 / 3)

    def test_constant_values_warn_and_never_signal(self) -> None:
        x = values([0.1] * 9)

        baseline = nhs.estimate(x)

        assert ChartWarning.NO_VARIATION in baseline.warnings
        assert not nhs.chart(x, baseline).beyond.any()


class TestRefusals:
    def test_too_little_history(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 1"):
            nhs.estimate(values([1]))

    def test_no_two_neighbours(self) -> None:
        with pytest.raises(NoNeighbours):
            nhs.estimate(values([1, np.nan, 2, np.nan, 3]))
