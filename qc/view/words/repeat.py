"""What is said of repeat business: who comes back, how soon, how they buy."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from qc.chain.contract import Business
from qc.chain.mcf import Cumulative, by_age
from qc.chain.repurchase import USUAL_DAYS
from qc.core.survival import kept
from qc.review.repeat import RepeatBusiness
from qc.view.locales import Locale
from qc.view.numbers import SPACE, Scale, count, number_of, percent
from qc.view.words.collect import shortage
from qc.view.words.dates import full_date
from qc.view.words.sure import share_scale, sure

USE = "how soon and how often customers come back"
BY_COHORT = "How soon they come back, by when they first bought"
BY_JOURNEY = "How soon they come back, by how their first journey went"
HOW_OFTEN = "How often they come back"
HOW_THEY_BUY = "How customers buy"
FREELY = {
    "by-data": "as the data say",
    Business.FREE.value: "freely, whenever they like",
    Business.CONTRACT.value: "by contract, at a fixed rhythm",
}
TABLE = "As a table"
_YEAR = 365.0
FORMULAS = "Definitions and formulas"
OTHER_CUSTOMERS = (
    "These are different customers, who may differ in more than their first journey. "
    "The section \u201cDefects & money\u201d holds each against their own other days."
)


def headline(found: RepeatBusiness, locale: Locale | None = None) -> str:
    """Answer in one sentence whether customers come back."""
    curve = found.curves.curve.curve
    if found.business is Business.CONTRACT:
        period = count(round(found.beat.period), locale)
        return (
            f"Customers buy by contract, about every {period} days: what counts is who "
            "stays."
        )
    if curve is None or found.curves.curve.short:
        why = shortage(found.curves.curve.short, locale)
        return f"Too few purchases to say how soon customers come back. {why}"
    told = [(days, kept(curve, float(days))) for days in USUAL_DAYS]
    known = [(days, one) for days, one in told if math.isfinite(one.share)]
    if not known:
        return _so_far(found, locale)
    days, one = known[min(1, len(known) - 1)]
    scale = share_scale(locale)
    return (
        f"{scale.value(one.share)} of customers come back within {days} days of their "
        f"first purchase{sure(one.interval, scale)}."
    )


def facts(found: RepeatBusiness, locale: Locale | None = None) -> Iterator[str]:
    """Say what the figures rest on, and what was left out."""
    bought = found.bought
    first, last = bought.purchases.day.min(), bought.end
    yield (
        f"{number_of(found.customers, 'customer', 'customers', locale)} with "
        f"{number_of(len(bought.purchases), 'day', 'days', locale)} of purchase, "
        f"{full_date(first)} to {full_date(last)}. {_so_far(found, locale)}"
    )
    if bought.purchases.merged:
        rows = number_of(bought.purchases.merged, "row", "rows", locale)
        yield f"{rows} further of the same customer and day count as one purchase."
    if bought.refunds:
        rows = number_of(bought.refunds, "row", "rows", locale)
        yield f"{rows} below zero left out: a refund is no purchase."
    if bought.stale:
        days = number_of(bought.stale, "day", "days", locale)
        yield (
            f"The log goes on for {days} after the last purchase: purchases are taken "
            "as known up to that one. Is there a newer file of transactions?"
        )
    if not found.log:
        yield "No interactions are loaded: what service has to do with it stays open."


def _so_far(found: RepeatBusiness, locale: Locale | None) -> str:
    share, scale = found.curves.share, share_scale(locale)
    if not share.known:
        return "Nobody has had time to come back yet."
    return (
        f"{scale.value(share.value)} have come back so far"
        f"{sure(share.interval, scale)}; the newest had little time."
    )


def beat_line(found: RepeatBusiness, locale: Locale | None = None) -> str:
    """Say how it was told that customers buy freely, or by contract."""
    beat = found.beat
    kind = FREELY[found.business.value]
    if found.told is not None:
        return f"Customers buy {kind}: as you said."
    if beat.short or math.isnan(beat.alike):
        return (
            f"Customers are taken to buy {kind}: too few have bought often enough to "
            f"tell. {shortage(beat.short, locale)}"
        )
    return (
        f"Customers buy {kind}: {percent(beat.alike, locale)} of "
        f"{number_of(beat.gaps, 'time', 'times', locale)} between two purchases lie "
        f"within 20{SPACE}% of their customer\u2019s middle one; under contracts it is "
        f"75{SPACE}% or more."
    )


def how_often(mean: Cumulative, locale: Locale | None = None) -> str:
    """Say how many repeat purchases a customer makes in the first year."""
    age = min(_YEAR, mean.reach)
    at = by_age(mean, np.array([age]))
    scale = Scale(decimals=2, locale=locale)
    when = "year" if age == _YEAR else f"{count(round(age), locale)} days"
    return (
        f"In the first {when} a customer makes {scale.number(float(at.mean[0]))} "
        "repeat purchases on average"
        f"{sure((float(at.lower[0]), float(at.upper[0])), scale)}."
    )
