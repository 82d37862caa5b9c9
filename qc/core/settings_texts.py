"""Sections of settings as TOML: in the one settings file, and in files of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qc.core.settings import CALENDAR_ITEM, Section
from qc.core.toml_text import table_lines, tables_lines

Items = Mapping[str, Any]
_CALENDAR_LEVELS = 1
_SOURCE_LEVELS = 3  # [source.NAME.mapping.events.fields] is the deepest table


def section_lines(section: Section, items: Items) -> Iterator[str]:
    """Write a section as the settings file holds it; nothing where it is empty."""
    return _WRITE[section](section, items) if items else iter(())


def cards_text(cards: Items) -> str:
    """Return the text of a file of measure cards."""
    return _text(section_lines(Section.MEASURES, cards))


def rules_text(rules: Items, sets: Items) -> str:
    """Return the text of a file of rules and their sets."""
    lines = [*section_lines(Section.RULES, rules), ""]
    return _text(iter([*lines, *section_lines(Section.SETS, sets)]))


def steps_text(steps: Items) -> str:
    """Return the text of a file of prescribed steps."""
    return _text(_tables((), steps, 0))


def flat_text(items: Items) -> str:
    """Return the text of a file that is one table."""
    return _text(table_lines((), items))


def calendar_text(calendars: Items) -> str:
    """Return the text of a calendar file."""
    item = calendars.get(CALENDAR_ITEM, {})
    return _text(table_lines((), item, nested=_CALENDAR_LEVELS))


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"


def _one_table(section: Section, items: Items) -> Iterator[str]:
    return table_lines((section,), items)


def _rates(section: Section, items: Items) -> Iterator[str]:
    return table_lines((section,), items, nested=1)


def _own_tables(section: Section, items: Items) -> Iterator[str]:
    return _tables((section,), items, 0)


def _list(section: Section, items: Items) -> Iterator[str]:
    return tables_lines((section,), list(items.values()))


def _calendar(section: Section, items: Items) -> Iterator[str]:
    return table_lines((section,), items[CALENDAR_ITEM], nested=_CALENDAR_LEVELS)


def _sources(section: Section, items: Items) -> Iterator[str]:
    return _tables((section,), items, _SOURCE_LEVELS)


def _tables(path: tuple[str, ...], items: Items, nested: int) -> Iterator[str]:
    for number, (name, item) in enumerate(items.items()):
        if number:
            yield ""
        if isinstance(item, Mapping):
            yield from table_lines((*path, name), item, nested=nested)
        else:  # for its reader to refuse
            yield from table_lines(path, {name: item})


_WRITE: dict[Section, Callable[[Section, Items], Iterator[str]]] = {
    Section.OPTIONS: _one_table,
    Section.TARGETS: _one_table,
    Section.RATES: _rates,
    Section.MEASURES: _list,
    Section.CHARTS: _one_table,
    Section.PLANS: _own_tables,
    Section.NOTES: _list,
    Section.STEPS: _own_tables,
    Section.SUPPLY: _one_table,
    Section.NEWS: _one_table,
    Section.RULES: _own_tables,
    Section.SETS: _own_tables,
    Section.CALENDAR: _calendar,
    Section.SOURCES: _sources,
}
