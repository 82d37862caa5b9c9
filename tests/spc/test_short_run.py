"""Short runs: parts standardised onto one chart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Ints
from qc.core.errors import InvalidSeries, TooFewSubgroups
from qc.core.kinds import ChartWarning
from qc.spc import individuals, short_run
from tests.builders import values
from tests.spc.makers import normal


def _parts(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


class TestTheBook:
    def test_the_sum_by_hand(self) -> None:
        """Part 0: mean 12, range 4; part 1: mean 101, range 2; sigma = R / d2."""
        x, part = values([10, 100, 14, 102]), _parts(0, 1, 0, 1)

        parts = short_run.estimate(x, part)
        chart = short_run.chart(x, part, parts)

        np.testing.assert_allclose(parts.centre, [12, 101])
        np.testing.assert_allclose(parts.sigma, np.array([4, 2]) / 1.128379, rtol=1e-6)
        half = 1.128379 / 2
        np.testing.assert_allclose(chart.value, [-half, -half, half, half], rtol=1e-6)
        assert chart.upper.tolist() == [3.0] * 4

    def test_relative_sigma_is_one_share_of_every_centre(self) -> None:
        """Shares 4/12 and 2/101 over d2, one range each: their mean."""
        x, part = values([10, 100, 14, 102]), _parts(0, 1, 0, 1)

        parts = short_run.estimate(x, part, relative=True)

        share = (4 / 12 + 2 / 101) / 2 / 1.128379
        np.testing.assert_allclose(parts.sigma, parts.centre * share, rtol=1e-6)


class TestAlways:
    @given(st.integers(0, 99), st.floats(0.1, 10), st.floats(-100, 100))
    def test_a_part_in_another_unit_looks_the_same(
        self, seed: int, scale: float, shift: float
    ) -> None:
        x, part = normal(20, seed, mean=5), np.arange(20) % 2
        other = np.where(part == 1, x * scale + shift, x)

        one = short_run.chart(values(x), part, short_run.estimate(values(x), part))
        moved = short_run.chart(
            values(other), part, short_run.estimate(values(other), part)
        )

        np.testing.assert_allclose(moved.value, one.value, atol=1e-6)

    def test_one_part_alone_is_an_xmr_chart(self) -> None:
        x = values(normal(20, 3, mean=9))
        part = np.zeros(20, dtype=np.int64)

        found = short_run.chart(x, part, short_run.estimate(x, part))

        single = individuals.chart(x, individuals.estimate(x))
        np.testing.assert_allclose(found.value, single.z)

    def test_missing_values_are_left_out(self) -> None:
        x, part = values([1, np.nan, 3, 5]), _parts(0, 0, 0, 0)

        parts = short_run.estimate(x, part)
        chart = short_run.chart(x, part, parts)

        assert parts.centre[0] == 3
        assert parts.all_parts.subgroups == 3
        assert np.isnan(chart.value[1])

    def test_a_new_value_is_judged_by_its_own_part(self) -> None:
        x, part = values([10, 100, 14, 102, 12, 101]), _parts(0, 1, 0, 1, 0, 1)
        new = values([100, 100])

        chart = short_run.chart(new, _parts(0, 1), short_run.estimate(x, part))

        assert chart.beyond.tolist() == [True, False]

    def test_a_part_without_spread_warns_and_stays_finite(self) -> None:
        x, part = values([0.1, 0.1, 0.1, 5, 6]), _parts(0, 0, 0, 1, 1)

        parts = short_run.estimate(x, part)
        chart = short_run.chart(values([0.1, 0.2]), _parts(0, 0), parts)

        assert ChartWarning.NO_VARIATION in parts.all_parts.warnings
        assert chart.beyond.tolist() == [False, True]
        assert np.isfinite(chart.value).all()


@pytest.mark.statistical
class TestStatistically:
    def test_many_parts_signal_as_rarely_as_one(self) -> None:
        rng = np.random.default_rng(20240606)
        part = np.repeat(np.arange(40), 50)
        level, spread = rng.uniform(5, 500, 40), rng.uniform(1, 20, 40)
        x = values(rng.normal(level[part], spread[part]), start="1800-01-01")

        chart = short_run.chart(x, part, short_run.estimate(x, part))

        assert 0.0005 < chart.beyond.mean() < 0.01


class TestRefusals:
    def test_a_part_with_one_value(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 1"):
            short_run.estimate(values([1, 2, 3]), _parts(0, 0, 1))

    def test_nothing_at_all(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 0"):
            short_run.estimate(values([]), _parts())

    def test_parts_that_do_not_fit(self) -> None:
        for part in (_parts(0), _parts(0, -1)):
            with pytest.raises(InvalidSeries) as refused:
                short_run.estimate(values([1, 2]), part)

            assert str(refused.value) == (
                f"Every value needs its part, counted from 0; got {part.shape} for "
                "2 values."
            )

    def test_a_part_never_seen(self) -> None:
        parts = short_run.estimate(values([1, 2]), _parts(0, 0))

        with pytest.raises(InvalidSeries) as refused:
            short_run.chart(values([1]), _parts(4), parts)

        assert str(refused.value) == (
            "Part 4 has no baseline; there are 1. Estimate it first."
        )

    def test_a_share_of_nothing(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            short_run.estimate(values([-1, 1]), _parts(0, 0), relative=True)

        assert str(refused.value) == (
            "Sigma can be in proportion to centres above zero only. "
            "Give every part a sigma of its own."
        )
