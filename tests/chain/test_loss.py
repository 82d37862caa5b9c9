"""What it costs to be off target, and what open failures put at stake."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.at_stake import at_stake
from qc.chain.evidence import Estimate, Method
from qc.chain.loss import (
    Cost,
    from_moments,
    larger_is_better,
    lognormal,
    nominal,
    one_sided,
    with_interval,
)
from qc.core.errors import InvalidSeries

HOUR = Cost(target=30, limit=90, cost=50)


def rng() -> np.random.Generator:
    return np.random.default_rng(2)


def ratio(value: float, low: float, high: float) -> Estimate:
    return Estimate(
        value=value,
        interval=(low, high),
        error=math.log(high / low) / (2 * 1.959964),
        n=300,
        method=Method.BOOTSTRAP,
    )


class TestTheBook:
    def test_the_loss_of_a_mean_and_a_spread(self) -> None:
        found = from_moments(20, 25, Cost(target=0, limit=60, cost=50))

        assert found == pytest.approx(14.24, abs=0.005)

    def test_goodwill_at_stake(self) -> None:
        margin = np.full(40, 90 * 0.5)

        found = at_stake(margin, ratio(0.61, 0.50, 0.74), rng(), resample=False)

        assert found.value == pytest.approx(702)
        assert found.interval == pytest.approx((468, 900), rel=0.03)
        assert found.n == 40

    def test_a_value_at_the_limit_costs_what_was_said(self) -> None:
        assert one_sided(np.array([90.0, 10.0]), HOUR).each.tolist() == [50, 0]

    def test_below_the_target_is_the_bad_side_of_a_score(self) -> None:
        found = one_sided(np.array([5.0, 4.0, 3.0]), Cost(target=4, limit=2, cost=8))

        assert found.each.tolist() == [0, 0, 2]


class TestAlways:
    @given(st.lists(st.floats(0, 500), min_size=1, max_size=30))
    def test_spread_and_offset_are_the_whole(self, values: list[float]) -> None:
        found = nominal(np.array(values), HOUR)

        assert found.from_spread + found.from_offset == pytest.approx(found.mean.value)
        assert found.total >= one_sided(np.array(values), HOUR).total

    def test_no_values_have_no_loss(self) -> None:
        found = with_interval(nominal(np.zeros(0), HOUR), rng())

        assert not found.mean.known
        assert math.isnan(found.from_spread)
        assert found.total == 0

    def test_scores_of_0_are_told_apart(self) -> None:
        found = larger_is_better(np.array([0.0, 5.0]), 4, 30)

        assert (found.boundless, found.mean.n) == (1, 1)

    def test_an_unknown_ratio_puts_nothing_known_at_stake(self) -> None:
        unknown = Estimate(value=math.nan, n=0, method=Method.BOOTSTRAP)

        assert not at_stake(np.ones(3), unknown, rng()).known

    def test_nobody_is_nothing_at_stake(self) -> None:
        found = at_stake(np.zeros(0), ratio(0.6, 0.5, 0.7), rng())

        assert (found.value, found.interval) == (0, (0, 0))

    def test_drawing_customers_too_widens_the_interval(self) -> None:
        margin = rng().gamma(0.5, 100, 30)
        alone, both = (
            at_stake(margin, ratio(0.6, 0.5, 0.72), rng(), resample=each).interval
            for each in (False, True)
        )

        assert both[1] - both[0] > alone[1] - alone[0]


class TestStatistically:
    def test_lognormal_times_cost_what_they_cost_drawn(self) -> None:
        values = 38 * np.exp(0.9 * rng().normal(size=200_000))
        found = with_interval(one_sided(values, HOUR), rng())

        low, high = found.mean.interval
        assert low <= lognormal(38, 0.9, HOUR) <= high

    def test_the_interval_covers(self) -> None:
        draw = rng()
        covered = 0
        for _ in range(60):
            found = with_interval(nominal(30 + 20 * draw.normal(size=80), HOUR), draw)
            covered += (
                found.mean.interval[0] <= 400 * 50 / 3600 <= found.mean.interval[1]
            )

        assert covered >= 50  # 56 on average: drawn anew is a little short


class TestRefusals:
    def test_a_limit_at_the_target(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            Cost(target=5, limit=5, cost=1)

        assert str(refused.value) == (
            "A loss needs a limit away from the target and a cost from 0 up; got "
            "target 5, limit 5, cost 1."
        )

    def test_values_that_are_none(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            nominal(np.array([np.nan]), HOUR)

        assert str(refused.value) == (
            "Each value must be a finite number; leave the others out and say how many "
            "they are."
        )

    def test_larger_is_better_from_0_up(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            larger_is_better(np.array([-1.0]), 4, 30)

        assert str(refused.value) == (
            "Where larger is better, the limit is above 0, and neither cost nor values "
            "are below 0."
        )

    def test_a_lognormal_without_spread(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            lognormal(38, 0, HOUR)

        assert str(refused.value) == (
            "A lognormal time needs a median and a spread above 0, and a limit above "
            "the target."
        )

    def test_a_margin_that_is_none(self) -> None:
        with pytest.raises(InvalidSeries) as refused:
            at_stake(np.array([np.inf]), ratio(0.6, 0.5, 0.7), rng())

        assert str(refused.value) == "An expected margin must be a finite number."
