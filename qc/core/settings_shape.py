"""A settings file taken apart: its format, its sections, the items of each by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from qc.core.card_checks import near, tables
from qc.core.settings import CALENDAR_ITEM, FORMAT, LISTS, Section, Settings
from qc.core.toml_text import key_text, parse

_FORMAT = "format"
_NOTE = ("day", "text", "measure")
_MOST = 60  # characters of a value that a message repeats

Items = dict[str, Any]


def read_shape(text: str, source: str, faults: list[str]) -> Settings:
    """Return the sections of a settings file, and add to its faults.

    What the items say is for others to check; notes are checked here, as they have
    no other name than what they say.

    Parameters
    ----------
    text : str
    source : str
        Name of the file, for messages.
    faults : list of str
        Added to.

    Raises
    ------
    InvalidCard
        If it is no TOML.
    """
    file = parse(text, source)
    _format(file, faults)
    known = [section.value for section in Section]
    for key in file:
        if key not in {_FORMAT, *known}:
            faults.append(f"unknown key {key!r}.{near(key, [_FORMAT, *known])}")
    return {
        section: _items(section, file[section], faults)
        for section in Section
        if section in file
    }


def day_of(value: object) -> date | None:
    """Return a day, written as a date or as its text; None where it is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def shown(value: object) -> str:
    """Repeat what a file says, but not all of a long text."""
    text = repr(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}..."


def note_name(note: Mapping[str, Any], taken: Mapping[str, Any]) -> str:
    """Return a name for a note: what it says, numbered where it is said again."""
    first = f"{note['day']} {key_text(note.get('measure', '*'))} {note['text']}"
    name, again = first, 1
    while name in taken:
        again += 1
        name = f"{first} ({again})"
    return name


def _format(file: Mapping[str, Any], faults: list[str]) -> None:
    found = file.get(_FORMAT)
    if found is None:
        faults.append(
            f"format is missing; begin a settings file with format = {FORMAT}."
        )
    elif type(found) is not int or found != FORMAT:
        faults.append(
            f"format must be {FORMAT}; got {shown(found)}. A newer version of the "
            "program may have written the file: update this one."
        )


def _items(section: Section, value: object, faults: list[str]) -> Items:
    if section in LISTS:
        if not tables(value):
            faults.append(f"{section} must be tables, [[{section}]].")
            return {}
        rows: list[dict[str, Any]] = value  # type: ignore[assignment]
        return _listed(section, rows, faults)
    if not isinstance(value, dict):
        faults.append(f"{section} must be a table, [{section}].")
        return {}
    return {CALENDAR_ITEM: value} if section is Section.CALENDAR else value


def _listed(
    section: Section, rows: list[dict[str, Any]], faults: list[str]
) -> dict[str, Any]:
    read = _READ[section]
    found: dict[str, Any] = {}
    for number, row in enumerate(rows, 1):
        read(number, row, found, faults)
    return found


def _measure(number: int, row: Items, found: Items, faults: list[str]) -> None:
    """Name a card by its id; that it has one, and only one, is its reader's to say."""
    del faults
    name = str(row.get("id", f"card {number}"))
    found[name if name not in found else f"{name} (card {number})"] = row


def _note(number: int, row: Items, found: Items, faults: list[str]) -> None:
    before, where = len(faults), f"note {number}: "
    for key in row:
        if key not in _NOTE:
            faults.append(f"{where}unknown key {key!r}.{near(key, _NOTE)}")
    day, text = day_of(row.get("day")), row.get("text")
    if day is None:
        got = shown(row.get("day"))
        faults.append(f"{where}day must be a date such as 2026-03-02; got {got}.")
    if not isinstance(text, str) or not text.strip():
        faults.append(f"{where}text is missing; say what happened on that day.")
    measure = row.get("measure", "")
    if not isinstance(measure, str):
        faults.append(f"{where}measure must be the id of a card; got {shown(measure)}.")
    if len(faults) == before:
        note = {"day": day, "text": text} | ({"measure": measure} if measure else {})
        found[note_name(note, found)] = note


_READ: dict[Section, Callable[[int, Items, Items, list[str]], None]] = {
    Section.MEASURES: _measure,
    Section.NOTES: _note,
}
