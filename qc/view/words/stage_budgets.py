"""Tolerance budgets in sentences: what is used up, what will not last."""

from __future__ import annotations

from collections.abc import Sequence

from qc.review.stage_budgets import BudgetPeriod, Spending, Window
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number, percent
from qc.view.words.causes import EVERY_STAGE, days_text
from qc.view.words.dates import full_date, month_year
from qc.view.words.names import name

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
_PERIODS = {
    BudgetPeriod.WEEK: "Last whole week",
    BudgetPeriod.MONTH: "Month so far",
    BudgetPeriod.QUARTER: "Quarter so far",
}


def budget_sentence(one: Spending, locale: Locale | None = None) -> str:
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


def budgets_sentence(found: Sequence[Spending], locale: Locale | None = None) -> str:
    """Say which budgets of the running month are used up, or will not last."""
    month = [one for one in found if one.window.period is BudgetPeriod.MONTH]
    broken = [_budget_of(one, locale) for one in month if one.broken]
    risky = [_budget_of(one, locale) for one in month if one.at_risk]
    parts = [f"Used up this month: {'; '.join(broken)}."] if broken else []
    if risky:
        parts.append(f"Will not last at this pace: {'; '.join(risky)}.")
    return " ".join(parts) or "This month is within the tolerance so far."


def budget_cell(one: Spending | None, locale: Locale | None = None) -> str:
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


def _budget_of(one: Spending, locale: Locale | None) -> str:
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


def budget_formula(one: Spending | None, locale: Locale | None = None) -> str:
    """Give the formula of a budget with its numbers."""
    if one is None or one.budget is None:
        return ""
    return (
        f"Allowed: {count(one.tolerance_dpmo, locale)} / {count(10**6, locale)} \u00d7 "
        f"{number(one.expected, 1, locale)} opportunities expected in the whole period "
        f"at the pace so far = {number(one.budget.allowed, 1, locale)}. Used: "
        f"{count(one.events, locale)} / {number(one.budget.allowed, 1, locale)}. Pace: "
        "share used over share of the period that is over; above 1 it will not last."
    )
