"""What is said of the worth of referred customers beside others."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.chain.evidence import Estimate
from qc.chain.repurchase import Repurchase
from qc.core.survival import kept
from qc.review.referrals import Value
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, Scale, count, number_of
from qc.view.words import chain, chain_figures
from qc.view.words.collect import shortage
from qc.view.words.sure import money_scale, share_scale, sure, with_ends

TITLE = "Are customers who were brought worth more?"
REFERRED, OTHERS, DIFFERENCE = "Brought by others", "Came otherwise", "Difference"
HEADINGS = ("Per customer", REFERRED, OTHERS, DIFFERENCE)
MARGIN, PURCHASES, CUSTOMERS = "Margin", "Purchases", "Customers"
BACK = "Came back within 180\u00a0days of the first purchase"
SINCE = "days since coming"
SINCE_FIRST = "days since the first purchase"
PATHS = "Margin so far, per customer"
PATHS_BOUGHT = "Purchases so far, per customer"
CURVES = "How many come back a second time"
NO_DIFFERENCE = "Your data do not show a difference."
_BACK = 180.0


def headline(found: Value, currency: str, locale: Locale | None = None) -> str:
    """Answer: are customers who were brought worth more by the same age?"""
    side = found.money or found.purchases
    one = side.difference
    if one.short:
        return f"{_indicative(one)}{shortage(one.short, locale)}"
    scale = scale_of(found, currency, locale)
    what = "margin" if found.money else "purchases"
    when = horizon(side.horizon, locale)
    if not one.excludes(0.0):
        return (
            f"{NO_DIFFERENCE} {when.capitalize()}, a customer who was brought comes to "
            f"{scale.value(side.referred.value)} of {what}, another to "
            f"{scale.value(side.others.value)}; the difference lies between "
            f"{scale.value(one.interval[0])} and {scale.value(one.interval[1])} "
            f"(95{SPACE}% sure)."
        )
    more = "more" if one.value > 0 else "less"
    ends = sorted(map(abs, one.interval))
    return (
        f"{when.capitalize()}, a customer who was brought comes to "
        f"{scale.value(abs(one.value))} {more} {what} than another"
        f"{sure((ends[0], ends[1]), scale)}."
    )


def _indicative(one: Estimate) -> str:
    return "" if not one.known else "Too little data to compare them. "


def scale_of(found: Value, currency: str, locale: Locale | None = None) -> Scale:
    """Return the scale of what a customer is worth: money, or purchases."""
    if found.money is None:
        return Scale(decimals=2, locale=locale)
    return money_scale(found.money.others.value, currency, locale)


def horizon(days: float, locale: Locale | None = None) -> str:
    """Say over what age customers are valued."""
    return f"in the first {count(int(days), locale)}{SPACE}days"


def arrow(found: Value, locale: Locale | None = None) -> Iterator[str]:
    """Say what the arrow of the chain says, and how the naive figure misleads."""
    yield chain.verdict(found.link, locale)
    if found.link.naive is not None and found.link.naive.known:
        value = chain_figures.effect(found.link.scale, found.link.naive.value, locale)
        yield (
            f"All purchases per customer, whatever the age, would say {value}; that "
            "misleads, since customers who were brought are the newer ones."
        )


def notes(found: Value, locale: Locale | None = None) -> Iterator[str]:
    """Say what the comparison rests on."""
    yield (
        "Both are valued over the same age, the first purchase included; who is not so "
        "old yet counts as far as watched. This is observed, not an experiment: who is "
        "brought may differ from others in more."
    )
    if found.no_margin and found.money is not None:
        rows = number_of(found.no_margin, "purchase", "purchases", locale)
        yield f"{rows} without a margin count as nothing."


def cells(
    one: tuple[Estimate, Estimate, Estimate], scale: Scale
) -> tuple[str, str, str]:
    """Return the cells of a row: both sides and their difference."""
    signed = one[2].value
    sign = "+" if math.isfinite(signed) and signed > 0 else ""
    return (
        in_cell(one[0], scale),
        in_cell(one[1], scale),
        sign + in_cell(one[2], scale),
    )


def in_cell(one: Estimate, scale: Scale) -> str:
    """Return a figure with its interval, as a cell of a table."""
    if not one.known:
        return MISSING
    return with_ends(one.value, one.interval, scale)


def back_cell(found: Repurchase, locale: Locale | None = None) -> str:
    """Return the share who came back, as a cell of a table."""
    if found.curve is None or found.short:
        return MISSING
    share = kept(found.curve, _BACK)
    scale = share_scale(locale)
    if not math.isfinite(share.share):
        return MISSING
    return with_ends(share.share, share.interval, scale)


def formulas() -> Iterator[str]:
    """Give the definitions of the figures."""
    yield (
        "Worth by an age: the sum, over purchases up to that age, of their margin / "
        "customers of the group watched to at least that age. Interval: from each "
        "customer's part, customers of one tree taken together."
    )
    yield (
        "Ratio of purchases: \u03a3(e\u2081 t\u2080/t) / \u03a3(e\u2080 t\u2081/t) "
        "over quarters of coming and months of age; e purchases, t days watched, 1 "
        "those who were brought, 0 the others. 1 means that both buy alike."
    )


def paths(found: Value) -> str:
    """Return what the picture by age draws."""
    return PATHS if found.money is not None else PATHS_BOUGHT
