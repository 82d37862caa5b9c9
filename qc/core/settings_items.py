"""Items of a settings file that no other reader knows: options, targets, plans."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from qc.core.card_checks import near
from qc.core.settings_shape import day_of, shown

RULES, NAMES, LOCALE, BUSINESS = "rules", "names", "locale", "business"
COURSE = "course_holds"
OPTIONS = (RULES, NAMES, LOCALE, BUSINESS, COURSE)
BY_DATA = "by-data"
FOR_GOOD = "for-good"
TARGETS = ("target", "lower", "upper", "tolerance_dpmo")
CHART = ("chart", "reason")
BASELINE, PHASES, EXCLUDED, HOLIDAYS, REASON = (
    "baseline",
    "phases",
    "excluded",
    "holidays",
    "reason",
)
PLAN = (BASELINE, REASON, PHASES, EXCLUDED, HOLIDAYS)
ALL_POINTS = "all"
_DAY = ("day", REASON)
_MOST_POINTS = 100_000

Item = dict[str, Any]


class ItemReader:
    """One item being read: knows its place in the file, adds to the faults."""

    def __init__(self, place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults

    def fault(self, what: str) -> None:
        """Note what is wrong."""
        self.faults.append(f"{self.place}: {what}")

    def option(self, value: object, known: Mapping[str, Iterable[str]]) -> object:
        """Return an option; `known` holds what each option can be."""
        name = self.place.rpartition(".")[2]
        if name not in OPTIONS:
            self.fault(f"there is no such option.{near(name, OPTIONS)}")
            return value
        can_be = list(known[name])
        if value not in can_be:
            self.fault(f"must be one of {', '.join(can_be)}; got {shown(value)}.")
        return value

    def target(self, value: object) -> Item:
        """Return what a measure aims at, and what it is held against."""
        table = {"target": value} if isinstance(value, int | float) else value
        if not isinstance(table, dict) or not table:
            self.fault(f"must be a number, or a table of {', '.join(TARGETS)}.")
            return {}
        self.known(table, TARGETS)
        for key in TARGETS:
            if key in table and not _is_number(table[key]):
                self.fault(f"{key} must be a number; got {shown(table[key])}.")
        return {key: table[key] for key in TARGETS if key in table}

    def chart(self, value: object, kinds: Iterable[str]) -> Item:
        """Return the chart that was decided on for a measure, and why."""
        table, known = self.table(value, CHART), tuple(kinds)
        if not isinstance(value, dict):
            return {}
        chart = table.get("chart")
        if chart not in known:
            listed = ", ".join(known)
            self.fault(f"chart must be one of {listed}; got {shown(chart)}.")
        return {"chart": chart, REASON: self.reason(table)}

    def plan(self, value: object, usual: int | None) -> Item:
        """Return what sets the limits of a measure, each day with its reason.

        Parameters
        ----------
        value : object
        usual : int or None
            Points of a baseline that is not said; None for all of them.
        """
        table = self.table(value, PLAN)
        reason = self.reason(table)
        phases = self.days(PHASES, table, reason)
        excluded = self.days(EXCLUDED, table, reason)
        for day in sorted(phases.keys() & excluded.keys()):
            if phases[day] != excluded[day]:
                self.fault(f"{day} has two reasons; give it one.")
        plan: Item = {BASELINE: self.baseline(table, usual), REASON: reason}
        if phases:
            plan[PHASES] = _listed(phases)
        if excluded:
            plan[EXCLUDED] = _listed(excluded)
        if holidays := self.days(HOLIDAYS, table, reason):
            plan[HOLIDAYS] = sorted(holidays)
        return plan

    def baseline(self, table: Mapping[str, Any], usual: int | None) -> int | str:
        """Return how many points set the limits of each phase."""
        value = table.get(BASELINE, ALL_POINTS if usual is None else usual)
        if value == ALL_POINTS:
            return ALL_POINTS
        if type(value) is int and 0 < value <= _MOST_POINTS:
            return value
        self.fault(f"{BASELINE} must be a number of points or 'all'; {_got(value)}")
        return ALL_POINTS

    def days(self, key: str, table: Mapping[str, Any], why: str) -> dict[date, str]:
        """Return the days of a list with their reasons; one without has the plan's."""
        given = table.get(key, [])
        if not isinstance(given, list):
            self.fault(f"{key} must be a list of dates such as [2026-03-02].")
            return {}
        found: dict[date, str] = {}
        for one in given:
            row = one if isinstance(one, dict) else {"day": one}
            self.known(row, _DAY, f"{key}: ")
            day, reason = day_of(row.get("day")), row.get(REASON, why or "-")
            if day is None:
                self.fault(f"{key}: {shown(one)} is no date; write it as 2026-03-02.")
                continue
            if day in found:
                self.fault(f"{key}: {day} is listed twice.")
            if not _is_text(reason):
                self.fault(f"{key}: the reason of {day} must be text.")
            found[day] = str(reason)
        return found

    def reason(self, table: Mapping[str, Any]) -> str:
        """Return why: limits never move without a reason."""
        if not _is_text(table.get(REASON)):
            self.fault(f"{REASON} is missing; say why, as text.")
        return str(table.get(REASON, ""))

    def table(self, value: object, known: tuple[str, ...]) -> Item:
        """Return a table, and note keys that nobody reads."""
        if not isinstance(value, dict):
            self.fault(f"must be a table with {', '.join(known)}.")
            return {REASON: "-"}
        self.known(value, known)
        return value

    def known(
        self, table: Iterable[str], known: tuple[str, ...], where: str = ""
    ) -> None:
        """Note keys that nobody reads."""
        for key in table:
            if key not in known:
                self.fault(f"{where}unknown key {key!r}.{near(key, known)}")


def _got(value: object) -> str:
    return f"got {shown(value)}."


def _listed(days: Mapping[date, str]) -> list[Item]:
    return [{"day": day, REASON: days[day]} for day in sorted(days)]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max
