"""The guaranteed band: by hand, where there is none, and what it promises."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from qc.core.charts import Baseline, ControlChart, PhasePlan
from qc.core.kinds import ChartKind
from qc.core.series import Values
from qc.review.band import band, factor, within
from qc.spc import phases, proportion
from qc.spc.limits import tail_beyond
from qc.spc.ranges import SigmaFrom, range_estimate
from tests.builders import chart, counts, values
from tests.spc.makers import normal

K24 = 4.1088


def _xmr(k: int = 30, freeze: int | None = 24, seed: int = 1) -> ControlChart:
    series = values(normal(k, seed, mean=50))
    return phases.judge(series, ChartKind.XMR, PhasePlan(freeze=freeze))


class TestTheBook:
    def test_24_points(self) -> None:
        one = _xmr()
        found = band(one)

        assert found is not None
        assert factor(one, one.baselines[0]) == pytest.approx(K24, abs=1e-3)
        assert found[1] - one.centre == pytest.approx(K24 * one.sigma, rel=1e-3)
        assert one.centre - found[0] == pytest.approx(K24 * one.sigma, rel=1e-3)

    def test_each_phase_has_its_own(self) -> None:
        series = values(normal(80, 2, mean=50))
        plan = PhasePlan(starts=(series.at[60],), freeze=None)
        one = phases.judge(series, ChartKind.XMR, plan)
        found = band(one)

        assert found is not None
        assert np.isnan(found[1][:60]).all()
        assert (found[1][60:] > one.upper[60:]).all()

    @pytest.mark.parametrize("freeze", [24, 60])
    def test_by_probability_it_is_that_of_a_wider_law(self, freeze: int) -> None:
        log = counts([9, 14, 8, 21, 12, 16, 6, 15] * 8, of=100)
        kind, plan = ChartKind.P_PRIME_PROBABILITY, PhasePlan(freeze=freeze)
        one = phases.judge(log, kind, plan)
        found = band(one)

        if freeze == 60:
            assert found is None
            return
        assert found is not None
        (learned,) = one.baselines
        wider = replace(learned, spread=learned.spread * K24 / 3)
        assert found[1] == pytest.approx(proportion.chart(log, wider).upper)
        assert (found[1] > one.upper).all()


class TestAlways:
    def test_it_is_cut_to_what_is_possible(self) -> None:
        one = _xmr()
        floor = float(one.lower[0]) - 0.1
        found = band(replace(one, floor=floor))

        assert found is not None
        assert (found[0] == floor).all()

    def test_where_no_limit_is_there_is_no_band(self) -> None:
        one = _xmr()
        found = band(replace(one, lower=np.full(len(one), 49.0), floor=49.0))

        assert found is not None
        assert np.isnan(found[0]).all()
        assert np.isfinite(found[1]).all()

    @pytest.mark.parametrize(
        "baseline",
        [
            {"subgroups": 50},
            {"ranges_dropped": 1},
            {"memory": 0.3},
            {"spread": 0.0},
            {"kind": ChartKind.RUN},
        ],
        ids=str,
    )
    def test_no_band_without_a_known_law(self, baseline: dict[str, object]) -> None:
        one = _xmr()
        (learned,) = one.baselines

        changed: Baseline = replace(learned, **baseline)  # type: ignore[arg-type]
        assert band(replace(one, baselines=(changed,))) is None

    @pytest.mark.parametrize("kind", [ChartKind.XMR_MEDIAN, ChartKind.P, ChartKind.T])
    def test_no_band_on_other_charts(self, kind: ChartKind) -> None:
        assert band(replace(_xmr(), kind=kind)) is None

    def test_a_point_between_limit_and_band(self) -> None:
        one = chart([5.0, 3.5, -3.5, 2.0, -5.0], centre=0.0, sigma=1.0)
        one = replace(one, baselines=(replace(one.baselines[0], subgroups=24),))

        assert [within(one, i) for i in range(5)] == [False, True, True, False, False]

    def test_missing_points_lie_nowhere(self) -> None:
        x = normal(30, 1, mean=50)
        x[29] = np.nan
        one = phases.judge(values(x), ChartKind.XMR, PhasePlan())

        assert not within(one, 29)


@pytest.mark.statistical
class TestStatistically:
    @pytest.mark.parametrize("k", [12, 24])
    def test_a_tenth_of_short_baselines_breaks_the_promise(self, k: int) -> None:
        broken = [self._far(normal(k, seed)) > 0.0027 for seed in range(600)]

        assert 0.03 < np.mean(broken) < 0.11

    def test_screened_ranges_keep_it_only_while_none_was_dropped(self) -> None:
        kept: list[bool] = []
        dropped: list[bool] = []
        everything = np.ones(24, dtype=bool)
        for seed in range(600):
            x = normal(24, seed)
            found = range_estimate(x, everything, SigmaFrom.SCREENED_RANGE)
            broken = _far(x.mean(), K24 * found.sigma) > 0.0027
            (dropped if found.dropped else kept).append(broken)

        assert np.mean(kept) < 0.11
        assert np.mean(dropped) > 0.2

    def _far(self, x: np.ndarray) -> float:
        series: Values = values(x)
        one = phases.judge(series, ChartKind.XMR, PhasePlan(freeze=None), minimum=2)
        found = band(one)
        assert found is not None
        return _far(float(one.centre[0]), float(found[1][0] - one.centre[0]))


def _far(centre: float, reach: float) -> float:
    """True rate of false alarms of limits about a wrong centre, for sigma 1."""
    if math.isnan(reach):
        return math.nan
    return tail_beyond(centre + reach) + tail_beyond(reach - centre)
