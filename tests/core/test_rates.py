"""Rates: read with every fault, written as they were said, never invented."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from qc.core.rates import NO_RATES, CostBy, RateName, Rates
from qc.core.rates_items import rates_items, read_rates

GIVEN = {
    "currency": "EUR",
    "defect": 12,
    "hour": 38.5,
    "reason": {"late": 60, "wrong option": 0},
    "severity": {"major": 100},
}


def faults(items: dict[str, Any]) -> list[str]:
    found: list[str] = []
    read_rates(items, found)
    return found


class TestRead:
    def test_there_and_back(self) -> None:
        found: list[str] = []
        rates = read_rates(GIVEN, found)

        assert not found
        assert rates.currency == "EUR"
        assert rates.of(RateName.HOUR) == 38.5
        assert rates.of(RateName.REFERRAL) is None
        assert dict(rates.defect_by[CostBy.REASON]) == {"late": 60, "wrong option": 0}
        assert rates_items(rates) == GIVEN

    def test_fields_stand_in_the_order_in_which_they_decide(self) -> None:
        rates = Rates(defect_by={CostBy.STAGE: {"sale": 2}, CostBy.REASON: {"late": 1}})

        assert tuple(rates.defect_by) == (CostBy.REASON, CostBy.STAGE)

    def test_what_costs_a_defect(self) -> None:
        assert NO_RATES.empty
        assert Rates(currency="EUR").empty
        assert not Rates(named={RateName.REFERRAL: 80}).costs_defects
        assert Rates(named={RateName.HOUR: 38.5}).costs_defects
        assert Rates(defect_by={CostBy.REASON: {"late": 1}}).costs_defects
        assert Rates(defect_by={CostBy.REASON: {}}) == NO_RATES

    def test_a_range_has_two_ends_and_a_middle(self) -> None:
        found: list[str] = []
        rates = read_rates({"repeat": [10, 14], "promise": [3, 3]}, found)

        assert not found
        assert rates.span(RateName.REPEAT) == (10, 12, 14)
        assert rates.span(RateName.PROMISE) == (3, 3, 3)
        assert rates.span(RateName.HOUR) is None
        assert rates_items(rates) == {"promise": 3, "repeat": [10, 14]}

    def test_a_range_ends_when_its_rate_is_given_anew(self) -> None:
        rates = read_rates({"repeat": [10, 14]}, [])

        assert not replace(rates, named={RateName.REPEAT: 13.0}).ranges
        assert not replace(rates, named={}).ranges

    def test_nobody_changes_them(self) -> None:
        rates = read_rates(GIVEN, [])

        with pytest.raises(TypeError):
            rates.named[RateName.HOUR] = 1.0  # type: ignore[index]
        with pytest.raises(TypeError):
            rates.defect_by[CostBy.REASON]["late"] = 1.0  # type: ignore[index]


class TestRefusals:
    def test_all_at_once(self) -> None:
        assert faults(
            {
                "hours": 3,
                "defect": -1,
                "hour": True,
                "recovery": math.inf,
                "check": "much",
                "currency": "12345678901234",
                "reason": {"late": -2, " ": 1},
                "product": 4,
            }
        ) == [
            "rates.hours: there is no such rate. Did you mean 'hour'?",
            "rates.defect: must be a number, 0 or more, at most 1,000,000,000,000; "
            "got -1.",
            "rates.hour: must be a number, 0 or more, at most 1,000,000,000,000; "
            "got True.",
            "rates.check: must be a number, 0 or more, at most 1,000,000,000,000; "
            "got 'much'.",
            "rates.recovery: must be a number, 0 or more, at most 1,000,000,000,000; "
            "got inf.",
            "rates.reason: ' ' must have 1 to 200 characters.",
            "rates.reason.'late': must be a number, 0 or more, at most "
            "1,000,000,000,000; got -2.",
            "rates.product: must be a table such as { 'late' = 25 }.",
            "rates.currency: must be a sign or a name such as 'EUR', at most 12 "
            "characters; got '12345678901234'.",
        ]

    def test_a_range_that_is_none(self) -> None:
        assert faults({"repeat": [14, 10], "hour": [1, 2, 3], "check": [-1, 4]}) == [
            "rates.hour: a range has two ends, as in [10, 14].",
            "rates.check: must be a number, 0 or more, at most 1,000,000,000,000; "
            "got -1.",
            "rates.repeat: a range begins at its lower end: write [10, 14].",
        ]

    @pytest.mark.parametrize("currency", ["EUR 5", "\u202eRUE"], ids=["digit", "bidi"])
    def test_a_currency_is_a_sign_or_a_name(self, currency: str) -> None:
        (fault,) = faults({"currency": currency})

        assert "holds digits or characters that cannot be seen" in fault

    def test_too_many_causes(self) -> None:
        (fault,) = faults({"reason": {f"cause {i}": 1 for i in range(501)}})

        assert fault == "rates.reason: holds more than 500 rates."
