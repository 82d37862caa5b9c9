"""What is said of groups of customers: their names, and whether they differ."""

from __future__ import annotations

import math

from qc.chain.cohorts import Group, Groups
from qc.chain.logrank import Comparison
from qc.view.locales import Locale
from qc.view.numbers import count, number
from qc.view.words.dates import MONTHS

JOURNEYS = ("without a defect", "with a defect")
_QUARTER, _HALF_YEAR, _YEAR = 3, 6, 12
_SMALL_P = 0.001


def cohort(group: Group) -> str:
    """Name a cohort: "Q1 2024", "Mar 2024", "2024"."""
    if group.first is None:
        return JOURNEYS[group.number]
    year, month = str(group.first).split("-")
    if group.months == _YEAR:
        return year
    if group.months == _HALF_YEAR:
        return f"{'1st' if month == '01' else '2nd'} half {year}"
    if group.months == _QUARTER:
        return f"Q{(int(month) + 2) // 3} {year}"
    return f"{MONTHS[int(month) - 1]} {year}"


def compared(
    groups: Groups, *, stay: bool = False, locale: Locale | None = None
) -> str:
    """Say whether the curves differ beyond chance."""
    test = groups.test
    if test is None or math.isnan(test.p_value):
        return "There is only one group, so nothing to compare."
    speed = "stay equally long" if stay else "come back equally soon"
    if test.p_value >= 0.05:
        return (
            f"Your data do not show a difference: if all {speed}, chance alone makes "
            f"such curves {in_100(test, locale)} (log-rank test)."
        )
    return (
        f"They differ: if all {speed}, chance alone would make such curves "
        f"{in_100(test, locale)} (log-rank test). {_widest(groups, stay)}"
    )


def in_100(test: Comparison, locale: Locale | None = None) -> str:
    """Return a p-value in words: "in 3 of 100 cases"."""
    if test.p_value < _SMALL_P:
        return f"in less than 1 of {_thousand(locale)}"
    if test.p_value < 0.01:
        return f"in {number(1000 * test.p_value, 0, locale)} of {_thousand(locale)}"
    return f"in {number(100 * test.p_value, 0, locale)} of 100 cases"


def _thousand(locale: Locale | None) -> str:
    return f"{count(1000, locale)} cases"


def _widest(groups: Groups, stay: bool) -> str:
    test = groups.test
    if test is None:
        return ""
    ratio = test.observed / test.expected
    low, high = int(ratio.argmin()), int(ratio.argmax())
    sooner = (low, high) if stay else (high, low)
    names = [cohort(groups.groups[i]) for i in sooner]
    verb = "stay longest" if stay else "come back soonest"
    if groups.groups[0].first is None:
        names = [f"customers whose first journey was {name}" for name in names]
        verb = "come back sooner"
        return f"{names[0][:1].upper()}{names[0][1:]} {verb}."
    return f"Customers of {names[0]} {verb}, those of {names[1]} least."
