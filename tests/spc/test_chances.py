"""p-values of points: by hand, their laws, and their size on steady processes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import PhasePlan
from qc.core.errors import InvalidSeries
from qc.core.kinds import ChartKind
from qc.core.series import Series
from qc.spc import chances
from qc.spc.phases import judge
from tests.builders import chart, counts, values
from tests.spc.makers import gaps, normal


def _p(series: Series, kind: ChartKind) -> np.ndarray:
    drawn = judge(series, kind, PhasePlan(freeze=None))
    return chances.p_values(series, drawn)


class TestTheBook:
    def test_three_sigmas(self) -> None:
        found = chances.two_sided(np.array([-3.0, 0.0, 1.959963984540054]))

        assert found == pytest.approx([0.0026997961, 1.0, 0.05])

    def test_ten_coins_by_hand(self) -> None:
        """No head in ten: 2 x half of 1/1024; five heads: nothing is less odd."""
        found = chances.binomial_mid_p(np.array([0.0, 10, 5]), np.full(3, 10.0), 0.5)

        assert found == pytest.approx([1 / 1024, 1 / 1024, 1.0])

    def test_no_defect_where_two_are_usual_by_hand(self) -> None:
        found = chances.poisson_mid_p(np.array([0.0]), np.array([4.0]), 0.5)

        assert found == pytest.approx([np.exp(-2)])

    def test_an_event_at_once_by_hand(self) -> None:
        """Mean of 3 good cases: chance 1/4, so mid-p of 0 is 2 x half of it."""
        found = chances.geometric_mid_p(np.array([0.0]), 3.0)

        assert found == pytest.approx([0.25])


class TestAlways:
    @given(st.integers(0, 40), st.floats(0.01, 0.99))
    def test_defectives_and_good_ones_tell_the_same(
        self, events: int, share: float
    ) -> None:
        n = np.array([40.0])

        bad = chances.binomial_mid_p(np.array([float(events)]), n, share)
        good = chances.binomial_mid_p(np.array([40.0 - events]), n, 1 - share)

        assert 0 <= bad[0] <= 1
        assert bad == pytest.approx(good, abs=1e-9)

    @pytest.mark.parametrize("kind", [ChartKind.P, ChartKind.P_PRIME, ChartKind.U])
    def test_a_missing_week_has_no_p_value(self, kind: ChartKind) -> None:
        n = np.array([*np.full(20, 80.0), 0.0])
        found = _p(counts(np.minimum(n, 9), of=n), kind)

        assert np.isnan(found[-1])
        assert np.all((found[:-1] >= 0) & (found[:-1] <= 1))

    @pytest.mark.parametrize("kind", [ChartKind.T, ChartKind.G, ChartKind.XMR])
    def test_the_point_further_out_is_the_more_surprising(
        self, kind: ChartKind
    ) -> None:
        days = [*np.tile([3.0, 5, 8, 4], 5), 30, 90]
        series: Series = gaps(days) if kind is ChartKind.T else values(days)

        found = _p(series, kind)

        assert found[-1] < found[-2] < found[0]

    def test_a_run_chart_has_none(self) -> None:
        assert np.isnan(_p(values(normal(20, 1)), ChartKind.RUN)).all()


@pytest.mark.statistical
class TestStatistically:
    def test_small_counts_keep_the_level_better_than_sigmas(self) -> None:
        rng = np.random.default_rng(9)
        n, share = np.full(100_000, 50.0), 0.02
        events = rng.binomial(50, share, len(n)).astype(float)
        z = (events / n - share) / np.sqrt(share * (1 - share) / n)

        exact = np.mean(chances.binomial_mid_p(events, n, share) < 0.0027)

        assert exact < 0.0045
        assert np.mean(chances.two_sided(z) < 0.0027) > 0.015


class TestRefusals:
    def test_another_series(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            chances.p_values(values([1.0, 2.0]), chart([1.0], centre=0, sigma=1))

        assert str(refused.value) == (
            "The chart has 1 points and the series 2. "
            "Pass the series the chart was drawn of."
        )
