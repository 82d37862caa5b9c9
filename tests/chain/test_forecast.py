"""Totals of repeat business: what adds up, how often the interval holds."""

from __future__ import annotations

import numpy as np
import pytest

from qc.chain.btyd import Model, fit
from qc.chain.forecast import Total, alive, expected, total, with_model_error
from qc.chain.histories import Histories, histories
from qc.chain.purchases import Purchases
from qc.core.errors import InvalidSeries
from tests.chain.buyers import Shop, day, known, mbg, pareto

HORIZON = 182


def _forecast(found: Purchases, shop: Shop, model: Model) -> tuple[Total, int]:
    """Return what is said half a year before the end, and what then came."""
    end = day(shop.days - HORIZON)
    customers = histories(found, end)
    later = (found.day > end) & np.isin(found.customer, customers.customer)
    return total(fit(customers, model), customers, HORIZON), int(later.sum())


@pytest.fixture(scope="module")
def shop() -> Histories:
    return histories(mbg(Shop(), np.random.default_rng(8)), day(540))


class TestAlways:
    @pytest.mark.parametrize("model", list(Model))
    def test_a_total_is_the_sum_of_its_customers(
        self, shop: Histories, model: Model
    ) -> None:
        learned = fit(shop, model)
        whole = total(learned, shop, 90)

        assert whole.value == pytest.approx(expected(learned, shop, 90).sum())
        assert whole.interval[0] < whole.value < whole.interval[1]
        assert (whole.customers, whole.days, whole.model) == (len(shop), 90, model)

    def test_parts_add_up_in_value_and_chance(self, shop: Histories) -> None:
        learned, half = fit(shop), np.arange(len(shop)) % 2 == 0
        one, other = (total(learned, shop.take(keep), 90) for keep in (half, ~half))
        whole = total(learned, shop, 90)

        assert one.value + other.value == pytest.approx(whole.value)
        assert one.of_chance + other.of_chance == pytest.approx(whole.of_chance)

    def test_more_confidence_is_a_wider_interval(self, shop: Histories) -> None:
        learned = fit(shop)
        narrow = total(learned, shop, 90, confidence=0.8).interval
        wide = total(learned, shop, 90, confidence=0.99).interval

        assert wide[0] < narrow[0] < narrow[1] < wide[1]

    def test_an_error_of_the_model_widens_the_interval(self, shop: Histories) -> None:
        plain = total(fit(shop), shop, 90)
        wide = with_model_error(plain, plain.of_chance)

        assert wide.interval[0] < plain.interval[0]
        assert wide.interval[1] > plain.interval[1]
        assert (wide.value, wide.of_model) == (plain.value, plain.of_chance)

    def test_bg_nbd_calls_the_idle_alive(self, shop: Histories) -> None:
        idle = shop.repeats == 0
        assert (alive(fit(shop, Model.BG_NBD), shop)[idle] == 1).all()
        assert (alive(fit(shop), shop)[idle] < 1).all()


class TestStatistically:
    @pytest.mark.statistical
    def test_the_interval_of_a_total_holds_what_came(self) -> None:
        """16 shops of 300 customers; the long run is in tests/simulations."""
        shop = Shop(customers=300)
        left = Shop(customers=300, stay=(0.8, 140.0))
        held = 0
        for seed in range(8):
            rng = np.random.default_rng(seed)
            for found, how, model in (
                (mbg(shop, rng), shop, Model.MBG_NBD),
                (pareto(left, rng), left, Model.PARETO_NBD),
            ):
                said, came = _forecast(found, how, model)
                held += said.interval[0] <= came <= said.interval[1]

        assert held / 16 >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / 16)


class TestRefusals:
    def test_a_horizon_of_no_days(self, shop: Histories) -> None:
        with pytest.raises(InvalidSeries) as refused:
            total(fit(shop), shop, 0)

        assert str(refused.value) == (
            "A forecast needs a number of days above 0; got 0."
        )

    def test_nothing_known_is_said(self) -> None:
        nobody = known([0, 0], [0, 0], [200, 300])
        found = total(fit(nobody), nobody, 30)

        assert np.isnan(found.value)
        assert np.isnan(found.interval).all()
        assert found.short
