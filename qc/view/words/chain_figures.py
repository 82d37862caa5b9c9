"""The figures of the chain as short text: effects, intervals, states, days."""

from __future__ import annotations

import math
from collections.abc import Mapping

from qc.chain.evidence import Estimate
from qc.chain.links import Design, Link, Scale, Shown
from qc.core.intervals import Interval
from qc.view.locales import Locale
from qc.view.numbers import DASH, MISSING, SPACE, number
from qc.view.words.chain_names import BY_DEFINITION, HOW_SHORT, SHOWN, SUM

_UNITS: Mapping[Scale, str] = {
    Scale.DIFFERENCE: f"{SPACE}points",
    Scale.RATIO: "",
    Scale.RANK: "",
    Scale.NUMBER: "",
}


def effect(scale: Scale, value: float, locale: Locale | None = None) -> str:
    """Return an effect with its sign and unit: "\u22125.6 points", "\u00d7 0.61"."""
    if not math.isfinite(value):
        return MISSING
    shown = _plain(scale, value, locale)
    if scale is Scale.RATIO:
        return f"\u00d7{SPACE}{shown}"
    return shown + _UNITS[scale]


def span(scale: Scale, interval: Interval, locale: Locale | None = None) -> str:
    """Return an interval without its unit: "\u22128.0 to \u22123.1"."""
    if not all(map(math.isfinite, interval)):
        return MISSING
    low, high = (_plain(scale, end, locale) for end in interval)
    to = DASH if scale is not Scale.DIFFERENCE else f"{SPACE}to{SPACE}"
    return f"{low}{to}{high}"


def in_full(link: Link, one: Estimate, locale: Locale | None = None) -> str:
    """Return an estimate with its interval, as in "0.61 (0.50-0.74)"."""
    shown = effect(link.scale, one.value, locale)
    ends = span(link.scale, one.interval, locale)
    return shown if ends == MISSING else f"{shown} ({ends})"


def state(link: Link) -> str:
    """Return what the data say of an arrow in one or two words."""
    if link.design is Design.BY_DEFINITION and link.shown is not Shown.NO_DATA:
        enough = link.shown is not Shown.TOO_LITTLE
        return BY_DEFINITION if enough else SHOWN[Shown.TOO_LITTLE]
    return SHOWN[link.shown]


def look(link: Link) -> str:
    """Return which line an arrow is drawn by."""
    return SUM if state(link) == BY_DEFINITION else link.shown


def lag(link: Link) -> str:
    """Return when the effect was looked for; a dash where that has no meaning."""
    if link.lag is None:
        return MISSING
    low, high = link.lag
    if high > 2 * 365:
        return f"from day {low}"
    return f"{low}{DASH}{high}{SPACE}days"


def how(link: Link) -> list[str]:
    """Return how an arrow was tested, and how long after if that has a meaning."""
    when = lag(link)
    return [HOW_SHORT[link.design], *([when] if when != MISSING else [])]


def _plain(scale: Scale, value: float, locale: Locale | None) -> str:
    if scale is Scale.DIFFERENCE:
        shown = number(100 * value, 1, locale)
        return f"+{shown}" if value > 0 and shown[0].isdigit() else shown
    return number(value, 2, locale)
