"""From a difference of settings to the records and files that change with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.people import Keep
from qc.core.settings import Difference, Section, Settings
from qc.core.settings_items import (
    ALL_POINTS,
    BASELINE,
    EXCLUDED,
    HOLIDAYS,
    NAMES,
    PHASES,
    REASON,
)
from qc.core.settings_shape import note_name
from qc.core.settings_texts import (
    calendar_text,
    cards_text,
    flat_text,
    rules_text,
    steps_text,
)
from qc.intake.remembered_items import read_source
from qc.store import documents, plans
from qc.store.audit import Deed
from qc.store.decisions import CHART, Thing
from qc.store.people import SETTING as NAMES_SETTING
from qc.store.settings import Batch, Put
from qc.store.state import State
from qc.workspace.calendars import CALENDAR_FILE, OLD_HOLIDAYS
from qc.workspace.calendars import SETTING as CALENDAR_SETTING
from qc.workspace.rates import SETTING as RATES_SETTING
from qc.workspace.remembering import SETTING as SOURCE
from qc.workspace.resources import (
    CARDS_FILE,
    NEWS_FILE,
    RULES_FILE,
    STEPS_FILE,
    SUPPLY_FILE,
)
from qc.workspace.targets import SETTING as TARGETS_SETTING

_FILES: dict[Section, tuple[str, Callable[[Settings], str]]] = {
    Section.MEASURES: (CARDS_FILE, lambda s: cards_text(s[Section.MEASURES])),
    Section.RULES: (RULES_FILE, lambda s: rules_text(*_rules(s))),
    Section.SETS: (RULES_FILE, lambda s: rules_text(*_rules(s))),
    Section.STEPS: (STEPS_FILE, lambda s: steps_text(s[Section.STEPS])),
    Section.SUPPLY: (SUPPLY_FILE, lambda s: flat_text(s[Section.SUPPLY])),
    Section.NEWS: (NEWS_FILE, lambda s: flat_text(s[Section.NEWS])),
    Section.CALENDAR: (CALENDAR_FILE, lambda s: calendar_text(s[Section.CALENDAR])),
}
Pair = tuple[str, date]
"""A list of a plan, and a day in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The settings that are wanted, and how they differ from those in force.

    Attributes
    ----------
    file : str
        Name of the file they come from.
    """

    file: str
    settings: Settings
    differences: tuple[Difference, ...]


def batch_of(wanted: Wanted, state: State) -> Batch:
    """Return everything that changes, as one batch."""
    changed = {each.section for each in wanted.differences}
    options = [d for d in wanted.differences if d.section is Section.OPTIONS]
    names = [d.new for d in options if d.name == NAMES]
    summary = [[d.section, d.name, d.kind] for d in wanted.differences]
    return Batch(
        puts=tuple(_puts(wanted, state, changed)),
        texts=_texts(wanted.settings, changed),
        keep=Keep(names[0]) if names else None,
        subject=wanted.file,
        summary=summary,
    )


def _rules(settings: Settings) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return settings[Section.RULES], settings[Section.SETS]


def _texts(settings: Settings, changed: set[Section]) -> dict[str, str | None]:
    """Return the new texts of the files; of one that is left empty, None."""
    found: dict[str, str | None] = {}
    for section in changed & _FILES.keys():
        name, write = _FILES[section]
        text = write(settings)
        found[name] = text if text.strip() else None
    return dict(sorted(found.items()))


def _puts(wanted: Wanted, state: State, changed: set[Section]) -> Iterator[Put]:
    notes, why = _numbers(state), f"Settings replaced by {wanted.file}"
    for each in wanted.differences:
        if each.section is Section.NOTES:
            yield _note(each, notes)
        elif each.section in _PUTS:
            yield from _PUTS[each.section](each, why)
    if Section.TARGETS in changed:
        yield _setting(TARGETS_SETTING, dict(wanted.settings[Section.TARGETS]) or None)
    if Section.RATES in changed:
        yield _setting(RATES_SETTING, dict(wanted.settings[Section.RATES]) or None)
    if Section.CALENDAR in changed:
        text = _texts(wanted.settings, {Section.CALENDAR})[CALENDAR_FILE]
        seal = "" if text is None else hashlib.sha256(text.encode()).hexdigest()
        yield _setting(CALENDAR_SETTING, seal)
        if state.setting(OLD_HOLIDAYS):
            yield _setting(OLD_HOLIDAYS, [])


def _option(each: Difference, why: str) -> Iterator[Put]:
    del why
    yield _setting(NAMES_SETTING if each.name == NAMES else each.name, each.new)


def _chart(each: Difference, why: str) -> Iterator[Put]:
    said = each.new or {"chart": None, REASON: why}
    yield _setting(CHART + each.name, said["chart"], said[REASON])


def plan_puts(change: Difference, why: str) -> Iterator[Put]:
    """Return the steps from the old plan to the new, one for each reason given.

    The trail keeps one reason a step, and that of a day is that of the step which
    brought it: so days come in by reason, the newest reason last.
    """
    thing = Thing(Deed.PLAN_SET, change.name)
    if change.new is None:
        yield Put(thing=thing, document=None, reason=why)
        return
    old, new, reason = _pairs(change.old), _pairs(change.new), change.new[REASON]
    kept = {pair for pair in new if old.get(pair) == new[pair]}
    if any(pair in old for pair in new.keys() - kept):  # same day, another reason
        yield Put(thing=thing, document=_plan(change.new, kept), reason=reason)
    others = sorted({new[pair] for pair in new.keys() - kept} - {reason})
    for each in others:
        kept |= {pair for pair in new if new[pair] == each}
        yield Put(thing=thing, document=_plan(change.new, kept), reason=each)
    yield Put(thing=thing, document=_plan(change.new, {*new}), reason=reason)


def _pairs(item: Mapping[str, Any] | None) -> dict[Pair, str]:
    rows = item or {}
    return {
        (key, one["day"]): one[REASON]
        for key in (PHASES, EXCLUDED)
        for one in rows.get(key, [])
    }


def _plan(item: Mapping[str, Any], pairs: set[Pair]) -> str:
    def days(key: str) -> tuple[np.datetime64, ...]:
        return tuple(_day(day) for name, day in sorted(pairs) if name == key)

    baseline = item[BASELINE]
    plan = PhasePlan(
        starts=days(PHASES),
        freeze=None if baseline == ALL_POINTS else baseline,
        excluded=days(EXCLUDED),
        holidays=tuple(map(_day, item.get(HOLIDAYS, ()))),
    )
    return plans.written(plan)


def _note(each: Difference, numbers: Mapping[str, int]) -> Put:
    if each.new is None:
        number = str(numbers[each.name])
        return Put(thing=Thing(Deed.ANNOTATION_REMOVED, number), document=None)
    fields = [each.new.get("measure"), str(each.new["day"]), each.new["text"]]
    thing = Thing(Deed.ANNOTATION_ADDED, "")
    return Put(thing=thing, document=documents.write(fields))


def _numbers(state: State) -> dict[str, int]:
    """Return the numbers of the notes by what they are called in settings."""
    found: dict[str, int] = {}
    for note in state.annotations():
        said = {"day": note.day, "text": note.text}
        said |= {"measure": note.measure} if note.measure else {}
        found[note_name(said, found)] = note.id
    return found


def _source(each: Difference, why: str) -> Iterator[Put]:
    del why
    kept = None if each.new is None else read_source(each.name, each.new, [])
    yield _setting(SOURCE + each.name, None if kept is None else kept.plain())


def _setting(key: str, value: object, reason: str = "") -> Put:
    document = None if value is None else documents.write(value)
    return Put(thing=Thing(Deed.SETTING_SET, key), document=document, reason=reason)


def _day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")


_PUTS: dict[Section, Callable[[Difference, str], Iterator[Put]]] = {
    Section.OPTIONS: _option,
    Section.CHARTS: _chart,
    Section.PLANS: plan_puts,
    Section.SOURCES: _source,
}
