"""What is said of customers under contract, and of one customer's own rhythm."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.core.survival import kept
from qc.review.repeat import Contracts, CustomerRhythm
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number_of
from qc.view.words.collect import shortage
from qc.view.words.sure import share_scale, sure

STAYING = "How long customers stay"
RENEWALS = "Renewals that came"
RENEWALS_DEFINITION = (
    "Of the renewals due in the month, the share that came. A renewal is due one usual "
    "rhythm of the customer after the purchase before; it is missed after one and a "
    "half."
)
KEY = "One customer\u2019s rhythm"
PICK = "Customer"
WHICH = (
    "The customers from whom most is expected, or who bought most: a key customer who "
    "falls silent shows here before a share does."
)
ALL_OF_THEM = "Customers from whom most is expected"
DAYS_BETWEEN = "Days between two purchases"
RHYTHM_DEFINITION = (
    "Days from one day with a purchase to the next, of one customer. Their power 1/3.6 "
    "is nearly normal, so the limits are set there and carried back (t chart)."
)


def contract_line(found: Contracts, locale: Locale | None = None) -> str:
    """Answer in one sentence whether customers under contract stay."""
    scale = share_scale(locale)
    curve = found.staying.curve
    told = (
        f"{count(found.left, locale)} of "
        f"{number_of(found.customers, 'customer', 'customers', locale)} have left so "
        "far."
    )
    if curve is None or found.staying.short:
        return f"{told} {shortage(found.staying.short, locale)}"
    year = kept(curve, 365.0)
    if not math.isfinite(year.share):
        return told
    low, high = year.interval
    return (
        f"{scale.value(1 - year.share)} stay for a year or longer"
        f"{sure((1 - high, 1 - low), scale)}. {told}"
    )


def renewed_line(found: Contracts, locale: Locale | None = None) -> str:
    """Say how many renewals came."""
    if not found.renewed.known:
        return "No renewal was due yet."
    scale = share_scale(locale)
    return (
        f"Of {number_of(found.renewed.n, 'renewal', 'renewals', locale)} due in the "
        f"last year {scale.value(found.renewed.value)} came"
        f"{sure(found.renewed.interval, scale)}."
    )


def rhythm_line(found: CustomerRhythm, locale: Locale | None = None) -> str:
    """Say whether one customer is silent for longer than ever."""
    ago = number_of(int(found.silent), "day", "days", locale)
    silent = f"{ago} ago" if found.silent else "on the day the data end"
    name = plain(found.name, limit=60)
    times = number_of(found.purchases, "day", "days", locale)
    told = f"{name} bought on {times}, last {silent}"
    if math.isnan(found.usual):
        return f"{told}."
    usual = number_of(round(found.usual, 1), "day", "days", locale)
    told += f"; the middle time between two purchases is {usual}"
    if math.isnan(found.chance):
        return f"{told}. Too few to say whether that is unusual for this customer."
    if found.chance <= 0.05:
        return f"{told}. That is longer than this customer was ever silent: ask."
    return f"{told}. That is within this customer\u2019s own rhythm."


def orders(name: str) -> str:
    """Title the list of one customer's purchases."""
    return f"Days on which {name} bought"


def formulas(found: Contracts, locale: Locale | None = None) -> Iterator[str]:
    """Say how leaving and renewing are told."""
    yield (
        "A customer\u2019s rhythm is the middle one of the times between two "
        "purchases; of those with one purchase, that of all: "
        f"{count(round(found.period), locale)} days. Who has not bought for one and a "
        "half rhythms has left, on the day on which the last purchase ran out. Nobody "
        "is called lost before."
    )
    yield (
        "Share who stay: the product of (1 \u2212 d/n) over the days on which somebody "
        "left (Kaplan-Meier; interval by Greenwood\u2019s variance of "
        "log(\u2212log))."
    )
    yield RENEWALS_DEFINITION
