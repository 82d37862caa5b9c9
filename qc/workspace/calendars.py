"""The calendars of a workspace: opening hours and holidays, from one file."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from qc.core.calendars import NO_CALENDAR, Calendars, read_calendars
from qc.core.charts import PhasePlan
from qc.core.errors import InvalidCard, UnknownName
from qc.core.hours import CALENDAR_TIME
from qc.core.kinds import Period
from qc.core.measures import Measure
from qc.review.assess import usual_plan
from qc.store import files
from qc.store.warehouse import Warehouse
from qc.workspace.public_holidays import public_holidays
from qc.workspace.resources import CARDS_FILE, measures_of, text_of

CALENDAR_FILE = "calendar.toml"
SETTING = "calendar"
"""Keeps the checksum of the file, so that the audit trail tells when it changed."""
OLD_HOLIDAYS = "holidays"
"""Setting of holidays from before there was a calendar; it holds until one is saved."""
AHEAD = 14
"""Days whose opening hours are shown, so that a slip in the file is seen."""

_EXAMPLE = """\
# Opening hours, by the clock of this time zone.
zone = "{zone}"

# Public holidays: a country, and a region of it.
# country = "DE"
# region = "BY"

# Further holidays, and public ones that are none here.
holidays = []
not_holidays = []

# Days that are not named are closed. A night ends the next morning: "22:00-06:00".
[hours]
monday-friday = ["08:00-12:00", "13:00-17:00"]

# Days with hours of their own; [] is closed.
[days]
# 2026-12-24 = ["08:00-12:00"]

# Further calendars take from above what they do not say themselves.
# [[calendar]]
# name = "hotline"
# hours = {{ monday-sunday = "00:00-24:00", holidays = "08:00-18:00" }}
"""
_OLD = """\
# Holidays that were set before there was a calendar.
zone = "{zone}"
holidays = {days}
"""


def calendars_of(warehouse: Warehouse) -> Calendars:
    """Return the calendars of a workspace: around the clock where there is no file.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    return checked(calendar_text(warehouse))


def calendar_text(warehouse: Warehouse) -> str:
    """Return the calendar file as it stands; empty where there is none."""
    file = warehouse.state.folder / CALENDAR_FILE
    if file.exists():
        return text_of(file)
    old = warehouse.state.setting(OLD_HOLIDAYS, [])
    return _OLD.format(zone=_zone(warehouse), days=old) if old else ""


def is_old(warehouse: Warehouse) -> bool:
    """Say whether the calendar is made of holidays from before there was a file."""
    file = warehouse.state.folder / CALENDAR_FILE
    return not file.exists() and bool(warehouse.state.setting(OLD_HOLIDAYS, []))


def checked(text: str) -> Calendars:
    """Return what a calendar file means, without making it that of a workspace.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    return _read(text) if text.strip() else NO_CALENDAR


def decoded(content: bytes) -> str:
    """Return the text of an uploaded calendar file.

    Raises
    ------
    InvalidCard
        If it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InvalidCard(
            CALENDAR_FILE, ["it is not UTF-8; save it as UTF-8."]
        ) from fault


def example(warehouse: Warehouse) -> str:
    """Return a file to begin with, in the time zone of the newest log."""
    return _EXAMPLE.format(zone=_zone(warehouse))


def save(warehouse: Warehouse, text: str) -> str:
    """Make a text the calendar file, all or nothing; return its checksum.

    Parameters
    ----------
    warehouse : Warehouse
    text : str
        An empty one takes the file away: open around the clock.

    Raises
    ------
    InvalidCard
        With every fault of the file, or the cards that count by a calendar it lacks.
    """
    found = checked(text)
    folder = warehouse.state.folder
    _resolved(measures_of(folder / CARDS_FILE), found, CALENDAR_FILE)
    file = folder / CALENDAR_FILE
    if not text.strip():
        files.remove(file)
        return ""
    draft = warehouse.staging / f"{secrets.token_hex(8)}.draft"
    files.save(file, text, draft)
    return hashlib.sha256(text.encode()).hexdigest()


def with_hours(cards: Iterable[Measure], warehouse: Warehouse) -> tuple[Measure, ...]:
    """Return the cards with the opening hours that they count by.

    Raises
    ------
    InvalidCard
        If the calendar file has a fault, or lacks a calendar that a card names.
    """
    found = tuple(cards)
    if all(_by_the_clock(card) for card in found):
        return found
    return _resolved(found, calendars_of(warehouse), CARDS_FILE)


def with_holidays(
    plan: PhasePlan | None, measure: Measure, warehouse: Warehouse
) -> PhasePlan | None:
    """Return the plan of a measure by days with the holidays; others have none."""
    if measure.by is not Period.DAY:
        return plan
    days = calendars_of(warehouse).usual.holidays
    plan = plan or (usual_plan(measure) if days else None)
    return plan if plan is None or plan.holidays else replace(plan, holidays=days)


def ahead(today: np.datetime64) -> tuple[np.datetime64, ...]:
    """Return the days whose opening hours are shown: today and those to come."""
    first = today.astype("datetime64[D]")
    return tuple(first + np.arange(AHEAD).astype("timedelta64[D]"))


def _zone(warehouse: Warehouse) -> str:
    zones = [batch.zone for batch in warehouse.batches() if not batch.adds]
    return zones[-1] if zones else "UTC"


@lru_cache(maxsize=8)
def _read(text: str) -> Calendars:
    return read_calendars(text, CALENDAR_FILE, public_holidays)


def _by_the_clock(card: Measure) -> bool:
    return card.clock is None or card.clock.hours == CALENDAR_TIME


def _resolved(
    cards: Iterable[Measure], calendars: Calendars, source: str
) -> tuple[Measure, ...]:
    found, faults = [], []
    for card in cards:
        if card.clock is None or _by_the_clock(card):
            found.append(card)
            continue
        try:
            opening = calendars.named(card.clock.hours)
        except UnknownName as fault:
            faults.append(f"{card.id}: clock.hours: {fault}")
            continue
        found.append(replace(card, clock=replace(card.clock, opening=opening)))
    if faults:
        raise InvalidCard(source, faults)
    return tuple(found)
