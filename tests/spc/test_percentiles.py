"""Capability of skewed values: by hand, laws, coverage, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.core.charts import Signal
from qc.core.errors import InvalidSeries
from qc.core.measures import Specification
from qc.spc.capability import NotStable, capability
from qc.spc.percentiles import Performance, Shape, performance

LATE = Specification(upper=60.0)


def _waits(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).lognormal(math.log(8), 0.5, n)


def _judged(x: np.ndarray, shape: Shape = Shape.LOGNORMAL) -> Performance:
    return performance(x, LATE, shape, np.random.default_rng(0), signals=())


class TestTheBook:
    def test_logs_of_one_sigma_by_hand(self) -> None:
        """Logs -1 and 1 in turn: sigma near 1, so quantiles exp(-3), 1, exp(3)."""
        logs = np.tile([-1.0, 1.0], 20)
        sigma = math.sqrt(40 / 39)
        found = _judged(np.exp(logs))

        assert found.median == pytest.approx(1.0)
        assert found.high == pytest.approx(math.exp(3 * sigma))
        assert found.least == pytest.approx(59 / (math.exp(3 * sigma) - 1))


class TestAlways:
    @given(st.integers(0, 999), st.floats(0.01, 100))
    def test_the_unit_of_time_does_not_matter(self, seed: int, unit: float) -> None:
        x = _waits(50, seed)
        scaled = Specification(upper=60.0 * unit)
        rng = np.random.default_rng(0)

        other = performance(unit * x, scaled, Shape.LOGNORMAL, rng, signals=())

        assert other.least == pytest.approx(_judged(x).least)
        assert other.least_interval == pytest.approx(_judged(x).least_interval)

    def test_both_limits_give_both_indices(self) -> None:
        spec = Specification(lower=1.0, upper=60.0)
        found = performance(
            _waits(60, 1), spec, Shape.LOGNORMAL, np.random.default_rng(0), signals=()
        )

        assert found.both_interval[0] < found.both < found.both_interval[1]
        assert found.both == pytest.approx(59 / (found.high - found.low))

    def test_values_as_seen_have_intervals_by_their_order(self) -> None:
        """Of 10,000 values 13.5 are beyond a quantile; 7 to 21 with 95 %."""
        x = np.arange(1.0, 10_001.0)
        spec = Specification(upper=12_000.0)
        found = performance(
            x, spec, Shape.AS_SEEN, np.random.default_rng(0), signals=()
        )
        room, middle = 12_000 - 5_000.5, 5_000.5

        assert found.least_interval == pytest.approx(
            (room / (9_994 - middle), room / (9_979 - middle))
        )

    def test_one_limit_leaves_the_other_unknown(self) -> None:
        assert math.isnan(_judged(_waits(60, 1)).both)
        assert np.isnan(_judged(_waits(60, 1)).both_interval).all()

    def test_where_most_values_are_equal_the_index_is_infinite(self) -> None:
        x = np.append(np.full(4_999, 2.0), 3.0)

        found = _judged(x, Shape.AS_SEEN)

        assert math.isinf(found.least)

    def test_missing_values_are_left_out(self) -> None:
        x = _waits(60, 1)

        with_gap = _judged(np.array([*x, np.nan]))

        assert with_gap.n == 60
        assert with_gap.least_interval == _judged(x).least_interval


@pytest.mark.statistical
class TestStatistically:
    TRUE = (60 - 8) / (8 * math.exp(1.5) - 8)

    def test_the_interval_holds_the_true_index_as_often_as_promised(self) -> None:
        held = [
            low <= self.TRUE <= high
            for low, high in (_judged(_waits(60, s)).least_interval for s in range(400))
        ]

        assert np.mean(held) == pytest.approx(0.95, abs=0.03)

    def test_values_as_seen_hold_it_at_least_as_often(self) -> None:
        ends = [
            _judged(_waits(3_000, s), Shape.AS_SEEN).least_interval for s in range(300)
        ]

        assert np.mean([low <= self.TRUE for low, _ in ends]) > 0.955
        assert np.mean([high >= self.TRUE for _, high in ends]) > 0.955
        assert np.mean([low <= self.TRUE <= high for low, high in ends]) > 0.94

    def test_quantiles_as_seen_agree_with_the_fitted_ones(self) -> None:
        found = _judged(_waits(20_000, 2), Shape.AS_SEEN)

        assert found.least == pytest.approx(self.TRUE, rel=0.15)
        assert found.least_interval[0] < self.TRUE < found.least_interval[1]

    def test_a_normal_index_promises_far_too_much(self) -> None:
        normal = capability(_waits(5_000, 3), LATE, signals=()).overall.least

        assert normal > 1.8 * self.TRUE


class TestRefusals:
    @pytest.mark.parametrize(
        ("shape", "need"), [(Shape.LOGNORMAL, 30), (Shape.AS_SEEN, 2731)]
    )
    def test_too_few(self, shape: Shape, need: int) -> None:
        with pytest.raises(InvalidSeries) as refused:
            _judged(_waits(20, 1), shape)

        assert str(refused.value) == (
            f"Quantiles of the shape {shape} need at least {need} values that vary; "
            "got 20. Take a longer period."
        )

    def test_no_time_at_all(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            _judged(np.array([0.0, *_waits(40, 1)]))

        assert str(refused.value) == (
            "A lognormal law has only values above zero; got 0. "
            "Take a finer unit of time."
        )

    def test_an_unstable_process(self) -> None:
        signal = Signal(rule="long-run", start=0, stop=9, side=None)
        with pytest.raises(NotStable):
            performance(
                _waits(40, 1),
                LATE,
                Shape.LOGNORMAL,
                np.random.default_rng(0),
                signals=(signal,),
            )
