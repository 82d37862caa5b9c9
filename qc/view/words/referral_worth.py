"""What is said of the worth of one recommendation, by who would have come anyway."""

from __future__ import annotations

from qc.chain.referral_worth import RecommendationWorth
from qc.chain.word_of_mouth_against import Against
from qc.core.rates import Rates
from qc.view.locales import Locale
from qc.view.numbers import count, percent
from qc.view.words.rates import money
from qc.view.words.referral_value import horizon
from qc.view.words.sure import money_scale, sure

TITLE = "What is one recommendation worth?"
SHARE = "Of those who were recommended, how many would not have come otherwise?"
HINT = (
    "No record tells who would have come anyway: only customers can say. Move it to "
    "see how much hangs on that."
)


def told(
    found: RecommendationWorth,
    horizon_days: float,
    rates: Rates,
    locale: Locale | None = None,
) -> str:
    """Say what a recommendation is worth at a share, and between which ends."""
    scale = money_scale(found.value, rates.currency, locale)
    none, every = (money(end, rates, locale) for end in found.ends)
    return (
        f"If {percent(found.share, locale)} of them came only because of it, a "
        f"recommendation is worth {scale.value(found.value)}"
        f"{sure(found.interval, scale)} {horizon(horizon_days, locale)}. It is {none} "
        f"if all of them would have come anyway, {every} if none would have."
    )


def formula(
    found: RecommendationWorth,
    one: Against,
    rates: Rates,
    locale: Locale | None = None,
) -> str:
    """Give the formula with the numbers of these data."""
    sums = (one.brought.margin.value, one.won.cost, one.brought.cost)
    margin, saving, reward = (money(each, rates, locale) for each in sums)
    share = percent(found.share, locale)
    return (
        "Worth of a recommendation: share who came only because of it \u00d7 margin of "
        "a customer brought + cost of a customer won by a campaign, which was saved "
        f"\u2212 reward = {share} \u00d7 {margin} + {saving} \u2212 "
        f"{reward}, by the age of {count(int(one.horizon), locale)} days, not "
        "discounted (Kumar, Petersen and Leone 2007)."
    )
