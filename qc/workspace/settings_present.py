"""What a workspace was told, gathered from where it is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.decisions import Decision, Topic, standing
from qc.core.people import PERSONAL
from qc.core.settings import CALENDAR_ITEM, Section, Settings
from qc.core.settings_items import (
    ALL_POINTS,
    BASELINE,
    BUSINESS,
    BY_DATA,
    COURSE,
    EXCLUDED,
    HOLIDAYS,
    LOCALE,
    NAMES,
    PHASES,
    REASON,
    RULES,
    TARGETS,
)
from qc.core.settings_shape import note_name
from qc.core.toml_text import parse
from qc.intake.remembered import from_plain
from qc.intake.remembered_items import names_people, source_item
from qc.store import people
from qc.store.decisions import CHART
from qc.store.settings import beginning, planned
from qc.workspace import decided, resources
from qc.workspace.cabinet import Cabinet
from qc.workspace.calendars import CALENDAR_FILE, calendar_text
from qc.workspace.locale import locale_of
from qc.workspace.rates import kept as rates_kept
from qc.workspace.remembering import SETTING as SOURCE
from qc.workspace.repeat_setting import business_told
from qc.workspace.targets import targets_of
from qc.workspace.training_setting import course_told

NO_REASON = "(no reason on record)"
_CARDS = "measure"
_OF_MEASURES = (Section.TARGETS, Section.CHARTS, Section.PLANS)
Named = tuple[Section, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The settings of a workspace, and those that no file may hold.

    Attributes
    ----------
    settings : Settings
        All of them.
    about_people : tuple of (Section, name)
        Items that name people.
    idle : tuple of (Section, name)
        What was said of measures that have no card, or none that may be shown.
    """

    settings: Settings
    about_people: tuple[Named, ...]
    idle: tuple[Named, ...]

    @property
    def withheld(self) -> tuple[Named, ...]:
        """Return what no file holds, and no import replaces."""
        return (*self.about_people, *self.idle)

    @property
    def to_show(self) -> Settings:
        """Return what a file may hold."""
        return without(self.settings, self.withheld)


def without(settings: Settings, names: Collection[Named]) -> Settings:
    """Return the settings without some items."""
    return {
        section: {n: item for n, item in items.items() if (section, n) not in names}
        for section, items in settings.items()
    }


def present(cabinet: Cabinet) -> Present:
    """Gather all that a workspace was told.

    Raises
    ------
    InvalidCard
        If one of its files was broken by hand.
    """
    rules = _file(cabinet, resources.RULES_FILE)
    past = decided.history(cabinet.warehouse)
    sources = beginning(cabinet.warehouse.state, SOURCE)
    kept = {name: from_plain(plain) for name, plain in sources.items()}
    known = {name: one for name, one in kept.items() if one is not None}
    cards = _cards(cabinet)
    settings: dict[Section, Mapping[str, Any]] = {
        Section.OPTIONS: {
            RULES: cabinet.default_rules,
            NAMES: people.whose(cabinet.warehouse.state).value,
            LOCALE: locale_of(cabinet.warehouse).tag,
            BUSINESS: str(business_told(cabinet.warehouse) or BY_DATA),
            COURSE: course_told(cabinet.warehouse),
        },
        Section.TARGETS: {
            name: {key: said[key] for key in TARGETS if key in said}
            for name, said in targets_of(cabinet.warehouse).items()
        },
        Section.RATES: rates_kept(cabinet.warehouse),
        Section.MEASURES: cards,
        Section.CHARTS: dict(_charts(cabinet, past)),
        Section.PLANS: dict(_plans(cabinet, past)),
        Section.NOTES: _notes(cabinet),
        Section.STEPS: _file(cabinet, resources.STEPS_FILE),
        Section.SUPPLY: _file(cabinet, resources.SUPPLY_FILE),
        Section.NEWS: _file(cabinet, resources.NEWS_FILE),
        Section.RULES: rules.get(Section.RULES, {}),
        Section.SETS: rules.get(Section.SETS, {}),
        Section.CALENDAR: _calendar(cabinet),
        Section.SOURCES: {name: source_item(one) for name, one in known.items()},
    }
    people_in = [(Section.MEASURES, name) for name in _about_people(cabinet)]
    named = [name for name, one in known.items() if names_people(one)]
    people_in += [(Section.SOURCES, name) for name in named]
    return Present(
        settings=settings,
        about_people=tuple(people_in),
        idle=tuple(_idle(settings, {name for _, name in people_in})),
    )


