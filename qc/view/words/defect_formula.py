"""The figures of defects and money: definitions, and formulas with their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from qc.chain.defect_times import WINDOW
from qc.review.defect_money import DefectMoney
from qc.view.locales import Locale
from qc.view.numbers import count, number


def formulas(found: DefectMoney, locale: Locale | None = None) -> Iterator[str]:
    """Say how the ratio and the stake come about."""
    effects = found.effects
    if effects is None:
        return
    whole, days = effects.main.whole, count(WINDOW, locale)
    yield (
        f"After a defect: the {days} days after the day of an interaction with a "
        "defect; overlapping days count once. A customer is watched from the first "
        "purchase to the day before the last contact: who has left has neither defects "
        "nor purchases."
    )
    yield (
        "Ratio: the sum over customers of e1 t0 / t, over the sum of e0 t1 / t; e1 and "
        "t1 purchases and days after a defect, e0 and t0 otherwise, t their sum "
        "(Mantel-Haenszel, each customer a stratum): "
        f"{number(whole.numerator, 1, locale)} / {number(whole.denominator, 1, locale)}"
        f" = {number(whole.ratio.value, 3, locale)}. Interval: customers drawn anew, "
        "or from each one\u2019s part where they are many."
    )
    yield (
        "Only purchases count whose own sale is known to have had no defect. Were the "
        "others counted, the ratio would look like an effect in nearly every company "
        "that has none."
    )
    ageing = effects.main.ageing
    if ageing.known:
        yield (
            "Does the rate change with age? Later half of each customer\u2019s days "
            f"over the earlier one: {number(ageing.value, 2, locale)} "
            f"({number(ageing.interval[0], 2, locale)} to "
            f"{number(ageing.interval[1], 2, locale)})."
        )
    yield (
        "At stake: what is expected of the customers with an open failure, times "
        "(1 \u2212 ratio); the ratio drawn from its interval, the customers drawn anew."
    )
