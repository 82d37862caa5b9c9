"""Causes of defects and tolerance budgets in sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qc.review.causes import Cause, CauseChange, Causes, Comparison
from qc.review.stage_budgets import BudgetPeriod, Spending, Window
from qc.review.tallies import CauseBy, CauseKind, Days
from qc.view.escape import plain
from qc.view.numbers import DASH, ENGLISH, Locale, count, number, number_of, percent
from qc.view.words.dates import day_month, full_date, month_year
from qc.view.words.names import field_name, name

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
BUDGETS = "Tolerance budget"
TOLERANCE = "Tolerated defects per million opportunities"
TOLERANCE_HELP = (
    "For every stage. Empty: the tolerance of each measure card, "
    "`specification = { tolerance_dpmo = 100000 }`."
)
NO_TOLERANCE = (
    "No tolerance is set. Give one here, or in a measure card: "
    "`specification = { tolerance_dpmo = 100000 }`."
)
NO_TOLERANCE_CLI = (
    "No tolerance is set. Give one by --tolerance, or in a measure card: "
    "specification = { tolerance_dpmo = 100000 }."
)
NO_TOLERANCE_SHORT = "none set"
BUDGET_TABLE = "Every budget with its interval, pace and formula"
NOTHING_CAME = "Nothing came yet."
NO_CAUSES = "The log has no column that names a cause: reason, category, product."
CAUSE_NOTE = (
    "Shares of defective interactions. Solid bars: the vital few, which make up 80 %. "
    "Thin lines: 95 % interval of each share. Dots: share of all up to this cause."
)
_PERIODS = {
    BudgetPeriod.WEEK: "Last whole week",
    BudgetPeriod.MONTH: "Month so far",
    BudgetPeriod.QUARTER: "Quarter so far",
}


def cause_name(kind: CauseKind, cause: str, causes: int = 1, limit: int = 60) -> str:
    """Return what a bar is called; texts of the log are made plain, not safe."""
    if kind is CauseKind.NOT_STATED:
        return "not stated"
    if kind is CauseKind.OTHER:
        return f"{count(causes)} others" if causes > 1 else "1 other"
    return plain(cause, limit=limit) or "(nothing visible)"


def causes_sentence(found: Causes, locale: Locale = ENGLISH) -> str:
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
    named = ", ".join(_told(bar) for bar in found.vital)
    share = percent(sum(bar.share for bar in found.vital), locale)
    silent = found.defectives - found.stated
    rest = f" {count(silent, locale)} state no {what}." if silent else ""
    return f"{share} of {defective}: {named}.{rest}"


def change_sentence(compared: Comparison | None, locale: Locale = ENGLISH) -> str:
    """Say which causes became rarer or more frequent than chance would have it."""
    if compared is None:
        return "The log is too short to hold two spans of whole weeks side by side."
    if not all(compared.judged):
        missing = compared.before if not compared.judged[0] else compared.after
        return f"No interaction was judged from {days_text(missing)}."
    if not compared.changes:
        return "No defect in either span."
    parts = [f"{_told_change(one, locale)}" for one in compared.certain]
    if not parts:
        return (
            "No cause changed more than chance alone would explain (all intervals "
            "together hold with 95 %)."
        )
    return f"Changed: {'; '.join(parts)}. Chance alone would not explain it."


def spans_line(compared: Comparison, locale: Locale = ENGLISH) -> str:
    """Say what is held against what, each with its n."""
    (n, m) = (count(judged, locale) for judged in compared.judged)
    return (
        f"Before: {days_text(compared.before)} (n\u00a0{n}) \u00b7 "
        f"after: {days_text(compared.after)} (n\u00a0{m}) \u00b7 each interval holds "
        f"with {percent(compared.confidence, locale, decimals=2)}, so that all "
        "together hold with 95\u00a0%"
    )


def ratio_text(one: CauseChange, locale: Locale = ENGLISH) -> str:
    """Return the ratio of rates with its interval: "x2.3 (1.3-4.0)"."""
    ratio, (low, high) = one.change.ratio, one.change.interval
    if math.isnan(ratio):
        return "not seen"
    top = "\u221e" if math.isinf(high) else number(high, 1, locale)
    times = "new" if math.isinf(ratio) else f"\u00d7{number(ratio, 1, locale)}"
    return f"{times} ({number(low, 1, locale)}{DASH}{top})"


def verdict(one: CauseChange) -> str:
    """Say in a word what happened to a cause."""
    if not one.change.certain:
        return "no clear change"
    return "more frequent" if one.change.ratio > 1 else "rarer"


def days_text(days: Days) -> str:
    """Return days as "27 Jul to 20 Sep 2026"."""
    if days.first == days.last:
        return full_date(days.first)
    return f"{day_month(days.first)} to {full_date(days.last)}"


def budget_sentence(one: Spending, locale: Locale = ENGLISH) -> str:
    """Say how a budget stands, and whether chance may be behind it."""
    made = one.budget
    if made is None:
        return NOTHING_CAME
    low, high = made.used_interval
    if one.broken:
        sure = "" if low > 1 else " Chance may have a part in it."
        over = number(made.defects - made.allowed, 1, locale)
        return f"Used up: {over} more than allowed.{sure}"
    left = number(made.left, 1, locale)
    if one.at_risk:
        return f"{left} left, but it will not last at this pace."
    return f"{left} left." if high < 1 or one.window.over else f"{left} left, so far."


def budgets_sentence(found: Sequence[Spending], locale: Locale = ENGLISH) -> str:
    """Say which budgets of the running month are used up, or will not last."""
    month = [one for one in found if one.window.period is BudgetPeriod.MONTH]
    broken = [_budget_of(one, locale) for one in month if one.broken]
    risky = [_budget_of(one, locale) for one in month if one.at_risk]
    parts = [f"Used up this month: {'; '.join(broken)}."] if broken else []
    if risky:
        parts.append(f"Will not last at this pace: {'; '.join(risky)}.")
    return " ".join(parts) or "This month is within the tolerance so far."


def budget_cell(one: Spending | None, locale: Locale = ENGLISH) -> str:
    """Return a budget in short: "213 % (66 of 31.0), used up"."""
    if one is None or one.budget is None:
        return NOTHING_CAME.lower().rstrip(".")
    allowed = number(one.budget.allowed, 1, locale)
    used = percent(one.budget.used, locale)
    mark = ", used up" if one.broken else ", will not last" if one.at_risk else ""
    return f"{used} ({count(one.events, locale)} of {allowed}){mark}"


def period_name(period: BudgetPeriod) -> str:
    """Return what the time of a budget is called."""
    return _PERIODS[period]


def windows_line(found: Sequence[Spending]) -> str:
    """Say which days the budgets are for."""
    told = dict.fromkeys(window_text(one.window) for one in found)
    return " \u00b7 ".join(told)


def owner(one: Spending) -> str:
    """Say whose budget it is: a measure, else a stage."""
    stage = name(one.stage) if one.stage else EVERY_STAGE
    return plain(one.measure, limit=60) or stage


def _budget_of(one: Spending, locale: Locale) -> str:
    used = "" if one.budget is None else f" {percent(one.budget.used, locale)}"
    return f"{owner(one)}{used}"


def window_text(window: Window) -> str:
    """Name the period of a budget: "Month so far (Nov 2026, 18 of 30 days)"."""
    days = window.days
    if window.period is BudgetPeriod.WEEK:
        return f"{_PERIODS[window.period]} ({days_text(days)})"
    so_far = f"{days.length} of {window.length} days"
    if window.period is BudgetPeriod.MONTH:
        return f"{_PERIODS[window.period]} ({month_year(days.first)}, {so_far})"
    return f"{_PERIODS[window.period]} (from {full_date(days.first)}, {so_far})"


def budget_formula(one: Spending | None, locale: Locale = ENGLISH) -> str:
    """Give the formula of a budget with its numbers."""
    if one is None or one.budget is None:
        return ""
    return (
        f"Allowed: {count(one.tolerance_dpmo, locale)} / 1,000,000 \u00d7 "
        f"{number(one.expected, 1, locale)} opportunities expected in the whole period "
        f"at the pace so far = {number(one.budget.allowed, 1, locale)}. Used: "
        f"{count(one.events, locale)} / {number(one.budget.allowed, 1, locale)}. Pace: "
        "share used over share of the period that is over; above 1 it will not last."
    )


def by_name(by: CauseBy) -> str:
    """Name a field that causes are read from."""
    return field_name(by)


def _told(bar: Cause) -> str:
    return cause_name(bar.kind, bar.cause, bar.causes, limit=40)


def _told_change(one: CauseChange, locale: Locale) -> str:
    told = cause_name(one.kind, one.cause, limit=40)
    return f"{told} {verdict(one)}, {ratio_text(one, locale)}"
