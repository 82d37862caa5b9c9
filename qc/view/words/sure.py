"""How sure a figure is: its interval in words, the same everywhere."""

from __future__ import annotations

import math

from qc.chain.evidence import Estimate
from qc.core.intervals import Interval
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, Scale, number


def share_scale(locale: Locale | None = None) -> Scale:
    """Return the scale of shares: per cent with one decimal."""
    return Scale(factor=100.0, unit="%", decimals=1, locale=locale)


def sure(interval: Interval, scale: Scale) -> str:
    """Return " (95 % sure: 1.9-17.8 %)", or nothing where there is no interval."""
    low, high = interval
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    return f" (95{SPACE}% sure: {scale.span(low, high)})"


def between(interval: Interval, scale: Scale) -> str:
    """Return an interval as a cell of a table; a dash where there is none."""
    low, high = interval
    if not (math.isfinite(low) and math.isfinite(high)):
        return MISSING
    return scale.span(low, high)


def with_ends(value: float, interval: Interval, scale: Scale) -> str:
    """Return a figure with its interval, where there is one, as a cell of a table."""
    ends = between(interval, scale)
    return scale.value(value) + (f" ({ends})" if ends != MISSING else "")


FEWER = ("fewer", "more")
LESS_OFTEN = ("less often", "more often")


def change(
    estimate: Estimate,
    locale: Locale | None = None,
    words: tuple[str, str] = FEWER,
) -> str:
    """Return a ratio as a change: "17 % fewer (95 % sure: 8-25 %)"."""
    value, (low, high) = estimate.value, estimate.interval
    if not math.isfinite(value):
        return MISSING
    fewer = value < 1
    word = words[0] if fewer else words[1]
    text = f"{number(100 * abs(1 - value), 0, locale)}{SPACE}% {word}"
    if not (math.isfinite(low) and math.isfinite(high)):
        return text
    ends = tuple(100 * (1 - x if fewer else x - 1) for x in (low, high))
    scale = Scale(unit="%", decimals=0, locale=locale)
    return f"{text} (95{SPACE}% sure: {scale.span(min(ends), max(ends))})"


def amount(value: float, currency: str, locale: Locale | None = None) -> str:
    """Return money: "60,170 EUR"; without a currency the number alone."""
    text = number(value, 0 if abs(value) >= 100 else 2, locale)
    return f"{text}{SPACE}{currency}" if currency and text != MISSING else text


def money(estimate: Estimate, currency: str, locale: Locale | None = None) -> str:
    """Return money with its interval."""
    scale = money_scale(estimate.value, currency, locale)
    return scale.value(estimate.value) + sure(estimate.interval, scale)


def money_scale(level: float, currency: str, locale: Locale | None = None) -> Scale:
    """Return the scale of some money: whole units from a hundred on."""
    return Scale(unit=currency, decimals=0 if abs(level) >= 100 else 2, locale=locale)
