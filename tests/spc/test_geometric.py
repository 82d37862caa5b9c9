"""The g chart: good cases between two events."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartWarning
from qc.spc import geometric
from qc.spc.limits import Limits
from tests.builders import values

good = st.lists(st.integers(0, 500), min_size=2, max_size=40)


class TestTheBook:
    def test_section_four(self) -> None:
        """A mean of 20: the usual limit is 81.5, the probability limit 135."""
        cases = values([0, 40, 10, 30, 20, 20])
        baseline = geometric.estimate(cases)

        exact = geometric.chart(cases, baseline)
        usual = geometric.chart(cases, baseline, limits=Limits.SIGMA)

        assert geometric.mean_of(baseline) == pytest.approx(20)
        assert exact.upper[0] == 135
        assert usual.upper[0] == pytest.approx(81.5, abs=0.05)


class TestAlways:
    @given(good)
    def test_the_centre_is_the_median_and_low_counts_cannot_signal(
        self, found: list[int]
    ) -> None:
        cases = values(found)

        chart = geometric.chart(cases, geometric.estimate(cases))

        assert chart.centre[0] == np.median(found)
        assert not chart.symmetric
        assert np.all(chart.upper >= chart.lower)
        assert not np.any(chart.value[chart.value == 0] < chart.lower[0])

    def test_events_in_a_row_are_no_variation(self) -> None:
        cases = values([0, 0, 0, 0])

        baseline = geometric.estimate(cases)

        assert ChartWarning.NO_VARIATION in baseline.warnings
        assert not geometric.chart(cases, baseline).beyond.any()


@pytest.mark.statistical
class TestStatistically:
    def test_false_alarms_above(self) -> None:
        rng = np.random.default_rng(51)
        learned = values(rng.geometric(1 / 21, 20_000) - 1.0)
        new = values(rng.geometric(1 / 21, 50_000) - 1.0)
        baseline = geometric.estimate(learned)

        exact = geometric.chart(new, baseline)
        usual = geometric.chart(new, baseline, limits=Limits.SIGMA)

        assert exact.beyond.mean() == pytest.approx(0.0013, abs=0.0006)
        assert usual.beyond.mean() == pytest.approx(0.018, abs=0.003)


class TestRefusals:
    def test_a_negative_count(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            geometric.estimate(values([3, -1, 2]))

        assert str(refused.value) == (
            "Good cases between two events are counts from 0 up."
        )
