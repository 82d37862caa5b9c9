"""What is said of word of mouth against campaigns: which of them returned more."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from qc.chain.company import Source
from qc.chain.evidence import Estimate
from qc.chain.word_of_mouth import View
from qc.chain.word_of_mouth_against import Against
from qc.chain.word_of_mouth_draws import DRAWS
from qc.chain.word_of_mouth_winner import SURE, Winner
from qc.review.word_of_mouth import WordOfMouth
from qc.view.locales import Locale
from qc.view.numbers import SPACE, Scale, count, number, number_of, percent
from qc.view.words.collect import listing, shortage, to_load
from qc.view.words.rates import money
from qc.view.words.referral_value import horizon
from qc.view.words.referrals import stale
from qc.view.words.sure import share_scale, sure

TITLE = "Word of mouth or campaigns: which returns more?"
USE = "what word of mouth returns beside campaigns"
BOTH = "Side by side, per customer"
CREDIT = "To whom all margin so far is credited"
CREDIT_HINT = (
    "Two views that must never be added. Directly, a customer who was brought belongs "
    "to word of mouth; in trees, to whatever won the first customer of the tree. Each "
    "adds up to the same total."
)
SOURCES: Mapping[Source, str] = {
    Source.REFERRAL: "Word of mouth",
    Source.CAMPAIGN: "Campaigns",
    Source.ORGANIC: "Came of themselves",
    Source.UNKNOWN: "Not known how they came",
}
WITHOUT_QUALITY = (
    "Word of mouth lives on the quality of service, which is not among its cost."
)
WITH_QUALITY = (
    "Word of mouth lives on the quality of service; what you gave is among its cost."
)
QUALITY = "What service quality costs, for the sake of word of mouth"
A_YEAR = "Money a year"
QUALITY_HINT = (
    "By your own word: no record can tell how much of good service is owed to word of "
    "mouth. Empty means not given, and then it is not among the cost."
)
KEEP, KEPT = "Keep it", "It is kept, with the other rates."
VIEWS: Mapping[View, str] = {View.DIRECT: "Directly", View.TREE: "In trees"}
_OPEN = "It cannot be told which returns more: the difference is within chance."


def verdict(found: WordOfMouth, locale: Locale | None = None) -> str:
    """Name the one that returned more, or say that it cannot be told."""
    one = found.found
    if found.lacking:
        return to_load(found.lacking, USE)
    if one.winner is Winner.TOO_LITTLE:
        return (
            f"Too little data to compare them. {shortage(one.campaign.short, locale)}"
        )
    if one.winner is Winner.NO_COST:
        return _no_cost(found, locale)
    if one.winner is Winner.OPEN:
        return _OPEN
    if one.winner is Winner.BY_VIEW:
        return (
            "It depends on whom descendants are credited to: with one view the "
            "difference is beyond chance, with the other it is not."
        )
    first, second = ("Word of mouth", "campaigns")
    if one.winner is Winner.CAMPAIGNS:
        first, second = ("Campaigns", "word of mouth")
    return f"{first} returned more than {second}."


def returned(found: WordOfMouth, locale: Locale | None = None) -> str:
    """Say what came back for each unit of money on both sides, and how sure it is."""
    one = found.found
    if not (one.referred.known and one.campaign.known) or found.lacking:
        return ""
    when = horizon(one.horizon, locale)
    return (
        f"{when.capitalize()} of a customer, word of mouth gained "
        f"{_percent(one.referred, locale)} on what was spent, campaigns "
        f"{_percent(one.campaign, locale)}{_descendants(one, locale)}."
    )


def _descendants(one: Against, locale: Locale | None) -> str:
    if not one.tree.known:
        return ""
    return f", {_percent(one.tree, locale)} with the customers that those brought"


def _percent(one: Estimate, locale: Locale | None) -> str:
    scale = Scale(factor=100.0, unit="%", decimals=0, locale=locale)
    return scale.value(one.value) + sure(one.interval, scale)


def chance(found: WordOfMouth, locale: Locale | None = None) -> str:
    """Say how likely it is that word of mouth returns more."""
    one = found.found
    if math.isnan(one.chance) or found.lacking or one.campaign.short:
        return ""
    direct, trees = (_chance(x, locale) for x in (one.chance, one.chance_tree))
    same = direct == trees
    more = "" if same else f"; with descendants credited to campaigns, {trees}"
    return f"Chance that word of mouth returns more: {direct}{more}."


def _chance(share: float, locale: Locale | None) -> str:
    if share > 0.995:
        return f"more than 99{SPACE}%"
    if share < 0.005:
        return f"less than 1{SPACE}%"
    return percent(share, locale)


def break_even(found: WordOfMouth, locale: Locale | None = None) -> str:
    """Say what could be spent on quality before word of mouth stops paying."""
    one = found.found
    if not one.break_even.known or found.lacking:
        return ""
    if one.break_even.value <= 0:
        return (
            "Rewards and programmes cost more than the margin of the customers "
            "brought: word of mouth does not pay as it is."
        )
    spend = money(one.break_even.value, found.rates, locale)
    ends = _span(one.break_even, locale)
    more = "further " if found.quality else ""
    first = WITH_QUALITY if found.quality else WITHOUT_QUALITY
    text = (
        f"{first} Up to {more}{spend}{ends} could be spent on it for the customers "
        "brought so far before word of mouth stops paying"
    )
    even = one.even_with_campaigns
    if 0 < even < one.break_even.value:  # else campaigns lose money, or are ahead
        most = money(even, found.rates, locale)
        text += f"; up to {most} before campaigns return as much"
    return f"{text}."


def _span(one: Estimate, locale: Locale | None) -> str:
    low, high = one.interval
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    scale = Scale(decimals=0, locale=locale)
    return f" (95{SPACE}% sure: {scale.span(low, high)})"


def _no_cost(found: WordOfMouth, locale: Locale | None) -> str:
    one = found.found
    margins = [
        money(side.margin.value, found.rates, locale) for side in (one.brought, one.won)
    ]
    when = horizon(one.horizon, locale)
    side = "word of mouth" if math.isnan(one.referred.value) else "campaigns"
    return (
        f"Nothing is on record as spent on {side}, so it has no return to compare. "
        f"{when.capitalize()}, a customer who was brought came to {margins[0]} of "
        f"margin, one won by a campaign to {margins[1]}."
    )


def paid_back(days: float, locale: Locale | None = None) -> str:
    """Say after how many days a customer has paid back what he cost."""
    if not math.isfinite(days):
        return "not by then"
    return f"{count(int(days), locale)}{SPACE}days"


def notes(found: WordOfMouth, locale: Locale | None = None) -> Iterator[str]:
    """Say what the comparison rests on and what it leaves out."""
    both = found.sides
    if line := stale(both.who):
        yield line
    yield (
        "Both sides are valued over the same age of a customer; a customer who was "
        "brought counts on one side only. Observed, not an experiment."
    )
    told = [
        (both.running, "is not over yet", "are not over yet"),
        (both.untold, "has no spend", "have no spend"),
        (both.early, "began before the log", "began before the log"),
    ]
    gone = [
        f"{number_of(many, 'campaign', 'campaigns', locale)} "
        f"{one if many == 1 else more}"
        for many, one, more in told
        if many
    ]
    if gone:
        yield f"Left out: {listing(gone)}."
    if both.no_margin:
        rows = number_of(both.no_margin, "purchase", "purchases", locale)
        yield f"{rows} without a margin count as nothing."
    if both.no_reward:
        rows = number_of(both.no_reward, "referral", "referrals", locale)
        yield f"{rows} without a reward count as free."
    if both.programme:
        spent = money(both.programme, found.rates, locale)
        yield f"{spent} of referral programmes are a cost of word of mouth."
    if found.quality:
        spent = money(found.quality, found.rates, locale)
        yield (
            f"{spent} of service quality, as you gave it for these days, are a cost of "
            "word of mouth."
        )


def formulas(found: WordOfMouth, locale: Locale | None = None) -> Iterator[str]:
    """Give the formulas with the numbers of these data."""
    one, both = found.found, found.sides
    spend = money(both.spend, found.rates, locale)
    won, referred = (int(group.sum()) for group in (both.won, both.referred))
    yield (
        "Return: (margin \u2212 cost) / cost. Margin of a customer: mean cumulative "
        f"margin by the age of {count(int(one.horizon), locale)} days, so that who is "
        "younger counts as far as watched. Cost of a customer won: spend of the "
        f"campaigns used / customers they won = {spend} / {count(won, locale)}."
    )
    yield (
        "Cost of a customer brought: mean reward by that age, and the programmes "
        f"shared out over the {count(referred, locale)} customers brought."
    )
    if math.isfinite(float(one.found.descendants)):
        each = number(float(one.found.descendants), 3, locale)
        first = number(one.won.brings.value, 3, locale)
        later = number(one.brought.brings.value, 3, locale)
        yield (
            "With descendants: each customer won brings R\u2081 / (1 \u2212 R\u2082) "
            f"others over the generations = {first} / (1 \u2212 {later}) = {each}, "
            "with the margin and the reward of a customer brought."
        )
    yield (
        "Intervals and chance: whole trees of customers drawn anew, "
        f"{count(DRAWS, locale)} times; customers of one tree are no separate "
        "evidence. A winner is named when the chance is "
        f"{share_scale(locale).value(SURE)} or more, on either side, in both views."
    )
    yield (
        "Break-even: margin of the customers brought \u2212 their rewards and "
        f"programmes = {money(float(one.found.margin), found.rates, locale)} \u2212 "
        f"{money(float(one.found.cost), found.rates, locale)}."
    )
