"""Constants of ranges: the printed tables, the laws, the refusals."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from qc.core.errors import InvalidSeries
from qc.spc.constants import c4, d2, d3, d4, range_lower, range_upper


class TestTheBook:
    """Montgomery, appendix VI: factors for control charts."""

    @pytest.mark.parametrize(
        ("n", "expected"), [(2, 1.128), (3, 1.693), (5, 2.326), (10, 3.078)]
    )
    def test_d2(self, n: int, expected: float) -> None:
        assert d2(n) == pytest.approx(expected, abs=5e-4)

    @pytest.mark.parametrize(
        ("n", "expected"), [(2, 0.853), (5, 0.864), (10, 0.797), (25, 0.708)]
    )
    def test_d3(self, n: int, expected: float) -> None:
        assert d3(n) == pytest.approx(expected, abs=5e-4)

    @pytest.mark.parametrize(
        ("n", "expected"), [(2, 0.7979), (5, 0.9400), (25, 0.9896)]
    )
    def test_c4(self, n: int, expected: float) -> None:
        assert c4(n) == pytest.approx(expected, abs=5e-5)

    @pytest.mark.parametrize(
        ("n", "low", "high"), [(2, 0, 3.267), (5, 0, 2.114), (10, 0.223, 1.777)]
    )
    def test_limits_of_ranges(self, n: int, low: float, high: float) -> None:
        assert range_lower(n) == pytest.approx(low, abs=6e-4)
        assert range_upper(n) == pytest.approx(high, abs=6e-4)


class TestAlways:
    def test_closed_forms_for_two(self) -> None:
        assert d2(2) == pytest.approx(2 / math.sqrt(math.pi), rel=1e-13)
        assert d3(2) == pytest.approx(math.sqrt(2 - 4 / math.pi), rel=1e-13)
        assert c4(2) == pytest.approx(math.sqrt(2 / math.pi), rel=1e-13)
        assert d4() == pytest.approx(0.9538725524089, rel=1e-12)

    def test_more_values_spread_wider(self) -> None:
        ranges = [d2(n) for n in (2, 3, 5, 20, 200, 2000)]

        assert np.all(np.diff(ranges) > 0)

    @pytest.mark.parametrize("n", [26, 343, 344, 345, 10_000])
    def test_c4_of_large_groups_follows_its_series(self, n: int) -> None:
        """A table ends at 25, a plain gamma function at 343."""
        m = n - 1

        series = 1 - 1 / (4 * m) + 1 / (32 * m**2) + 5 / (128 * m**3)

        assert c4(n) == pytest.approx(series, rel=1e-7)


@pytest.mark.statistical
class TestStatistically:
    def test_ranges_of_simulated_values(self) -> None:
        drawn = np.random.default_rng(7).normal(size=(100_000, 7))

        ranges = np.ptp(drawn, axis=1)

        assert ranges.mean() == pytest.approx(d2(7), rel=0.005)
        assert ranges.std() == pytest.approx(d3(7), rel=0.01)


class TestRefusals:
    @pytest.mark.parametrize("constant", [d2, d3, c4])
    def test_a_single_value_has_no_range(
        self, constant: Callable[[int], float]
    ) -> None:
        with pytest.raises(InvalidSeries) as refused:
            constant(1)

        assert str(refused.value) == "A range needs at least 2 values; got n = 1."
