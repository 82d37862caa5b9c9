"""The three-way chart: between and within subgroups told apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import TooFewSubgroups
from qc.core.series import Samples
from qc.spc import averages, individuals, three_way
from qc.spc.points import NoNeighbours
from qc.spc.within import NoPairs
from tests.builders import samples, values

numbers = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
groups = st.lists(
    st.lists(numbers, min_size=2, max_size=6), min_size=2, max_size=12
).map(samples)


def _days(k: int, between: float, seed: int) -> Samples:
    rng = np.random.default_rng(seed)
    level = rng.normal(20, between, k)[:, None]
    return samples((level + rng.normal(0, 2, (k, 5))).tolist())


class TestTheBook:
    def test_the_sum_by_hand(self) -> None:
        """Means 2, 6, 2, 6: sigma 4 / 1.128; s = sqrt(2) / c4(5) within, n = 2."""
        series = samples([[1, 3], [5, 7], [1, 3], [5, 7]])

        found = three_way.estimate(series)

        within = np.sqrt(2) / 0.939986
        assert found.means.spread == pytest.approx(4 / 1.128379, rel=1e-6)
        assert found.within.spread == pytest.approx(within, rel=1e-5)
        assert found.between**2 == pytest.approx(
            (4 / 1.128379) ** 2 - within**2 / 2, rel=1e-5
        )


class TestAlways:
    @given(groups)
    def test_variances_add_up(self, series: Samples) -> None:
        found = three_way.estimate(series)

        assert found.between >= 0
        assert 0 <= found.share_between <= 1
        assert found.total**2 == pytest.approx(
            found.within.spread**2 + found.between**2
        )

    @given(groups)
    def test_means_are_judged_as_single_values(self, series: Samples) -> None:
        alone = values(series.mean)

        found = three_way.chart(series, three_way.estimate(series)).means
        single = individuals.chart(alone, individuals.estimate(alone))

        np.testing.assert_allclose(found.upper, single.upper)
        np.testing.assert_allclose(found.lower, single.lower)
        np.testing.assert_array_equal(found.beyond, single.beyond)

    def test_a_missing_day_is_not_bridged(self) -> None:
        series = samples([[1, 3], [2, 4], [], [90, 92], [91, 93]])

        found = three_way.estimate(series)

        assert found.means.spread == pytest.approx(1 / 1.128379, rel=1e-6)

    def test_constant_values_have_no_share(self) -> None:
        found = three_way.estimate(samples([[4, 4]] * 3))

        assert found.total == 0
        assert found.share_between == 0


@pytest.mark.statistical
class TestStatistically:
    def test_days_that_differ_by_nature_do_not_signal(self) -> None:
        days = _days(600, between=2, seed=5)

        plain = averages.chart(days, averages.estimate(days)).beyond.mean()
        found = three_way.estimate(days)
        judged = three_way.chart(days, found)

        assert plain > 0.1
        assert judged.means.beyond.mean() < 0.01
        assert judged.within.beyond.mean() < 0.015
        assert found.between == pytest.approx(2, rel=0.1)
        assert found.within.spread == pytest.approx(2, rel=0.05)

    def test_equal_days_leave_little_between(self) -> None:
        assert three_way.estimate(_days(600, between=0, seed=6)).share_between < 0.05


class TestRefusals:
    def test_one_day(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 1"):
            three_way.estimate(samples([[1, 2]]))

    def test_single_values(self) -> None:
        with pytest.raises(NoPairs):
            three_way.estimate(samples([[1], [2], [3]]))

    def test_no_two_neighbours(self) -> None:
        with pytest.raises(NoNeighbours):
            three_way.estimate(samples([[1, 2], [], [3, 4]]))
