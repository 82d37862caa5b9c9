"""Causes of defects in sentences: the vital few, before and after."""

from __future__ import annotations

import math

from qc.review.causes import Cause, CauseChange, Causes, Comparison
from qc.review.tallies import CauseBy, CauseKind, Days
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import DASH, count, number, number_of, percent
from qc.view.words.cause_units import COUNTED, CauseUnit
from qc.view.words.dates import day_month, full_date
from qc.view.words.names import field_name

CAUSES = "What the defects are"
BY = "Sorted by"
AT = "Stage"
EVERY_STAGE = "All stages"
CAUSES_TABLE = "The causes as a table"
CHANGES = "Before and after"
CHANGES_TABLE = "Before and after as a table"
SPLIT = "\u201cAfter\u201d begins on"
SPLIT_HELP = (
    "The day a countermeasure began, say. The 56 days from it are held against the 56 "
    "before it. Empty: the last 8 whole weeks against the 8 before."
)
NO_CAUSES = "The log has no column that names a cause: reason, category, product."
CAUSE_NOTE = (
    "Shares of defective interactions. Solid bars: the vital few, which make up "
    "80\u00a0% of those that name a cause; none is solid where it takes all of them. "
    "Thin lines: 95\u00a0% interval of each share. Dots: share of all up to this cause."
)
_MOST_NAMED = 5
_NOTHING = "No defect in either span."
_NO_COST = "Nothing is known of what the defects of either span cost."


def cause_name(kind: CauseKind, cause: str, causes: int = 1, limit: int = 60) -> str:
    """Return what a bar is called; texts of the log are made plain, not safe."""
    if kind is CauseKind.NOT_STATED:
        return "not stated"
    if kind is CauseKind.OTHER:
        return f"{count(causes)} others" if causes > 1 else "1 other"
    return plain(cause, limit=limit) or "(nothing visible)"


def causes_sentence(found: Causes, locale: Locale | None = None) -> str:
    """Say which causes make up most of the defects."""
    judged = number_of(
        found.judged, "judged interaction", "judged interactions", locale
    )
    if not found.defectives:
        return f"No defect among {judged}."
    defective = number_of(
        found.defectives, "defective interaction", "defective interactions", locale
    )
    what = field_name(found.by).lower()
    if not found.stated:
        return f"None of {defective} states its {what}."
    silent = found.defectives - found.stated
    states = "states" if silent == 1 else "state"
    rest = f" {count(silent, locale)} {states} no {what}." if silent else ""
    if not found.vital:
        return f"{_many(found, locale)} of {defective}.{rest}"
    named = ", ".join(_told(bar) for bar in found.vital[:_MOST_NAMED])
    more = len(found.vital) - _MOST_NAMED
    if more > 0:
        named += f" and {count(more, locale)} more"
    share = percent(sum(bar.share for bar in found.vital), locale)
    return f"{share} of {defective}: {named}.{rest}"


def change_sentence(
    compared: Comparison | None,
    locale: Locale | None = None,
    *,
    unit: CauseUnit = COUNTED,
) -> str:
    """Say which causes became rarer or more frequent than chance would have it."""
    if compared is None:
        return "The log is too short to hold two spans of whole weeks side by side."
    if not all(compared.judged):
        missing = compared.before if not compared.judged[0] else compared.after
        return f"No interaction was judged from {days_text(missing)}."
    if not compared.changes:
        return _NOTHING if unit.rates is None else _NO_COST
    parts = [_told_change(one, unit, locale) for one in compared.certain]
    if not parts:
        return (
            "No cause changed more than chance alone would explain (all intervals "
            "together hold with 95 %)."
        )
    return f"Changed: {'; '.join(parts)}. Chance alone would not explain it."


def spans_line(compared: Comparison, locale: Locale | None = None) -> str:
    """Say what is held against what, each with its n."""
    (n, m) = (count(judged, locale) for judged in compared.judged)
    return (
        f"Before: {days_text(compared.before)} (n\u00a0{n}) \u00b7 "
        f"after: {days_text(compared.after)} (n\u00a0{m}) \u00b7 each interval holds "
        f"with {percent(compared.confidence, locale, decimals=2)}, so that all "
        "together hold with 95\u00a0%"
    )


def ratio_text(one: CauseChange, locale: Locale | None = None) -> str:
    """Return the ratio of rates with its interval: "x2.3 (1.3-4.0)"."""
    ratio, (low, high) = one.change.ratio, one.change.interval
    if math.isnan(ratio):
        return "not seen"
    top = "\u221e" if math.isinf(high) else number(high, 1, locale)
    times = "new" if math.isinf(ratio) else f"\u00d7{number(ratio, 1, locale)}"
    return f"{times} ({number(low, 1, locale)}{DASH}{top})"


def verdict(one: CauseChange, unit: CauseUnit = COUNTED) -> str:
    """Say in a word what happened to a cause."""
    if not one.change.certain:
        return "no clear change"
    return unit.more if one.change.ratio > 1 else unit.less


def days_text(days: Days) -> str:
    """Return days as "27 Jul to 20 Sep 2026"."""
    if days.first == days.last:
        return full_date(days.first)
    return f"{day_month(days.first)} to {full_date(days.last)}"


def by_name(by: CauseBy) -> str:
    """Name a field that causes are read from."""
    return field_name(by)


def _many(found: Causes, locale: Locale | None) -> str:
    """Say that there are no vital few, and what the most frequent cause is."""
    first = found.bars[0]
    return (
        "No few causes stand out; the most frequent, "
        f"{_told(first)}, has {percent(first.share, locale)}"
    )


def _told(bar: Cause) -> str:
    return cause_name(bar.kind, bar.cause, bar.causes, limit=40)


def _told_change(one: CauseChange, unit: CauseUnit, locale: Locale | None) -> str:
    told = cause_name(one.kind, one.cause, one.causes, limit=40)
    return f"{told} {verdict(one, unit)}, {ratio_text(one, locale)}"
