"""What is said of settings: in the file itself, and of what an import would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from qc.core.people import Person
from qc.core.settings import ChangeKind, Difference, Part, Section
from qc.core.toml_text import value_text
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number_of
from qc.view.words.dates import full_date
from qc.view.words.settings_sections import SECTIONS

LEFT_OUT_PEOPLE = "Left out, as they name people:"
LEFT_OUT_IDLE = "Left out, as no card of this file or the house has this measure:"

TITLE = "Settings as one file"
HINT = (
    "Measures, targets, baselines with their reasons, events, prescribed steps, rule "
    "sets, opening hours and how your files are read: one text file to keep, to edit, "
    "or to take to another workspace. It holds no rows of the log, no names, no keys."
)
DOWNLOAD = "Download settings"
UPLOAD = "Settings file (TOML)"
REPLACE = "Replace everything: remove what the file does not say"
APPLY = "Apply these changes"
APPLY_REMOVING = "Apply these changes, removals included"
NOT_YET = "Nothing is changed yet. This is what would change:"
NOTHING = "The file says what is set already; nothing would change."
BROKEN = "The settings cannot be downloaded before this is mended:"
TRIED = "Nothing was changed: this was only tried."
CARDS_TITLE = "Add measure cards"
CARDS_HINT = (
    "A TOML file of cards, as the README explains. A card with a known id replaces it; "
    "all others stay."
)
CARDS_UPLOAD = "Measure cards (TOML)"
CARDS_APPLY = "Use these cards"

_KINDS = {
    ChangeKind.NEW: "new",
    ChangeKind.CHANGED: "changed",
    ChangeKind.REMOVED: "removed",
}
_OPTION_NAMES = {
    "rules": "Rule set in force",
    "names": "Whose names are kept",
    "locale": "Formats of numbers and days",
    "business": "How customers buy",
    "course_holds": "How long a course holds",
}
_PEOPLE = {
    Person.CUSTOMER: ("customer", "customers"),
    Person.ACCOUNT: ("account", "accounts"),
    Person.AGENT: ("agent", "agents"),
}
_LARGE = (Section.MEASURES, Section.RULES, Section.SETS, Section.SOURCES)
_VALUE, _LINE = 80, 400


def item_name(each: Difference) -> str:
    """Call an item by what people know it as."""
    item = each.new if each.new is not None else each.old
    if each.section is Section.OPTIONS:
        return _OPTION_NAMES.get(each.name, each.name)
    if each.section is Section.CALENDAR:
        return "calendar"
    if each.section is Section.NOTES:
        return full_date(np.datetime64(item["day"], "D"))
    title = item.get("title") if isinstance(item, Mapping) else None
    if each.section in _LARGE and isinstance(title, str):
        return plain(f"{title} ({each.name})", limit=_VALUE)
    return plain(each.name, limit=_VALUE)


def change_text(each: Difference) -> str:
    """Say what becomes of an item: "target 0.1 is now 0.08"."""
    if each.kind is ChangeKind.CHANGED:
        said = "; ".join(_part(part) for part in each.parts)
        return plain(said, limit=_LINE)
    item = each.old if each.new is None else each.new
    if each.section is Section.NOTES:
        said = f"{item['text']}" + (f" ({m})" if (m := item.get("measure")) else "")
        return plain(said, limit=_LINE)
    return plain(_whole(each.section, item), limit=_LINE)


def line(each: Difference) -> str:
    """Say a change in one line: "support-late, changed: target from 0.1 to 0.08"."""
    told, head = change_text(each), f"{item_name(each)}, {_KINDS[each.kind]}"
    return f"{head}: {told}" if told else head


def option_line(name: str, value: object) -> str:
    """Say an option: "Rule set in force: nhs"."""
    return f"{_OPTION_NAMES.get(name, name)}: {plain(value, limit=_VALUE)}"


def counted(found: Iterable[Difference], locale: Locale | None = None) -> str:
    """Count what is new, changed and removed: "3 new, 1 changed"."""
    kinds = [each.kind for each in found]
    each = ((kind, kinds.count(kind)) for kind in ChangeKind)
    return ", ".join(f"{count(n, locale)} {_KINDS[kind]}" for kind, n in each if n)


def stays(same: int, locale: Locale | None = None) -> str:
    """Say how much stays as it is; nothing where all of it changes."""
    if not same:
        return ""
    return f"{number_of(same, 'setting', 'settings', locale)} unchanged."


def names_lost(lost: Mapping[Person, int], locale: Locale | None = None) -> str:
    """Warn that names will be deleted; nothing where none are."""
    if not lost:
        return ""
    told = [number_of(n, *_PEOPLE[who], locale) for who, n in lost.items()]
    return (
        f"The names of {' and '.join(told)} that are kept now will be deleted at once. "
        "The log and its numbers stay; the names come back only with a new load."
    )


def applied(found: Iterable[Difference], locale: Locale | None = None) -> str:
    """Say that it is done."""
    return f"Settings imported: {counted(found, locale)}."


def done(found: Sequence[Difference], *, tried: bool) -> str:
    """Say that it is done, or that nothing was; nothing where nothing could be."""
    if not found:
        return ""
    return TRIED if tried else applied(found)


def section_count(section: Section, n: int, locale: Locale | None = None) -> str:
    """Count the items of a section: "Measures: 3"."""
    return f"{SECTIONS[section]}: {count(n, locale)}"


def _whole(section: Section, item: Any) -> str:  # noqa: ANN401 - any item
    if section is Section.MEASURES:
        return str(item.get("question", "")) if isinstance(item, Mapping) else ""
    if section is Section.CALENDAR:
        return ""
    if section is Section.SOURCES:
        return _source(item)
    if not isinstance(item, Mapping):
        return str(item)
    said = (
        (key, one if isinstance(one, str) else _value(one)) for key, one in item.items()
    )
    return "; ".join(f"{key} {one}" for key, one in said)


def _source(item: Mapping[str, Any]) -> str:
    if "mapping" in item:
        return f"by the mapping file {item.get('mapping_file', '')}".rstrip()
    table, columns = item.get("table", ""), item.get("columns", {})
    return f"{table}, {number_of(len(columns), 'column', 'columns')}"


def _part(part: Part) -> str:
    name = part.key
    if isinstance(part.old, list) and isinstance(part.new, list):
        gone = [one for one in part.old if one not in part.new]
        come = [one for one in part.new if one not in part.old]
        said = [f"dropped {_value(one)}" for one in gone]
        said += [f"added {_value(one)}" for one in come]
        return f"{name}: {', '.join(said) or 'in another order'}"
    old, new = _value(part.old), _value(part.new)
    if part.old is None:
        return f"{name} {new}, not said before"
    if part.new is None:
        return f"{name} {old} is not said any more"
    return f"{name} from {old} to {new}".strip()


def _value(value: Any) -> str:  # noqa: ANN401 - any value of a settings file
    if isinstance(value, int) and not isinstance(value, bool):
        return plain(count(value), limit=_VALUE)
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, Mapping):
        return _row(value)
    return plain(value_text(value), limit=_VALUE)


def _row(row: Mapping[str, Any]) -> str:
    """Say a table within a list: a day with its reason, a step with its title."""
    first, *rest = (str(one) for one in row.values()) if row else ("",)
    told = f"{first} ({', '.join(rest)})" if rest else first
    return plain(told, limit=_VALUE)
