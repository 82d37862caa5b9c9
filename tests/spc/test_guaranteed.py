"""Factors that keep the false alarm rate: printed ones, laws, simulated baselines."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.spc import guaranteed, individuals
from qc.spc.guaranteed import factor, tolerance_factor
from qc.spc.limits import tail_beyond
from qc.spc.ranges import SigmaFrom
from tests.builders import values
from tests.spc.makers import normal


class TestTheBook:
    def test_the_table_of_the_methods(self) -> None:
        sizes = (12, 20, 25, 50, 100)
        of_s = [factor(n, sigma=SigmaFrom.ALL_VALUES) for n in sizes]
        of_ranges = [factor(n) for n in sizes]

        assert of_s == pytest.approx([4.385, 3.926, 3.788, 3.495, 3.324], abs=6e-4)
        assert of_ranges == pytest.approx([4.983, 4.278, 4.076, 3.661, 3.427], abs=6e-4)

    def test_a_printed_tolerance_factor(self) -> None:
        """Hahn and Meeker, table A.10b: n = 20, 95 % confidence, 90 % of values."""
        k = tolerance_factor(20, confidence=0.95, content=0.90)

        assert k == pytest.approx(2.319, abs=5e-4)


class TestAlways:
    confidences = st.floats(0.5, 0.99)

    @given(st.integers(5, 500), confidences)
    def test_more_points_need_less(self, count: int, confidence: float) -> None:
        few, more = (factor(n, confidence=confidence) for n in (count, 2 * count))

        assert 3 < more < few

    @given(st.integers(5, 300), confidences)
    def test_the_shortcut_is_near_the_integral(
        self, count: int, confidence: float
    ) -> None:
        exact, near = (
            tolerance_factor(count, confidence=confidence, exact=each)
            for each in (True, False)
        )

        assert near == pytest.approx(exact, rel=0.03)

    def test_the_band_lies_around_the_limits(self) -> None:
        baseline = individuals.estimate(values(normal(25, 1)))

        low, high = guaranteed.band(baseline)

        assert (high + low) / 2 == pytest.approx(baseline.centre)
        assert (high - low) / 2 == pytest.approx(4.0755 * baseline.spread, rel=1e-4)


@pytest.mark.statistical
class TestStatistically:
    def test_a_tenth_of_short_baselines_breaks_the_promise_not_a_half(self) -> None:
        x = np.random.default_rng(8).normal(size=(20, 4_000))
        centre = x.mean(axis=0)
        sigma = np.abs(np.diff(x, axis=0)).mean(axis=0) * math.sqrt(math.pi) / 2
        ndtr = np.vectorize(tail_beyond)

        broken = {
            width: np.mean(
                ndtr(centre + width * sigma) + ndtr(width * sigma - centre) > 0.0027
            )
            for width in (3.0, factor(20))
        }

        assert broken[3.0] > 0.5
        assert 0.05 < broken[factor(20)] < 0.11


class TestRefusals:
    def test_one_point(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            factor(1)

        assert str(refused.value) == "A factor needs at least 2 points; got 1."

    @pytest.mark.parametrize("confidence", [0.0, 1.0, float("nan")])
    def test_certainty(self, confidence: float) -> None:
        with pytest.raises(InvalidSeries) as refused:
            factor(20, confidence=confidence)

        assert str(refused.value) == (
            f"A confidence must lie between 0 and 1; got {confidence}."
        )

    def test_a_sigma_of_unknown_law(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            factor(20, sigma=SigmaFrom.MEDIAN_RANGE)

        assert str(refused.value) == (
            "No guaranteed factor is known for sigma from the median-range. "
            "Take the mean range or all values."
        )
