"""The u chart: the book's numbers, its laws, and what it shares with p."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.kinds import ChartKind, ChartWarning
from qc.spc import rate
from qc.spc.limits import Limits
from tests.builders import counts

# Montgomery: nonconformities of personal computers, 20 samples of 5 units.
COMPUTERS = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5]

events = st.lists(st.integers(0, 200), min_size=2, max_size=40)


class TestTheBook:
    def test_montgomery_personal_computers(self) -> None:
        computers = counts(COMPUTERS, of=5)

        chart = rate.chart(computers, rate.estimate(computers))

        assert chart.centre[0] == pytest.approx(1.93, abs=5e-3)
        assert chart.upper[0] == pytest.approx(3.79, abs=5e-3)
        assert chart.lower[0] == pytest.approx(0.07, abs=5e-3)
        assert not chart.beyond.any()


class TestAlways:
    @given(events, st.floats(0.01, 100))
    def test_the_unit_of_opportunity_only_scales(
        self, found: list[int], unit: float
    ) -> None:
        one, other = counts(found, of=3), counts(found, of=3 * unit)

        chart = rate.chart(one, rate.estimate(one), limits=Limits.SIGMA)
        scaled = rate.chart(other, rate.estimate(other), limits=Limits.SIGMA)

        np.testing.assert_allclose(scaled.upper * unit, chart.upper, rtol=1e-9)
        np.testing.assert_allclose(
            scaled.lower * unit, chart.lower, rtol=1e-9, atol=1e-9
        )

    @given(events)
    def test_more_defects_than_opportunities_are_legal(self, found: list[int]) -> None:
        log = counts(found, of=0.5)

        chart = rate.chart(log, rate.estimate(log))

        assert chart.has_upper.all()
        assert np.all(chart.lower >= 0)

    def test_the_centre_is_no_mean_of_ratios(self) -> None:
        log = counts([10, 10], of=[1, 99])

        assert rate.estimate(log).centre == pytest.approx(0.2)

    def test_small_counts_get_exact_limits(self) -> None:
        log = counts([1, 2, 2, 3, 2, 1, 0, 4, 2, 3, 1, 2], of=1)
        baseline = rate.estimate(log)

        chart = rate.chart(log, baseline)

        assert ChartWarning.SMALL_COUNTS in baseline.warnings
        assert not chart.symmetric
        assert chart.upper[0] == 7.0  # P(X > 7 | 1.92) = .0012, P(X > 6) = .0046

    def test_prime_is_a_kind_of_its_own(self) -> None:
        baseline = rate.estimate(counts(COMPUTERS, of=5), overdispersed=True)

        assert baseline.kind is ChartKind.U_PRIME
        assert baseline.spread >= 1


@pytest.mark.statistical
class TestStatistically:
    def test_false_alarms_are_near_nominal(self) -> None:
        rng = np.random.default_rng(8)
        learned = counts(rng.poisson(100, 2_000), of=50)
        new = counts(rng.poisson(100, 40_000), of=50)

        chart = rate.chart(new, rate.estimate(learned))

        assert chart.beyond.mean() == pytest.approx(0.0027, abs=0.0009)
