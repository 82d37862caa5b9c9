"""Forecasts from past days: what is compared, that they beat going on as before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.chain.backtest import auc, backtest, origins, widened
from qc.chain.evidence import Want
from qc.chain.purchases import Purchases, purchases
from qc.core.errors import InvalidSeries
from tests.chain.buyers import START, Shop, day, mbg


@pytest.fixture(scope="module")
def shop() -> Purchases:
    return mbg(Shop(customers=900), np.random.default_rng(12))


class TestTheBook:
    def test_horizons_follow_each_other_to_the_last_day(self) -> None:
        found = origins(START, day(182 + 200), 90)

        assert found.tolist() == [day(202).item(), day(292).item()]

    def test_ranking_by_hand(self) -> None:
        """Hits .9 and .4 against misses .4 and .1: 1, 1, 1/2 and 1 of four pairs."""
        score, hit = np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 1, 0, 0], dtype=bool)

        assert auc(score, hit) == 3.5 / 4


class TestAlways:
    @given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=30))
    def test_turning_the_score_round_turns_the_ranking(
        self, rows: list[tuple[int, bool]]
    ) -> None:
        score = np.array([row[0] for row in rows], dtype=float)
        hit = np.array([row[1] for row in rows], dtype=bool)
        if hit.all() or not hit.any():
            assert np.isnan(auc(score, hit))
        else:
            assert auc(score, hit) + auc(-score, hit) == pytest.approx(1)

    def test_only_what_was_known_at_the_origin_is_used(self, shop: Purchases) -> None:
        """Later purchases of others change nothing of an earlier trial."""
        first = backtest(shop, day(540), 90).trials[0]
        cut = shop.day <= first.origin + np.timedelta64(90, "D")
        early = purchases(shop.customer[cut], shop.day[cut], shop.amount[cut])
        alone = backtest(early, first.origin + np.timedelta64(90, "D"), 90).trials[-1]

        assert alone.origin == first.origin
        assert alone.forecast.value == pytest.approx(first.forecast.value)
        assert alone.actual == first.actual

    def test_what_came_is_counted(self, shop: Purchases) -> None:
        for trial in backtest(shop, day(540), 90).trials:
            known = set(shop.customer[shop.day <= trial.origin].tolist())
            until = trial.origin + np.timedelta64(90, "D")
            later = (shop.day > trial.origin) & (shop.day <= until)
            assert trial.actual == sum(w in known for w in shop.customer[later])


class TestStatistically:
    def test_the_model_beats_going_on_as_before(self, shop: Purchases) -> None:
        found = backtest(shop, day(540), 90)

        assert len(found.trials) == 3
        assert found.short == ()
        assert abs(found.ratio - 1) < 0.1
        assert found.naive_ratio < 0.8  # who left is thought to go on
        for trial in found.trials:
            assert trial.miss < trial.naive_miss
            assert trial.ranked > 0.7
            assert trial.ranked > trial.naive_ranked - 0.02

    def test_past_errors_of_the_model_widen_a_forecast(self, shop: Purchases) -> None:
        """After a season with twice the orders, no total is as sure as before."""
        late = shop.day > day(450)
        season = purchases(
            np.concatenate((shop.customer, shop.customer[late])),
            np.concatenate((shop.day, shop.day[late] - np.timedelta64(1, "D"))),
            np.ones(len(shop) + int(late.sum())),
        )
        tried = backtest(season, day(540), 90)
        before, wide = (
            tried.trials[0].forecast,
            widened(tried.trials[0].forecast, tried),
        )

        assert tried.covered < 3
        assert wide.of_model > 0
        assert wide.interval[1] > before.interval[1]


class TestRefusals:
    def test_too_short_a_history(self, shop: Purchases) -> None:
        found = backtest(shop, day(200), 90)

        assert (found.trials, found.short[0].what) == ((), Want.ORIGINS)
        assert np.isnan(found.ratio)
        assert np.isnan(found.naive_ratio)
        forecast = backtest(shop, day(540), 90).trials[0].forecast
        assert widened(forecast, found) is forecast

    def test_nobody(self) -> None:
        none = purchases(np.zeros(0, np.int64), np.zeros(0, "M8[D]"), np.zeros(0))

        assert backtest(none, day(540), 90).trials == ()

    def test_a_horizon_of_no_days(self, shop: Purchases) -> None:
        with pytest.raises(InvalidSeries) as refused:
            backtest(shop, day(540), 0)

        assert str(refused.value) == "A horizon is one day or more; got 0."
