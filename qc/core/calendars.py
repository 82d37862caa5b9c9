"""Calendar files from TOML: every fault of the file is collected before it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from qc.core.calendar_parts import DAYS, Said, holidays_said, single_days, week_said
from qc.core.card_checks import near, tables
from qc.core.errors import InvalidCard, QcError, UnknownName
from qc.core.hours import (
    AROUND_THE_CLOCK,
    BUSINESS,
    CALENDAR_TIME,
    CLOSED,
    Hours,
    Opening,
    SpecialDay,
)
from qc.core.toml_text import parse

YEARS = (2000, 2049)
"""Years whose public holidays are looked up where the file does not say."""

FIRST_YEAR, LAST_YEAR = 1980, 2059
_TABLE = "calendar"
_KEYS = (
    "zone",
    "hours",
    "country",
    "region",
    "years",
    "holidays",
    "not_holidays",
    "days",
)
_PUBLIC = ("country", "region", "years")
_Named = Mapping[np.datetime64, str]


class PublicHolidays(Protocol):
    """Looks up public holidays: day -> name."""

    def __call__(
        self, country: str, region: str, years: tuple[int, int]
    ) -> Mapping[np.datetime64, str]:
        """Return those of a country, or of a region of it.

        Raises
        ------
        QcError
            If there is no such country or region; says which are known.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """The calendars of a workspace; the first is that of all who have none."""

    all: tuple[Hours, ...] = (AROUND_THE_CLOCK,)

    @property
    def usual(self) -> Hours:
        """The calendar that cards call "business"."""
        return self.all[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What a card can say for `hours`."""
        return tuple(hours.name for hours in self.all)

    def named(self, name: str) -> Hours:
        """Return one calendar, or say which are known."""
        for hours in self.all:
            if hours.name == name:
                return hours
        raise UnknownName("calendar", name, (*self.names, CALENDAR_TIME))


NO_CALENDAR = Calendars()


def read_calendars(text: str, source: str, public: PublicHolidays) -> Calendars:
    """Read the opening hours of a company from the text of a TOML file.

    Parameters
    ----------
    text : str
        TOML: the calendar called "business" at the top, more in ``[[calendar]]``
        tables, which take from the top what they do not say themselves.
    source : str
        Name of the file, for messages.
    public : PublicHolidays

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    file = parse(text, source)
    faults: list[str] = []
    further = file.pop(_TABLE, [])
    if not tables(further):
        faults.append(f"further calendars must be tables, [[{_TABLE}]].")
        further = []
    top = _Reader(BUSINESS, faults, public).read(file, _START)
    found = [_hours(BUSINESS, top)]
    for number, table in enumerate(further, 1):
        name = _name(table, number, [one.name for one in found], faults)
        said = _Reader(name, faults, public).read(table, top)
        found.append(_hours(name, said))
    if faults:
        raise InvalidCard(source, faults)
    return Calendars(all=tuple(found))


_START: dict[str, Any] = {"zone": "", "week": None, "public": {}, "on_holidays": CLOSED}


def _name(
    table: dict[str, Any], number: int, taken: list[str], faults: list[str]
) -> str:
    name = table.pop("name", None)
    if not isinstance(name, str) or not name.strip():
        faults.append(f"{_TABLE} {number}: name is missing; give it as text.")
        return f"{_TABLE} {number}"
    if name in {*taken, CALENDAR_TIME}:
        faults.append(f"{name}: the name is taken; give this calendar another.")
    return name


def _hours(name: str, said: Mapping[str, Any]) -> Hours:
    """Put together what is known of a calendar: single days go before holidays."""
    holidays: dict[np.datetime64, str] = {**said["public"], **said.get("holidays", {})}
    on_holidays: Opening = said["on_holidays"]
    special = {
        day: SpecialDay(day=day, opening=on_holidays, name=title, holiday=True)
        for day, title in holidays.items()
        if day not in said.get("not_holidays", {})
    }
    for day, opening in said.get("days", {}).items():
        old = special.get(day)
        special[day] = SpecialDay(
            day=day,
            opening=opening,
            name=old.name if old else "",
            holiday=old is not None,
        )
    return Hours(
        name=name,
        zone=said["zone"] or AROUND_THE_CLOCK.zone,
        week=said["week"] or AROUND_THE_CLOCK.week,
        days=tuple(special[day] for day in sorted(special)),
    )


class _Reader:
    """One calendar being read: knows its name, adds to the faults of the file."""

    def __init__(self, name: str, faults: list[str], public: PublicHolidays) -> None:
        self.said = Said(name, faults)
        self.public = public

    def read(self, table: Mapping[str, Any], top: Mapping[str, Any]) -> dict[str, Any]:
        for key in table:
            if key not in _KEYS:
                self.said.fault(f"unknown key {key!r}.{near(key, _KEYS)}")
        found = {**top, **self.plain(table)}
        if not found["zone"]:
            self.said.fault(
                "zone is missing; give the time zone of the opening hours, as in "
                "zone = 'Europe/Berlin'."
            )
        if any(key in table for key in _PUBLIC):
            found["public"] = self.looked_up(table, found)
        return found

    def plain(self, table: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if "zone" in table:
            found["zone"] = self.said.zone(table["zone"])
        if "hours" in table:
            found["week"], found["on_holidays"] = week_said(self.said, table["hours"])
        for key in ("holidays", "not_holidays"):
            if key in table:
                found[key] = holidays_said(self.said, key, table[key])
        if DAYS in table:
            found[DAYS] = single_days(self.said, table[DAYS])
        return found

    def looked_up(self, table: Mapping[str, Any], found: dict[str, Any]) -> _Named:
        country = self.said.text("country", table.get("country", found.get("country")))
        region = table.get(
            "region", None if "country" in table else found.get("region")
        )
        region = "" if region is None else self.said.text("region", region)
        years = self.years(table.get("years", found.get("years", YEARS)))
        found |= {"country": country, "region": region or None, "years": years}
        if not country:
            return {}
        try:
            return self.public(country, region, years)
        except QcError as fault:
            self.said.fault(str(fault))
            return {}

    def years(self, value: object) -> tuple[int, int]:
        if isinstance(value, list | tuple) and len(value) == 2:
            first, last = value
            whole = all(type(year) is int for year in value)
            if whole and FIRST_YEAR <= first <= last <= LAST_YEAR:
                return first, last
        self.said.fault(
            f"years must be the first and the last one, from {FIRST_YEAR} to "
            f"{LAST_YEAR}, as in [2020, 2030]; got {value!r}."
        )
        return YEARS
