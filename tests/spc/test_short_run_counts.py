"""Short runs of counts: by hand, laws, chance, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import ControlChart
from qc.core.errors import TooFewSubgroups
from qc.core.kinds import ChartKind, ChartWarning, PlotUnit
from qc.core.series import Values
from qc.spc import short_run_counts
from qc.spc.funnel_scales import Law
from tests.builders import weeks


def _values(events: list[float], n: list[float]) -> Values:
    e, cases = np.array(events, dtype=float), np.array(n, dtype=float)
    value = np.divide(e, cases, out=np.full(len(e), np.nan), where=cases > 0)
    return Values(at=weeks(len(e), "1900-01-01"), value=value, n=cases)


def _many(
    seed: int, units: int = 20, periods: int = 13, tau: float = 0.0
) -> ControlChart:
    rng = np.random.default_rng(seed)
    part = np.tile(np.arange(units), periods)
    level = rng.uniform(0.1, 0.5, units)[part]
    n = rng.integers(30, 90, len(part))
    share = np.clip(level + tau * rng.normal(size=len(part)), 0, 1)
    events = rng.binomial(n, share)
    series = _values(events.tolist(), n.tolist())
    return short_run_counts.chart(series, part, Law.BINOMIAL)


class TestTheBook:
    def test_two_units_by_hand(self) -> None:
        """Level 0.5 of 8 cases in two points, so that each has half of the sigma."""
        series = _values([1, 3, 10, 10], [4, 4, 100, 100])

        found = short_run_counts.chart(series, np.array([0, 0, 1, 1]), Law.BINOMIAL)

        arc = math.asin(math.sqrt(1.375 / 4.75)) - math.asin(math.sqrt(0.5))
        z = -math.sqrt(18) * arc / math.sqrt(0.5)
        assert found.baselines[0].spread == 1  # mean range 0.92, below 1.128
        assert found.value == pytest.approx([-z, z, 0, 0])
        assert (found.kind, found.unit) == (ChartKind.SHORT_RUN, PlotUnit.SIGMA)

    def test_rates_vary_by_their_level_alone(self) -> None:
        series = _values([2, 6, 4, 4], [1, 1, 1, 1])

        found = short_run_counts.chart(series, np.array([0, 0, 1, 1]), Law.POISSON)

        roots = [2 * math.sqrt(x + 0.375) for x in (2, 4, 6)]
        low, high = (roots[0] - roots[1], roots[2] - roots[1])
        z = found.value * found.baselines[0].spread
        assert z == pytest.approx([low * math.sqrt(2), high * math.sqrt(2), 0, 0])


class TestAlways:
    @given(st.integers(0, 99))
    def test_limits_are_never_narrower_than_chance(self, seed: int) -> None:
        assert _many(seed, units=4, periods=4).baselines[0].spread >= 1

    def test_a_missing_point_stays_missing(self) -> None:
        series = _values([1, 0, 3], [4, 0, 4])

        found = short_run_counts.chart(series, np.zeros(3, dtype=int), Law.BINOMIAL)

        assert np.isnan(found.value).tolist() == [False, True, False]

    def test_where_nothing_ever_went_wrong_all_is_level_and_said_so(self) -> None:
        series = _values([0, 0, 0], [4, 5, 4])

        found = short_run_counts.chart(series, np.zeros(3, dtype=int), Law.BINOMIAL)

        assert found.value.tolist() == [0, 0, 0]
        assert ChartWarning.NO_VARIATION in found.warnings


@pytest.mark.statistical
class TestStatistically:
    def test_very_few_cases_a_point_signal_no_more_often(self) -> None:
        rng, part, out = np.random.default_rng(9), np.tile(np.arange(20), 13), []
        for _ in range(40):
            n = rng.integers(3, 12, len(part))
            series = _values(rng.binomial(n, 0.08).tolist(), n.tolist())
            chart = short_run_counts.chart(series, part, Law.BINOMIAL)
            out.append(chart.beyond.mean())

        assert np.mean(out) < 0.004

    @pytest.mark.parametrize("tau", [0.0, 0.08])
    def test_points_signal_as_rarely_as_promised(self, tau: float) -> None:
        out = [_many(seed, tau=tau).beyond.mean() for seed in range(60)]

        assert np.mean(out) < 0.009

    def test_a_bad_week_of_one_unit_is_found(self) -> None:
        rng, found = np.random.default_rng(8), []
        part = np.tile(np.arange(10), 8)
        for _ in range(40):
            n = np.full(80, 60)
            share = np.full(80, 0.2)
            share[77] = 0.55
            events = rng.binomial(n, share)
            series = _values(events.tolist(), n.tolist())
            chart = short_run_counts.chart(series, part, Law.BINOMIAL)
            found.append(chart.beyond[77])

        assert np.mean(found) > 0.9


class TestRefusals:
    def test_fewer_than_two_points(self) -> None:
        with pytest.raises(TooFewSubgroups, match="at least 2 subgroups; got 1"):
            short_run_counts.chart(
                _values([1], [4]), np.zeros(1, dtype=int), Law.BINOMIAL
            )
