"""What is said of a tolerance budget: how much is used, and whether it will last."""

from __future__ import annotations

import math

from qc.review.budgets import Spent, Window
from qc.view.locales import Locale
from qc.view.numbers import DASH, SPACE, count, number, percent
from qc.view.words.dates import day_month, full_date, month_year

_LASTS = {True: "It will last at this pace", False: "It will not last at this pace"}


def budget_title(spent: Spent) -> str:
    """Name the period: "Nov 2026 so far, to 18 Nov"; "The last 4 complete weeks"."""
    if spent.window is Window.FOUR_WEEKS:
        days = f"{day_month(spent.first)} to {full_date(spent.end)}"
        return f"The last 4 complete weeks, {days}"
    month = month_year(spent.first)
    return month if running(spent) is False else f"{month}, to {day_month(spent.last)}"


def budget_sentence(spent: Spent, locale: Locale | None = None) -> str:
    """Say what is used of the tolerated defects, how sure that is, and the pace."""
    budget = spent.budget
    low, high = budget.used_interval
    decimals = 1 if budget.allowed < 100 else 0
    allowed = number(budget.allowed, decimals, locale)
    said = (
        f"{percent(budget.used, locale)} used: {count(budget.defects, locale)} of the "
        f"{allowed} tolerated among {count(round(spent.expected), locale)} cases"
        f" (chance leaves {number(100 * low, 0, locale)}{DASH}"
        f"{percent(high, locale)} open)."
    )
    return f"{said} {_pace(spent, locale)}"


def running(spent: Spent) -> bool:
    """Say whether days of the period are still to come."""
    return bool(spent.last < spent.end)


def _pace(spent: Spent, locale: Locale | None) -> str:
    budget = spent.budget
    if not running(spent):
        over = budget.used > 1
        return "The tolerance was broken." if over else "The tolerance was kept."
    if budget.used > 1:
        return "The tolerance is broken already."
    end = f"{percent(budget.pace, locale)} by {day_month(spent.end)}"
    lasts = _LASTS[budget.pace <= 1 or math.isclose(budget.pace, 1)]
    units = f"{count(round(spent.units), locale)}{SPACE}cases"
    return f"{lasts}: {end}, if as many cases come as of late ({units} so far)."
