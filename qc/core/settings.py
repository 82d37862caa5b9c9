"""What a workspace was told, as plain tables: sections of named items, and changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

FORMAT = 1
"""Of the settings file; other numbers are refused."""

CALENDAR_ITEM = "calendar"


class Section(StrEnum):
    """The parts of a settings file, as its keys name them, in the order of the file."""

    OPTIONS = "options"
    TARGETS = "targets"
    RATES = "rates"
    MEASURES = "measure"
    CHARTS = "charts"
    PLANS = "plan"
    NOTES = "note"
    STEPS = "steps"
    SUPPLY = "supply"
    NEWS = "news"
    RULES = "rule"
    SETS = "set"
    CALENDAR = "calendar"
    SOURCES = "source"


LISTS = (Section.MEASURES, Section.NOTES)
"""Sections that are lists of tables, ``[[measure]]``; the others are tables."""

Settings = Mapping[Section, Mapping[str, Any]]
"""Section -> name -> what is said; a section that nothing is said of may be absent.

Measures go by their id, notes by day, measure and text, the one calendar by
`CALENDAR_ITEM`.
"""


class ChangeKind(StrEnum):
    """What becomes of an item."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One key of an item that changes; None where it is not said."""

    key: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One item that is new, changed or removed.

    Attributes
    ----------
    name : str
        Of the item within its section.
    old, new : object
        None where there was or will be none.
    """

    section: Section
    name: str
    kind: ChangeKind
    old: Any
    new: Any

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the keys that differ, those within tables by their path."""
        old, new = _flat(self.old), _flat(self.new)
        keys = [*old, *(key for key in new if key not in old)]
        pairs = ((key, old.get(key), new.get(key)) for key in keys)
        return tuple(Part(key=k, old=a, new=b) for k, a, b in pairs if a != b)


def merged(present: Settings, given: Settings) -> Settings:
    """Return the settings with what is given: items added or replaced, none removed."""
    return {
        section: {**present.get(section, {}), **given.get(section, {})}
        for section in Section
    }


def differences(old: Settings, new: Settings) -> tuple[Difference, ...]:
    """Return every item that is not in both as it was, in the order of the file."""
    return tuple(each for section in Section for each in _of(section, old, new))


def _of(section: Section, old: Settings, new: Settings) -> Iterator[Difference]:
    before, after = old.get(section, {}), new.get(section, {})
    for name in [*before, *(name for name in after if name not in before)]:
        was, will = before.get(name), after.get(name)
        if was == will:
            continue
        yield Difference(
            section=section,
            name=name,
            kind=_kind(was, will),
            old=was,
            new=will,
        )


def _kind(was: object, will: object) -> ChangeKind:
    if was is None:
        return ChangeKind.NEW
    return ChangeKind.REMOVED if will is None else ChangeKind.CHANGED


def _flat(value: object, path: str = "") -> dict[str, Any]:
    """Return what an item says by the dotted path of its keys."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        return {path: value}
    found: dict[str, Any] = {}
    for key, inner in value.items():
        found |= _flat(inner, f"{path}.{key}" if path else str(key))
    return found
