"""What a recommendation is worth: the printed example, and its ends."""

from __future__ import annotations

import pytest

from qc.chain.evidence import Estimate, Method
from qc.chain.referral_worth import recommendation_worth
from qc.core.rates import Rates
from qc.view.words import referral_worth as say

MARGIN = Estimate(value=60.0, interval=(50.0, 72.0), n=3, method=Method.ROBUST)


class TestTheBook:
    def test_two_of_three_came_only_because_of_it(self) -> None:
        one = recommendation_worth(MARGIN, saving=40.0, reward=0.0, percent=200 / 3)

        assert 3 * one.value / 1.15 == pytest.approx(208.70, abs=0.005)


class TestAlways:
    def test_it_lies_between_its_ends_and_a_reward_lowers_all_of_it(self) -> None:
        free = recommendation_worth(MARGIN, saving=40.0, reward=0.0, percent=50)
        paid = recommendation_worth(MARGIN, saving=40.0, reward=25.0, percent=50)

        assert free.ends == (40.0, 100.0)
        assert free.interval == (65.0, 76.0)
        assert free.ends[0] < free.value < free.ends[1]
        assert paid.value == free.value - 25.0

    def test_it_is_said_with_both_ends(self) -> None:
        one = recommendation_worth(MARGIN, saving=40.0, reward=0.0, percent=50)
        told = say.told(one, 365.0, Rates(currency="EUR"))

        assert told.replace("\u00a0", " ") == (
            "If 50 % of them came only because of it, a recommendation is worth 70.00 "
            "EUR (95 % sure: 65.00\u201376.00 EUR) in the first 365 days. It is 40 EUR "
            "if all of them would have come anyway, 100 EUR if none would have."
        )
