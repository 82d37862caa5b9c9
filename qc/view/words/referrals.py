"""What is said of referrals: how many a customer brings, and who was brought."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from qc.chain.company import date_of
from qc.chain.evidence import Estimate
from qc.chain.referral_clumping import extinction, mean_tree
from qc.chain.referral_number import YEAR
from qc.chain.referral_people import People
from qc.chain.referral_rows import Cleaned, Flaw
from qc.core.intervals import upper_share
from qc.review.referrals import ReferralReport
from qc.view.locales import Locale
from qc.view.numbers import SPACE, Scale, count, number, number_of, percent
from qc.view.words.collect import listing, shortage
from qc.view.words.dates import full_date
from qc.view.words.sure import sure

USE = "who brings whom"
MONTHS = "Do customers of later months bring fewer others?"
TREE = "Who grew from whom"
TREE_TABLE = "The picture as a table: customers by generation"
SET_ASIDE = "Rows set aside, and why"
MOST = "Customers who bring most"
SHOW_IDS = "Show customers"
NOT_YET = (
    "No month is complete yet: customers need {window}{space}days to bring somebody "
    "before their month is counted."
)
FLAWS: Mapping[Flaw, str] = {
    Flaw.UNKNOWN_REFERRED: "the customer who was brought occurs in no other table",
    Flaw.UNKNOWN_REFERRER: "the customer who recommended occurs in no other table",
    Flaw.SELF_REFERRAL: "who recommended and who was brought are the same",
    Flaw.DUPLICATE: "the same pair is told again",
    Flaw.REFERRER_JOINED_LATER: "who recommended came later than who was brought",
    Flaw.DATED_BEFORE_REFERRER_JOINED: "dated before the one who recommended came",
    Flaw.SECOND_REFERRER: "somebody else had brought the customer before",
    Flaw.CYCLE: "customers brought each other in a circle",
}
_FEW = 0.6  # of all referrals from a tenth of the customers: they are clumped
_HUNDRED = 100.0


def per_hundred(one: Estimate, locale: Locale | None = None) -> str:
    """Return R for a hundred customers: "28 (95 % sure: 24-33)"."""
    scale = Scale(factor=_HUNDRED, decimals=0, locale=locale)
    return scale.value(one.value) + sure(one.interval, scale)


def headline(found: ReferralReport, locale: Locale | None = None) -> str:
    """Answer: how many customers does a customer bring?"""
    told, days = _best(found)
    if not len(found.number.curve.age):
        many = found.number.curve.customers
        most = percent(upper_share(0, many or 1), locale)
        of = number_of(many, "customer", "customers", locale)
        return (
            f"Of {of} who came in these days none has brought another: the true share "
            f"is at most {most}."
        )
    if told.short or not told.known:
        many = int(found.number.curve.events.sum())
        return f"{number_of(many, 'customer was', 'customers were', locale)} brought."
    when = _by(days, locale)
    return f"100 customers bring {per_hundred(told, locale)} others {when}."


def _best(found: ReferralReport) -> tuple[Estimate, float]:
    """Return R by a year, or by the age that enough customers have reached."""
    one = found.number
    if one.year.known and not one.year.short:
        return one.year, YEAR
    return one.longest, one.reach


def _by(days: float, locale: Locale | None) -> str:
    if days == YEAR:
        return "within a year of coming"
    return f"within {count(int(days), locale)}{SPACE}days of coming"


def lacking(found: ReferralReport, locale: Locale | None = None) -> str:
    """Say what is lacking for R, and so what to collect."""
    return shortage(_best(found)[0].short, locale)


def facts(found: ReferralReport, locale: Locale | None = None) -> Iterator[str]:
    """Say who brings others, how unevenly, and what grows of it."""
    one = found.number
    if one.share.known and not one.share.short:
        scale = Scale(factor=_HUNDRED, unit="%", decimals=0, locale=locale)
        told = scale.value(one.share.value) + sure(one.share.interval, scale)
        line = f"Of customers watched for a year {told} brought somebody."
        top = one.clumps.top_tenth
        if top >= _FEW:
            line += (
                f" {percent(top, locale)} of referrals come from a tenth of them: a "
                "few bring most."
            )
        yield line
    yield _growth(found, locale)


def _growth(found: ReferralReport, locale: Locale | None) -> str:
    one, _ = _best(found)
    if one.short or not one.known or not one.value:
        return ""
    if one.value < 1:
        tree = number(mean_tree(one.value), 2, locale)
        return (
            f"At this rate each customer whom nobody brought stands for {tree} "
            "customers in the end, that one included."
        )
    clumped = found.number.clumps.k
    k = clumped if math.isfinite(clumped) else math.inf
    chance = percent(extinction(one.value, k), locale)
    return (
        "Each customer brings more than one other, so trees can grow for ever; "
        f"{chance} of them end all the same."
    )


def naive(found: ReferralReport, locale: Locale | None = None) -> str:
    """Say what the usual figure would be, and why it misleads."""
    told, _ = _best(found)
    usual = found.number.naive
    if not (usual.known and told.known) or told.short:
        return ""
    each = number(_HUNDRED * usual.value, 0, locale)
    return (
        f"Referrals divided by customers would say {each}; that misleads, since the "
        "newest customers have had no time yet."
    )


def left_out(found: ReferralReport, locale: Locale | None = None) -> Iterator[str]:
    """Say which customers the figures leave out, and whose age is a guess."""
    if found.who.before:
        who = number_of(found.who.before, "customer", "customers", locale)
        yield (
            f"{who} who came before the log began, or on no known day, are in the "
            "trees but not in R: of those before, only who stayed or brought somebody "
            "is known."
        )
    if line := stale(found.who):
        yield line
    if found.who.assumed:
        who = number_of(found.who.assumed, "customer", "customers", locale)
        yield (
            f"For {who} the day of coming is not told: the day they were first seen "
            "stands in, and old customers may pass for new."
        )


def stale(who: People) -> str:
    """Say that a table ends before the log; empty where none does."""
    if not who.stale:
        return ""
    until = full_date(date_of(who.last))
    return (
        f"Counted until {until}: the tables of customers and referrals, or of "
        "purchases, end there, while others go on. Load newer ones to look further."
    )


def months(found: ReferralReport, locale: Locale | None = None) -> str:
    """Say what the points of the chart over months are."""
    window = count(found.months.window, locale)
    text = (
        "Each point: customers who came in that month, and how many others each of "
        f"them brought within {window}{SPACE}days."
    )
    if found.months.young:
        many = number_of(
            found.months.young, "newer customer", "newer customers", locale
        )
        text += f" {many} are not in it yet: they still have time."
    return text


def no_months(found: ReferralReport, locale: Locale | None = None) -> str:
    """Say that no month is complete yet."""
    return NOT_YET.format(window=count(found.months.window, locale), space=SPACE)


def rows(found: Cleaned, locale: Locale | None = None) -> str:
    """Say how many referral rows are used, and how many are not."""
    read = number_of(found.read, "referral row", "referral rows", locale)
    aside = found.read - found.accepted
    if not aside:
        return f"{read} read, all of them used."
    used = count(found.accepted, locale)
    return f"{read} read: {used} used, {count(aside, locale)} set aside."


def tree(found: ReferralReport, locale: Locale | None = None) -> str:
    """Say how many customers were brought, over how many generations."""
    trees = found.who.forest
    share = percent(trees.share_earned, locale)
    sizes = len(trees.generations) - 1
    if not sizes:
        return "No customer was brought by another."
    most = number_of(trees.largest, "customer", "customers", locale)
    generations = number_of(sizes, "generation", "generations", locale)
    grown = number_of(trees.growing, "customer", "customers", locale)
    return (
        f"{share} of all customers were brought by others. {grown} who came by "
        f"themselves have a tree below them, the largest of {most}; they reach "
        f"{generations} down."
    )


def picture(found: ReferralReport, locale: Locale | None = None) -> str:
    """Say how the picture of the trees is read, and what is not drawn."""
    shown = found.layout
    parts = [
        "Each cell is a customer; below each stand those whom the customer brought."
    ]
    if merged := int(shown.size[shown.customer < 0].sum()):
        many = number_of(merged, "customer", "customers", locale)
        parts.append(f"Hatched cells with a number are small branches ({many} in all).")
    others = []
    if shown.smaller_trees:
        size = count(int(shown.smaller.sum()), locale)
        trees = number_of(shown.smaller_trees, "smaller tree", "smaller trees", locale)
        others.append(f"{trees} of {size} customers in all")
    if shown.alone:
        alone = number_of(shown.alone, "customer", "customers", locale)
        others.append(f"{alone} who came by themselves and brought nobody")
    if others:
        parts.append(f"Not drawn: {listing(others)}.")
    return " ".join(parts)
