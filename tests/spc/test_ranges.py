"""Moving ranges: what they bridge (nothing), what they estimate, what they refuse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.spc.constants import d2, d4
from qc.spc.points import NoNeighbours
from qc.spc.ranges import SigmaFrom, moving_ranges, range_estimate
from tests.spc.makers import at

finite = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
series = st.lists(finite, min_size=3, max_size=40).map(np.array)


class TestTheBook:
    def test_three_values_by_hand(self) -> None:
        found = range_estimate(np.array([1.0, 4.0, 2.0]), np.ones(3, dtype=bool))

        assert found.centre == 2.5
        assert found.sigma == pytest.approx(2.5 / 1.128379, rel=1e-6)
        assert found.upper == pytest.approx(3.266532 * 2.5, rel=1e-6)

    def test_screening_drops_once_what_is_not_below_the_range_limit(self) -> None:
        x = np.array([5.0, 6, 5, 6, 5, 6, 5, 6, 25, 6, 5, 6, 5, 6, 5, 6])

        found = range_estimate(x, ~np.isnan(x), SigmaFrom.SCREENED_RANGE)

        assert found.dropped == 2
        assert found.centre == 1.0

    @pytest.mark.parametrize("how", SigmaFrom)
    def test_only_screening_drops_ranges(self, how: SigmaFrom) -> None:
        x = np.array([5.0, 6, 5, 6, 5, 6, 5, 6, 25, 6, 5, 6, 5, 6, 5, 6])

        found = range_estimate(x, ~np.isnan(x), how)

        assert (found.dropped > 0) is (how is SigmaFrom.SCREENED_RANGE)
        assert found.used + found.dropped == 15


class TestAlways:
    @given(series, st.integers(0, 39))
    def test_a_missing_and_an_excluded_point_are_one_to_a_range(
        self, x: Floats, index: int
    ) -> None:
        gone = at(index % len(x), len(x))

        excluded = moving_ranges(x, ~gone)
        missing = moving_ranges(np.where(gone, np.nan, x), ~gone)

        np.testing.assert_array_equal(excluded, missing)
        assert np.isnan(excluded[gone]).all()
        assert np.isnan(excluded[np.roll(gone, 1)]).all()

    @given(series, st.sampled_from(SigmaFrom), st.floats(0.1, 10), finite)
    def test_sigma_scales_and_does_not_shift(
        self, x: Floats, how: SigmaFrom, scale: float, shift: float
    ) -> None:
        if how is SigmaFrom.SCREENED_RANGE:
            x = np.round(x)  # a range near the screening limit may fall either way
            scale, shift = 2.0, 0.0
        everything = np.ones(len(x), dtype=bool)

        one = range_estimate(x, everything, how).sigma
        other = range_estimate(scale * x + shift, everything, how).sigma

        assert other == pytest.approx(scale * one, rel=1e-6, abs=1e-9)

    def test_a_run_of_equal_values_keeps_its_ranges_when_screened(self) -> None:
        x = np.full(9, 4.0)

        found = range_estimate(x, ~np.isnan(x), SigmaFrom.SCREENED_RANGE)

        assert (found.sigma, found.used, found.dropped) == (0.0, 8, 0)


@pytest.mark.statistical
class TestStatistically:
    """Table of section 4: what each estimator makes of a disturbed series."""

    @pytest.mark.parametrize(
        ("how", "spike", "step"),
        [
            (SigmaFrom.MEAN_RANGE, 1.42, 1.03),
            (SigmaFrom.MEDIAN_RANGE, 1.11, 1.04),
            (SigmaFrom.SCREENED_RANGE, 1.00, 1.01),
            (SigmaFrom.ALL_VALUES, 1.78, 1.43),
        ],
    )
    def test_mean_sigma(self, how: SigmaFrom, spike: float, step: float) -> None:
        clean = np.random.default_rng(3).normal(size=(1_000, 30))
        everything = np.ones(30, dtype=bool)

        def mean_sigma(disturbance: Floats) -> float:
            found = [range_estimate(x + disturbance, everything, how) for x in clean]
            return float(np.mean([each.sigma for each in found]))

        assert mean_sigma(np.where(at(15, 30), 8.0, 0.0)) == pytest.approx(
            spike, abs=0.03
        )
        assert mean_sigma(np.where(np.arange(30) < 15, 0.0, 2.0)) == pytest.approx(
            step, abs=0.03
        )

    def test_divisors_make_both_range_estimators_fair(self) -> None:
        x = np.random.default_rng(5).normal(size=200_000)
        ranges = moving_ranges(x, np.ones(len(x), dtype=bool))[1:]

        assert ranges.mean() / d2(2) == pytest.approx(1, abs=0.01)
        assert np.median(ranges) / d4() == pytest.approx(1, abs=0.01)


class TestRefusals:
    def test_values_that_are_never_neighbours(self) -> None:
        x = np.array([1.0, np.nan, 2.0, np.nan, 3.0])

        with pytest.raises(NoNeighbours) as refused:
            range_estimate(x, ~np.isnan(x))

        assert str(refused.value) == (
            "No two neighbouring subgroups have a value, so no moving range can be "
            "taken. Take a coarser subgroup (week instead of day)."
        )
        assert (refused.value.need, refused.value.got) == (2, 1)
