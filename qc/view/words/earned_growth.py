"""What is said of earned growth: what was kept, earned and bought."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.chain.company import date_of
from qc.chain.earned_growth import EarnedGrowth
from qc.chain.earned_growth_years import YEAR, Years
from qc.chain.evidence import Estimate, Want
from qc.review.earned_growth import GrowthReport
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, Scale, count
from qc.view.words.collect import shortage, to_load
from qc.view.words.dates import full_date
from qc.view.words.rates import money
from qc.view.words.sure import between, sure

TITLE = "Earned growth"
USE = "what growth was earned and what was bought"
WIDE = "Recommended, or come of themselves"
NARROW = "Recommended only"
HEADINGS = ("Of the revenue before", WIDE, NARROW)
RETAINED, EARNED, GROWTH = (
    "Kept and grown with the same customers (NRR)",
    "New customers who were earned (ENC)",
    "Earned growth (EGR = NRR + ENC \u2212 100\u00a0%)",
)
RANGE = "Earned growth, unknown reasons as a range"
BOUGHT, UNKNOWN, TOTAL = (
    "New customers who were bought",
    "New customers, reason not known",
    "Growth in all",
)
PARTS = "Where the revenue came from"
PART_HEADINGS = ("Revenue", "Amount")
PART_NAMES = (
    "All customers, before",
    "The same customers, now",
    "New: earned",
    "New: bought",
    "New: reason not known",
)
NO_DAYS = (
    "Growth compares a year with the year before. The purchases do not reach back far "
    "enough for even two quarters."
)


def signed(one: Estimate, locale: Locale | None = None) -> str:
    """Return growth with its sign and interval."""
    if not one.known:
        return MISSING
    ends = between(one.interval, scale(locale))
    return plus(one.value, locale) + (f" ({ends})" if ends != MISSING else "")


def scale(locale: Locale | None = None) -> Scale:
    """Return the scale of growth: per cent with one decimal."""
    return Scale(factor=100.0, unit="%", decimals=1, locale=locale)


def plus(value: float, locale: Locale | None = None) -> str:
    """Return growth with its sign: "+7.0 %"."""
    shown = scale(locale).value(value)
    return f"+{shown}" if math.isfinite(value) and value > 0 else shown


def headline(found: GrowthReport, locale: Locale | None = None) -> str:
    """Answer: did the company grow by what it earned?"""
    if found.lacking:
        return to_load(found.lacking, USE)
    wide, narrow = found.years.wide, found.years.narrow
    if not wide.growth.known:
        return NO_DAYS if not found.years.days else "Nothing was sold the year before."
    low, high = wide.limits
    ends = sure(wide.outer, scale(locale))
    told = plus(low, locale)
    if high - low > 0.0005:
        told = f"{told} to {plus(high, locale)}"
    text = f"Earned growth: {told}{ends}."
    if narrow.totals.unknown > wide.totals.unknown:
        text += (
            f" Counting only customers who were recommended as earned: "
            f"{plus(narrow.growth.value, locale)}."
        )
    return text


def caveats(found: Years, locale: Locale | None = None) -> Iterator[str]:
    """Say what the figures rest on, and what is lacking."""
    short = found.wide.growth.short
    if found.days and found.days < YEAR:
        days = count(found.days, locale)
        reach = count(2 * found.days, locale)
        yield (
            f"Indicative only: the last {days}{SPACE}days beside the {days} before, "
            f"since the purchases that can be used reach back {reach}{SPACE}days, not "
            "two years; a season can pass for growth."
        )
    others = [one for one in short if one.what is not Want.YEARS]
    if others:
        yield shortage(others, locale)
    if found.still_here:
        yield (
            "Purchases from before the log are only those of customers who still occur "
            "in it, so they are left out: whoever left is not among them."
        )
    if found.days:
        yield f"Until {full_date(date_of(found.last))}."


def facts(found: EarnedGrowth, locale: Locale | None = None) -> Iterator[str]:
    """Say what the growth is made of."""
    if not found.growth.known:
        return
    yield (
        f"The same customers bring {scale(locale).value(found.retained.value)} of what "
        f"they brought before; new customers who were earned add "
        f"{scale(locale).value(found.earned.value)}, those who were bought "
        f"{scale(locale).value(found.bought)}. In all the company "
        f"{'grew' if found.total >= 0 else 'shrank'} by "
        f"{scale(locale).value(abs(found.total))}."
    )


def formulas(found: GrowthReport, locale: Locale | None = None) -> Iterator[str]:
    """Give the definitions and formulas with the numbers of these data."""
    sums = found.years.wide.totals
    same, before, earned = (
        money(x, found.rates, locale) for x in (sums.same, sums.before, sums.earned)
    )
    yield (
        "Net revenue retention (NRR): revenue now from customers who bought in the "
        f"stretch before / their revenue then = {same} / {before}."
    )
    yield (
        "Earned new customers (ENC): revenue now from new customers who were earned / "
        f"all revenue before = {earned} / {before}."
    )
    yield (
        "Earned growth rate (EGR) = NRR + ENC \u2212 100\u00a0% (Reichheld and others, "
        "2021). Earned is who was recommended, or came of themselves without a "
        "campaign; the stricter reading counts only who was recommended. New customers "
        "whose reason is not known make a range: all of them bought, or all of them "
        "earned."
    )
    yield (
        "Intervals: from each customer's part in the ratio, as if other customers of "
        "the same kind had come; from 30 customers on."
    )