def _idle(settings: Settings, hidden: set[str]) -> Iterator[Named]:
    """Return what is said of measures that a reader of the file cannot know."""
    house = {card.id for card in resources.house_measures()}
    known = house | (settings[Section.MEASURES].keys() - hidden)
    for section in _OF_MEASURES:
        for name in settings[section].keys() - known:
            yield section, name
    for name, note in settings[Section.NOTES].items():
        if note.get("measure", next(iter(known))) not in known:
            yield Section.NOTES, name


def _file(cabinet: Cabinet, name: str) -> dict[str, Any]:
    """Return the tables of one file of the workspace; none where there is no file."""
    file: Path = cabinet.folder / name
    return parse(resources.text_of(file), name) if file.exists() else {}


def _cards(cabinet: Cabinet) -> dict[str, Any]:
    rows = _file(cabinet, resources.CARDS_FILE).get(_CARDS, [])
    return {str(row.get("id")): row for row in rows}


def _about_people(cabinet: Cabinet) -> Iterator[str]:
    """Return the cards that ask for people by name."""
    for card in resources.measures_of(cabinet.folder / resources.CARDS_FILE):
        conditions = (*card.where, *card.defective)
        if any(one.field in PERSONAL and one.values for one in conditions):
            yield card.id


def _calendar(cabinet: Cabinet) -> dict[str, Any]:
    text = calendar_text(cabinet.warehouse)
    return {CALENDAR_ITEM: parse(text, CALENDAR_FILE)} if text.strip() else {}


def _notes(cabinet: Cabinet) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for note in cabinet.warehouse.state.annotations():
        said = {"day": note.day.astype(object), "text": note.text}
        said |= {"measure": note.measure} if note.measure else {}
        found[note_name(said, found)] = said
    return found


def _plans(
    cabinet: Cabinet, past: Sequence[Decision]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for measure in planned(cabinet.warehouse.state):
        plan = cabinet.plan(measure)
        if plan is not None:
            own = [each for each in past if each.measure == measure]
            yield measure, plan_item(plan, own)


def plan_item(plan: PhasePlan, past: Sequence[Decision]) -> dict[str, Any]:
    """Return a plan as a settings file says it, each day with its reason.

    Parameters
    ----------
    plan : PhasePlan
    past : sequence of Decision
        What was decided of the measure, oldest first.
    """
    reason = _newest(past, Topic.LIMITS)
    days = decided.reasons([e for e in past if e.topic is Topic.LIMITS], plan)
    item: dict[str, Any] = {
        BASELINE: ALL_POINTS if plan.freeze is None else plan.freeze,
        REASON: reason,
    }
    for key, kept in ((PHASES, plan.starts), (EXCLUDED, plan.excluded)):
        if kept:
            rows = [(_day(day), days.get(day, reason)) for day in sorted({*kept})]
            item[key] = [{"day": day, REASON: why} for day, why in rows]
    if plan.holidays:
        item[HOLIDAYS] = sorted(_day(day) for day in {*plan.holidays})
    return item


def _charts(
    cabinet: Cabinet, past: Sequence[Decision]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for measure, kind in beginning(cabinet.warehouse.state, CHART).items():
        own = [each for each in past if each.measure == measure]
        if kind is not None:
            yield measure, {"chart": kind, REASON: _newest(own, Topic.CHART)}


def _newest(past: Sequence[Decision], topic: Topic) -> str:
    """Return the reason of the newest decision that stands."""
    stand = standing(past)
    why = [e.reason for e in past if e.topic is topic and e.number in stand]
    return why[-1] if why and why[-1].strip() else NO_REASON


def _day(day: np.datetime64) -> Any:  # noqa: ANN401 - NumPy's
    return day.astype("datetime64[D]").astype(object)
