"""Whether settings can be those of a workspace: every fault, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qc.core.card_checks import lacks, near
from qc.core.cards import read_measures
from qc.core.errors import InvalidCard, QcError, UnknownName
from qc.core.hours import CALENDAR_TIME
from qc.core.measures import Measure, Test
from qc.core.news_card import read_news
from qc.core.people import PERSONAL, Keep
from qc.core.rates_items import rates_items, read_rates
from qc.core.ruleset import read_rule_sets
from qc.core.settings import CALENDAR_ITEM, Section, Settings
from qc.core.settings_items import (
    BUSINESS,
    COURSE,
    LOCALE,
    NAMES,
    RULES,
    ItemReader,
)
from qc.core.settings_texts import (
    calendar_text,
    cards_text,
    flat_text,
    rules_text,
    steps_text,
)
from qc.core.steps import read_steps
from qc.core.supply_card import read_supply
from qc.intake.remembered_items import read_source, source_item
from qc.review.assess import usual_plan
from qc.view.locales import LOCALES
from qc.workspace import resources
from qc.workspace.calendars import checked
from qc.workspace.drawn import charts_for
from qc.workspace.repeat_setting import CHOICES
from qc.workspace.targets import changed
from qc.workspace.training_setting import HOLDING

_ONE = "(one)"


class Checks:
    """The settings that are wanted, being checked; faults are collected.

    Parameters
    ----------
    given : Settings
        What a file says.
    cards : mapping
        All cards that will then be the workspace's own, as tables.
    faults : list of str
        Added to.
    """

    def __init__(
        self, given: Settings, cards: Mapping[str, Any], faults: list[str]
    ) -> None:
        self.given = given
        self.faults = faults
        house = {card.id: card for card in resources.house_measures()}
        self.cards = {**house, **{name: _card(row) for name, row in cards.items()}}

    def normal(self) -> Settings:
        """Return what is given in the one form that it is compared and kept in."""
        read = {
            Section.TARGETS: self._targets,
            Section.RATES: self._rates,
            Section.CHARTS: self._charts,
            Section.PLANS: self._plans,
            Section.NOTES: self._notes,
            Section.SOURCES: self._sources,
        }
        return {
            section: dict(read[section](items)) if section in read else items
            for section, items in self.given.items()
        }

    def whole(self, wanted: Settings) -> None:
        """Check what must fit together: cards and calendars, rules and their sets."""
        given = self.given
        if cards := given.get(Section.MEASURES, {}):
            self._file("measure", lambda: read_measures(cards_text(cards), _ONE))
            self._parts_of_names(cards)
        if steps := given.get(Section.STEPS, {}):
            self._file("steps", lambda: read_steps(steps_text(steps), _ONE))
        if items := given.get(Section.SUPPLY, {}):
            house = resources.supply_of(resources.DATA)
            self._file("supply", lambda: read_supply(flat_text(items), _ONE, house))
        if words := given.get(Section.NEWS, {}):
            usual = resources.news_of(resources.DATA)
            self._file("news", lambda: read_news(flat_text(words), _ONE, usual))
        self._calendar(wanted)
        rules, sets = wanted[Section.RULES], wanted[Section.SETS]
        own = self._file("", lambda: read_rule_sets(rules_text(rules, sets), _ONE))
        known = {
            RULES: sorted({*resources.house_rules(), *(own or sets)}),
            NAMES: [one.value for one in Keep],
            LOCALE: list(LOCALES),
            BUSINESS: list(CHOICES),
            COURSE: list(HOLDING),
        }
        for name, value in wanted[Section.OPTIONS].items():
            ItemReader(f"options.{name}", self.faults).option(value, known)

    def _parts_of_names(self, names: Iterable[str]) -> None:
        """Refuse what cannot be asked of pseudonyms, before it is kept."""
        cards = [card for name in names if (card := self.cards.get(name)) is not None]
        for card in cards:
            for one in (*card.where, *card.defective):
                if one.field in PERSONAL and one.test is Test.CONTAINS:
                    self.faults.append(
                        f"measure: {card.id}: {one.field} is stored as a pseudonym, "
                        "which holds no part of a name: use equals or one_of."
                    )

    def _file(self, place: str, read: Any) -> Any:  # noqa: ANN401 - any of the readers
        try:
            return read()
        except InvalidCard as found:
            where = f"{place}: " if place else ""
            self.faults += [f"{where}{fault}" for fault in found.faults]
        except QcError as fault:
            self.faults.append(f"{place}: {fault}")
        return None

    def _calendar(self, wanted: Settings) -> None:
        kept = wanted[Section.CALENDAR]
        text = calendar_text(kept) if kept.get(CALENDAR_ITEM) else ""
        calendars = self._file("calendar", lambda: checked(text))
        for name in wanted[Section.MEASURES]:
            card = self.cards.get(name)
            if calendars is None or card is None or card.clock is None:
                continue
            try:
                if card.clock.hours != CALENDAR_TIME:
                    calendars.named(card.clock.hours)
            except UnknownName as fault:
                self.faults.append(f"measure: {name}: clock.hours: {fault}")

    def _targets(self, items: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in items.items():
            reader = self._reader("targets", name)
            before = len(self.faults)
            said = reader.target(value)
            card = self._measure(reader, name)
            if card is not None and len(self.faults) == before:
                for fault in filter(None, [lacks(changed(card, said))]):
                    reader.fault(fault)
            yield name, said

    def _rates(self, items: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        yield from rates_items(read_rates(items, self.faults)).items()

    def _charts(self, items: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in items.items():
            reader = self._reader("charts", name)
            card = self._measure(reader, name)
            kinds = () if card is None else tuple(map(str, charts_for(card)))
            if card is not None:
                yield name, reader.chart(value, kinds)

    def _plans(self, items: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in items.items():
            reader = self._reader("plan", name)
            card = self._measure(reader, name)
            usual = None if card is None else usual_plan(card).freeze
            yield name, reader.plan(value, usual)

    def _notes(self, items: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, note in items.items():
            if "measure" in note:
                self._measure(self._reader("note", str(note["day"])), note["measure"])
            yield name, note

    def _sources(self, items: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in items.items():
            found = read_source(name, value, self.faults)
            if found is not None:
                yield name, source_item(found)

    def _reader(self, section: str, name: str) -> ItemReader:
        return ItemReader(f"{section}.{name}", self.faults)

    def _measure(self, reader: ItemReader, name: str) -> Measure | None:
        """Return the card of a measure; None where there is none that can be read."""
        if name not in self.cards:
            hint = near(name, self.cards)
            reader.fault(f"no measure is called {name!r}.{hint}")
        return self.cards.get(name)


def _card(row: object) -> Measure | None:
    """Return one card by itself; None where its reader will refuse it."""
    try:
        return next(iter(read_measures(cards_text({"": row}), _ONE)), None)
    except InvalidCard:
        return None
