"""The figures of referrals: definitions, and formulas with their numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.review.referrals import ReferralReport
from qc.view.locales import Locale
from qc.view.numbers import SPACE, Scale, count, number
from qc.view.words.collect import listing
from qc.view.words.referrals import FLAWS, per_hundred

_HUNDRED = 100.0


def formulas(found: ReferralReport, locale: Locale | None = None) -> Iterator[str]:
    """Give definitions and formulas with the numbers of these data."""
    curve, year = found.number.curve, found.number.year
    yield (
        "R: customers brought by a customer who came, counted when the one brought "
        "came. R by an age is the sum, over referrals up to that age, of 1 / customers "
        "watched to at least that age (mean cumulative function). Interval: robust "
        "variance on the scale of the logarithm, whatever each customer is like. "
        f"Customers {count(curve.customers, locale)}, referrals "
        f"{count(int(curve.events.sum()), locale)}."
    )
    low, high = found.number.drawn
    if math.isfinite(low) and year.known:
        scale = Scale(factor=_HUNDRED, decimals=0, locale=locale)
        yield (
            "A second interval of R by a year, from customers drawn anew (those who "
            f"brought nobody included): {scale.span(low, high)} for 100 customers."
        )
    longest, reach = found.number.longest, count(int(found.number.reach), locale)
    if longest.known and longest.value:
        yield (
            f"By {reach}{SPACE}days, the longest age that enough customers have "
            f"reached: {per_hundred(longest, locale)} for 100 customers."
        )
    yield from _clumping(found, locale)
    yield (
        "Referral rate: of customers watched for a whole year, the share who brought "
        "somebody in it; interval by Wilson."
    )
    yield (
        "Rows are checked in this order, and the first reason that applies decides: "
        f"{listing(list(FLAWS.values()))}. A customer without an accepted row began a "
        "tree."
    )


def _clumping(found: ReferralReport, locale: Locale | None) -> Iterator[str]:
    clumps = found.number.clumps
    if math.isfinite(clumps.k):
        yield (
            "Clumping: referrals of customers watched for a year follow a negative "
            "binomial law, variance R + R\u00b2/k, with k = "
            f"{number(clumps.k, 2, locale)} (maximum likelihood); below 1, few bring "
            "most."
        )
    elif clumps.referrals:
        yield "Clumping: none is seen; the variance is not above the mean."
