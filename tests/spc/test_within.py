"""Sigma within subgroups: five estimators that agree on what they estimate."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.core.series import Samples
from qc.spc.constants import c4
from qc.spc.within import NoPairs, Within, of_sizes, sd_of_s, sigma_within
from tests.builders import samples, weeks

numbers = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
groups = st.lists(
    st.lists(numbers, min_size=2, max_size=6), min_size=2, max_size=12
).map(samples)


def _all(series: Samples, how: Within = Within.POOLED) -> float:
    return sigma_within(series, ~series.missing, how)


class TestTheBook:
    """The b factors of the S chart (Montgomery, appendix VI): B5, B6 = c4 -+ 3 sd."""

    @pytest.mark.parametrize(("n", "b6"), [(2, 2.606), (5, 1.964), (25, 1.420)])
    def test_b6(self, n: int, b6: float) -> None:
        assert c4(n) + 3 * sd_of_s(n) == pytest.approx(b6, abs=6e-4)


class TestAlways:
    @given(groups, st.sampled_from(Within), st.floats(0.1, 10))
    def test_sigma_follows_the_unit(
        self, series: Samples, how: Within, scale: float
    ) -> None:
        assert series.ranges is not None
        other = Samples(
            at=series.at,
            n=series.n,
            mean=series.mean * scale + 7,
            m2=series.m2 * scale**2,
            ranges=series.ranges * scale,
        )

        assert _all(other, how) == pytest.approx(scale * _all(series, how), abs=1e-9)

    @pytest.mark.parametrize(
        ("plain", "weighted"),
        [
            (Within.MEAN_SD, Within.WEIGHTED_SD),
            (Within.MEAN_RANGE, Within.WEIGHTED_RANGE),
        ],
    )
    def test_weights_do_nothing_to_equal_sizes(
        self, plain: Within, weighted: Within
    ) -> None:
        x = np.random.default_rng(3).normal(5, 2, (9, 4))
        series = samples(x.tolist())

        assert _all(series, weighted) == pytest.approx(_all(series, plain))

    def test_one_range_of_two_is_one_standard_deviation_of_two(self) -> None:
        series = samples([[3, 7], [5]])

        assert _all(series, Within.MEAN_RANGE) == pytest.approx(
            _all(series, Within.MEAN_SD)
        )

    def test_the_series_takes_over_where_the_difference_ends(self) -> None:
        exact = math.sqrt(1 - c4(2_000) ** 2)

        assert sd_of_s(2_001) == pytest.approx(exact, rel=3e-4)
        assert sd_of_s(2_001) < exact
        assert sd_of_s(10**9) == pytest.approx(math.sqrt(5e-10), rel=1e-6)

    def test_a_single_value_has_no_constant(self) -> None:
        found = of_sizes(c4, np.array([0.0, 1.0, 2.0, 1.0]))

        np.testing.assert_array_equal(np.isnan(found), [True, True, False, True])


@pytest.mark.statistical
class TestStatistically:
    def test_all_five_are_unbiased_with_sizes_that_differ(self) -> None:
        rng = np.random.default_rng(20240602)
        sizes = rng.integers(1, 9, 4_000)
        series_of = [rng.normal(10, 3, size).tolist() for size in sizes]
        k = len(series_of)
        at = np.datetime64("1900-01-01") + np.arange(k) * np.timedelta64(1, "D")
        built = samples(series_of)
        series = Samples(
            at=at, n=built.n, mean=built.mean, m2=built.m2, ranges=built.ranges
        )

        for how in Within:
            assert _all(series, how) == pytest.approx(3, rel=0.03), how


class TestRefusals:
    def test_no_subgroup_with_two_values(self) -> None:
        with pytest.raises(NoPairs) as refused:
            _all(samples([[1], [2], []]))

        assert str(refused.value) == (
            "No subgroup has two values, so the spread within subgroups is unknown. "
            "Take a coarser subgroup (week instead of day), or an xmr chart."
        )

    def test_ranges_that_were_not_kept(self) -> None:
        two = np.full(2, 2.0)
        series = Samples(at=weeks(2), n=two, mean=two, m2=two)

        with pytest.raises(InvalidSeries) as refused:
            _all(series, Within.MEAN_RANGE)

        assert str(refused.value) == (
            "These samples hold no ranges, only means and squares. "
            "Estimate from standard deviations, or draw an s chart."
        )
