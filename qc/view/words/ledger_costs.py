"""What is said of the cost of poor quality, and of the return on relationships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qc.chain.company import date_of
from qc.chain.poor_quality import Cost, Item, Part, PartCost, Span
from qc.chain.return_on import COSTS, Amount, Term
from qc.core.rates import Rates
from qc.review.ledger import GoodwillReport
from qc.view.locales import Locale
from qc.view.numbers import DASH, MINUS, MISSING, SPACE, count, number, percent
from qc.view.words.collect import listing
from qc.view.words.dates import full_date
from qc.view.words.rates import NAMES, amount, money

POOR_QUALITY = "Cost of poor quality"
RETURN_ON = "Return on relationships"
OURS = "our own definition"
QUALITY = ("Part", "What is counted", "How many", "Rate", "Cost")
RETURN = ("Part", "How many", "Money")
NOT_TOLD, NO_RATE = "not told by your data", "no rate given"
HOW = "How the costs and the return are computed"
PARTS: Mapping[Part, str] = {
    Part.PREVENTION: "Prevention",
    Part.APPRAISAL: "Appraisal",
    Part.INTERNAL: "Internal failure",
    Part.EXTERNAL: "External failure",
}
ITEMS: Mapping[Item, str] = {
    Item.TRAINING: "Hours of training",
    Item.CHECKING: "Weeks of checks, surveys and ratings",
    Item.REWORK: "Further attempts and reopened cases",
    Item.DEFECT: "Interactions with a defect",
    Item.PROMISE: "Answers later than promised",
    Item.RECOVERY: "Failures made good",
}
TERMS: Mapping[Term, str] = {
    Term.REPEAT: "Margin of purchases after the first day",
    Term.REFERRED: "Margin of first purchases of recommended customers",
    Term.SAVED: "What winning as many by campaigns would have cost",
    Term.TRAINING: "Training",
    Term.RECOVERY: "Making good",
    Term.OUTREACH: "News",
    Term.REWARDS: "Rewards for recommendations",
}


def over(found: GoodwillReport) -> str:
    """Name the days that the costs are of."""
    first, after = found.quality.first, found.quality.after
    return f"{full_date(date_of(first))} to {full_date(date_of(after - 1))}"


def quality_sentence(found: GoodwillReport, locale: Locale | None = None) -> str:
    """Say the four parts; never one number only."""
    parts = [
        f"{PARTS[part.part].lower()} {_part(part, found.rates, locale)}"
        for part in found.quality.parts
    ]
    if all(part.money is None for part in found.quality.parts):
        return (
            f"{over(found)}, as counts only: none of the four parts has a rate yet. No "
            "rate is ever guessed; give yours above to see them in money."
        )
    told = f"{over(found)}: {listing(parts)}."
    share = found.quality.failure_share
    if share is not None:
        return f"{told} Failure is {percent(share, locale)} of all four."
    return f"{told} What is lacking is not counted as 0, so the four have no sum yet."


def _part(part: PartCost, rates: Rates, locale: Locale | None) -> str:
    if part.money is None:
        return "not known"
    shown = money_span(part.money, rates, locale)
    return shown if part.whole else f"at least {shown}"


def money_span(span: Span, rates: Rates, locale: Locale | None = None) -> str:
    """Return a sum, or its range where the rates have one."""
    low, middle, high = span
    if amount(low, locale) == amount(high, locale):
        return money(middle, rates, locale)
    return f"{amount(low, locale)}{DASH}{money(high, rates, locale)}"


def quality_row(
    part: PartCost, one: Cost, rates: Rates, locale: Locale | None = None
) -> list[str]:
    """Return one item: part, what, how many, rate, cost."""
    return [
        PARTS[part.part],
        ITEMS[one.item],
        NOT_TOLD if one.count is None else count(one.count, locale),
        NO_RATE if one.each is None else money_span(one.each, rates, locale),
        MISSING if one.money is None else money_span(one.money, rates, locale),
    ]


def return_sentence(found: GoodwillReport, locale: Locale | None = None) -> str:
    """Say the return with its interval, or what is lacking for it."""
    gain = found.gain
    if gain.lacking:
        return f"Costs not entered, or not told: {_lacking(gain.lacking)}."
    if not gain.ratio.known:
        return "Nothing was spent on relationships, so there is no return on it."
    low, high = gain.ratio.interval
    each = number(1 + gain.ratio.value, 2, locale)
    ends = [number(1 + end, 2, locale) for end in (low, high)]
    return (
        f"Each unit of money spent on relationships came back {each} times "
        f"(95{SPACE}% sure between {ends[0]} and {ends[1]}): a return of "
        f"{_signed(gain.ratio.value, locale)} ({_signed(low, locale)} to "
        f"{_signed(high, locale)})."
    )


def _signed(share: float, locale: Locale | None) -> str:
    sign = "+" if share > 0 else ""
    return sign + percent(share, locale)


def _lacking(amounts: tuple[Amount, ...]) -> str:
    told = []
    for one in amounts:
        by_rate = one.rate is not None and one.count is not None
        why = f" ({NAMES[one.rate].lower()})" if by_rate and one.rate else ""
        told.append(f"{TERMS[one.term].lower()}{why}")
    return listing(told)


def return_row(one: Amount, rates: Rates, locale: Locale | None = None) -> list[str]:
    """Return one part of the return, costs with a minus."""
    sign = f"{MINUS}{SPACE}" if one.term in COSTS else "+ "
    shown = MISSING if one.money is None else money_span(one.money, rates, locale)
    n = MISSING if one.count is None else count(one.count, locale)
    return [TERMS[one.term], n, shown if one.money is None else f"{sign}{shown}"]


def definitions(found: GoodwillReport) -> Iterator[str]:
    """Say how costs and return are computed."""
    yield (
        f"Cost of poor quality, {over(found)}: each count of your tables times your "
        "rate for one. Prevention and appraisal are spent so that nothing fails; "
        "internal failure is mended before the customer has it, external failure "
        "reaches them. A defect and a late answer of one interaction count as what "
        "they are, one each."
    )
    yield (
        "Return on relationships = (repeat margin + referred margin + acquisition cost "
        "saved \u2212 relationship cost) / relationship cost, with relationship cost = "
        "training + making good + news + rewards. Gummesson, who coined the term, "
        "gives no formula: this one is ours. Margins are of purchases in these days, "
        "less refunds; the cost of winning a customer is your rate, else what "
        "campaigns spent on each customer they won."
    )
    yield (
        "Its interval: 2,000 draws of other customers of the same kind, and of each "
        "rate anywhere within its range. What these customers would have done without "
        "the training and the news is not known, so this is no proof of cause."
    )
