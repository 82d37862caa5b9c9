"""What to act on and what to watch, and how likely chance alone is, in words."""

from __future__ import annotations

import math

from qc.review.tiers import Verdict
from qc.review.weekly import Review
from qc.spc.multiplicity import SHARE
from qc.view.locales import Locale
from qc.view.numbers import count, number_of, percent

TO_ACT_ON = "To act on"
TO_WATCH = "To watch"
NOTHING = "No signal: nothing to act on this week. Leave the process alone."
MEANING = (
    "The newest 1, 2, 4 and 8 points are held against the baseline, whose own "
    "uncertainty counts. The figure is the q-value (Benjamini and Hochberg): of all "
    "signals with as much evidence, this share is chance."
)
_ONE_IN = round(1 / SHARE)
_LEAST = 0.001


def to_act_on_line(review: Review, locale: Locale | None = None) -> str:
    """Say how many charts were judged, and how often chance gets onto this list."""
    seldom = f"at most 1 week in {count(_ONE_IN, locale)}"
    if not review.judged:
        return ""
    if review.judged == 1:
        return f"1 chart was judged: chance alone puts it here in {seldom}."
    charts = number_of(review.judged, "chart", "charts", locale)
    return (
        f"{charts} were judged together: chance alone puts any of them here in "
        f"{seldom}."
    )


def to_watch_line(review: Review, locale: Locale | None = None) -> str:
    """Say what a signal to watch is, and what to do about it."""
    return (
        f"Signals by the rules of their own chart that chance could have made"
        f"{_among(review, locale)}. Wait for the next point before you act."
    )


def nothing_line(review: Review, locale: Locale | None = None) -> str:
    """Say that nothing needs the meeting, and why signals to watch do not."""
    if not review.to_watch:
        return NOTHING
    return (
        "Nothing to act on this week: chance could have made every signal"
        f"{_among(review, locale)}."
    )


def more_line(n: int, locale: Locale | None = None) -> str:
    """Label of the folded part of a long list."""
    return f"{count(n, locale)} more to act on"


def chance_line(verdict: Verdict, judged: int, locale: Locale | None = None) -> str:
    """Say how likely chance alone is: "Chance of this or more, ...: 0.3 %"."""
    if math.isnan(verdict.q):
        return "Too few points to say how likely chance alone is."
    considered = (
        f", all {count(judged, locale)} charts considered" if judged > 1 else ""
    )
    return f"Chance of this or more{considered}: {_chance(verdict.q, locale)}"


def _among(review: Review, locale: Locale | None) -> str:
    if review.judged < 2:
        return ""
    return f" among {number_of(review.judged, 'chart', 'charts', locale)}"


def _chance(q: float, locale: Locale | None) -> str:
    if q < _LEAST:
        return f"under {percent(_LEAST, locale, decimals=1)}"
    return percent(q, locale, decimals=0 if q >= SHARE else 1)
