"""The XmR chart: the book's numbers, its laws, its gaps, its false alarms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.arrays import Floats
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning
from qc.spc import individuals
from qc.spc.limits import tail_beyond
from qc.spc.points import NoNeighbours
from qc.spc.ranges import SigmaFrom
from tests.builders import counts, values
from tests.spc.makers import at, normal

# Montgomery: viscosity of 15 batches of aircraft primer paint.
VISCOSITY = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27]
VISCOSITY += [33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84]

numbers = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
series = st.lists(numbers, min_size=3, max_size=40).map(np.array)


class TestTheBook:
    def test_montgomery_viscosity(self) -> None:
        batches = values(VISCOSITY)

        chart = individuals.chart(batches, individuals.estimate(batches))

        assert chart.symmetric
        assert chart.centre[0] == pytest.approx(33.52, abs=5e-3)
        assert chart.upper[0] == pytest.approx(34.80, abs=5e-3)
        assert chart.lower[0] == pytest.approx(32.24, abs=1e-2)
        assert not chart.beyond.any()


class TestAlways:
    @given(series, st.floats(0.1, 10), numbers)
    def test_limits_follow_an_affine_change_of_the_values(
        self, x: Floats, scale: float, shift: float
    ) -> None:
        one, other = values(x), values(scale * x + shift)

        chart = individuals.chart(one, individuals.estimate(one))
        moved = individuals.chart(other, individuals.estimate(other))

        for name in ("centre", "lower", "upper"):
            np.testing.assert_allclose(
                getattr(moved, name), scale * getattr(chart, name) + shift, atol=1e-6
            )

    @given(series)
    def test_the_mirror_image_has_mirrored_limits(self, x: Floats) -> None:
        one, other = values(x), values(-x)

        chart = individuals.chart(one, individuals.estimate(one))
        mirror = individuals.chart(other, individuals.estimate(other))

        np.testing.assert_allclose(mirror.upper, -chart.lower)

    @given(series, st.integers(0, 39))
    def test_backwards_in_time_gives_the_same_limits(self, x: Floats, i: int) -> None:
        gone = at(i % len(x), len(x))
        x = np.where(gone & (len(x) > 4), np.nan, x)
        one, other = values(x), values(x[::-1])

        chart = individuals.chart(one, individuals.estimate(one))
        back = individuals.chart(other, individuals.estimate(other))

        np.testing.assert_allclose(back.upper, chart.upper[::-1], rtol=1e-9, atol=1e-9)

    def test_one_missing_value_empties_no_limit(self) -> None:
        x = normal(20, 1)
        x[7] = np.nan
        gappy = values(x)

        chart = individuals.chart(gappy, individuals.estimate(gappy))

        assert np.isfinite(chart.upper).all()
        assert chart.baselines[0].subgroups == 19
        assert not chart.beyond[7]
        assert math.isnan(chart.z[7])

    @given(st.floats(-1e6, 1e6), st.integers(2, 30))
    def test_constant_values_never_signal(self, x: float, k: int) -> None:
        flat = values(np.full(k, x))

        baseline = individuals.estimate(flat)
        chart = individuals.chart(flat, baseline)

        assert ChartWarning.NO_VARIATION in baseline.warnings
        assert not chart.beyond.any()
        np.testing.assert_array_equal(chart.z, np.zeros(k))

    def test_a_value_that_differs_from_a_constant_signals(self) -> None:
        x = values([0.1] * 12 + [0.2, 0.1, 0.0])
        later = np.arange(15) >= 12

        chart = individuals.chart(x, individuals.estimate(x, excluded=later))

        assert np.flatnonzero(chart.beyond).tolist() == [12, 14]
        assert chart.z[12:].tolist() == [np.inf, 0.0, -np.inf]

    def test_an_excluded_spike_does_not_widen_the_limits(self) -> None:
        x = values([5.0, 6, 5, 6, 90, 6, 5, 6, 5, 6, 5, 6, 5])

        baseline = individuals.estimate(x, excluded=at(4, 13))

        assert baseline.spread == pytest.approx(1 / 1.128379, rel=1e-6)
        assert baseline.subgroups == 12

    def test_screening_says_how_many_ranges_it_dropped(self) -> None:
        x = values([5.0, 6, 5, 6, 5, 6, 5, 6, 90, 6, 5, 6, 5, 6, 5, 6])

        screened = individuals.estimate(x, sigma=SigmaFrom.SCREENED_RANGE)

        assert screened.ranges_dropped == 2
        assert screened.spread == pytest.approx(1 / 1.128379, rel=1e-6)

    def test_a_share_can_be_charted_by_its_values(self) -> None:
        log = counts([1, 2, 3, 0, 2], of=[10, 10, 10, 0, 10])

        baseline = individuals.estimate(log)

        assert baseline.kind is ChartKind.XMR
        assert baseline.centre == pytest.approx(0.2)
        assert baseline.subgroups == 4

    def test_a_share_has_no_limit_below_zero(self) -> None:
        log = counts([1, 5, 0, 6, 0, 2], of=10)

        baseline = individuals.estimate(log)
        chart = individuals.chart(log, baseline)

        assert ChartWarning.NO_LOWER_LIMIT in baseline.warnings
        assert chart.lower.tolist() == [0.0] * 6
        assert not chart.has_lower.any()

    @pytest.mark.parametrize(
        ("high", "lacks"), [(55, False), (70, False), (75, True), (90, True)]
    )
    def test_a_lower_limit_is_missed_only_where_it_would_lie_below_zero(
        self, high: int, lacks: bool
    ) -> None:
        """Sigma is (high - 50) / 1.128."""
        share = counts([50, high] * 6, of=100)
        number = values(share.value)

        of_share = individuals.estimate(share)
        of_number = individuals.estimate(number)

        low = of_share.centre - 3 * of_share.spread
        assert (low <= 0) is lacks
        assert (ChartWarning.NO_LOWER_LIMIT in of_share.warnings) is lacks
        assert ChartWarning.NO_LOWER_LIMIT not in of_number.warnings

    def test_nothing_ever_happened_is_no_variation_and_no_more(self) -> None:
        never = counts([0] * 24, of=10)

        assert individuals.estimate(never).warnings == (ChartWarning.NO_VARIATION,)

    def test_limits_that_allow_for_memory_do_not_warn_of_it(self) -> None:
        x = values(np.arange(18.0))

        plain = individuals.estimate(x)
        wide = individuals.estimate(x, autocorrelated=True)

        assert plain.warnings == (
            ChartWarning.TRIAL_LIMITS,
            ChartWarning.AUTOCORRELATED,
        )
        assert wide.warnings == (ChartWarning.TRIAL_LIMITS,)

    def test_memory_widens_the_limits_when_asked(self) -> None:
        x = values(np.cumsum(normal(40, 4)))

        plain = individuals.estimate(x)
        wide = individuals.estimate(x, autocorrelated=True)

        assert ChartWarning.AUTOCORRELATED in plain.warnings
        assert wide.spread > 2 * plain.spread
        assert wide.centre == plain.centre


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize(("n", "rate"), [(50, 0.0056), (400, 0.0031)])
    def test_false_alarms_come_near_nominal_as_the_baseline_grows(
        self, n: int, rate: float
    ) -> None:
        """Section 8.2: .0056 for N = 50; the true rate given each pair of limits."""
        rng = np.random.default_rng(31)
        found = []
        for _ in range(600):
            x = values(rng.normal(size=n))
            chart = individuals.chart(x, individuals.estimate(x))
            high, low = float(chart.upper[0]), float(chart.lower[0])
            found.append(tail_beyond(high) + tail_beyond(-low))

        assert np.mean(found) == pytest.approx(rate, rel=0.15)


class TestRefusals:
    def test_a_single_value(self) -> None:
        with pytest.raises(TooFewSubgroups) as refused:
            individuals.estimate(values([1.0, np.nan]))

        assert str(refused.value) == (
            "A baseline needs at least 2 subgroups; got 1. "
            "Take a longer period, or a finer subgroup (day instead of week)."
        )

    def test_no_two_neighbours(self) -> None:
        with pytest.raises(NoNeighbours):
            individuals.estimate(values([1.0, np.nan, 2.0]))
