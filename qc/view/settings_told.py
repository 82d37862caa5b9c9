"""What a settings file would change: by section, as text, and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from qc.core.people import Person
from qc.core.settings import Difference, Section, Settings
from qc.view.words import settings as say
from qc.view.words.settings_sections import SECTIONS


def differences_by_section(
    found: Sequence[Difference],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say what changes: each section that does, with a line for each item."""
    sections = dict.fromkeys(each.section for each in found)
    return tuple(
        (
            SECTIONS[section],
            tuple(say.line(each) for each in found if each.section is section),
        )
        for section in sections
    )


def differences_text(
    found: Sequence[Difference], same: int, lost: Mapping[Person, int]
) -> str:
    """Say what changes, a line an item."""
    lines = [] if found else [say.NOTHING]
    for section, told in differences_by_section(found):
        lines += [section, *(f"  {line}" for line in told)]
    lines += [say.stays(same), say.names_lost(lost)]
    return "\n".join(line for line in lines if line)


def differences_payload(found: Sequence[Difference]) -> list[dict[str, Any]]:
    """Return what changes as plain data."""
    return [
        {
            "section": each.section.value,
            "name": each.name,
            "change": each.kind.value,
            "parts": [
                {"key": part.key, "old": plain(part.old), "new": plain(part.new)}
                for part in each.parts
            ],
        }
        for each in found
    ]


def settings_payload(settings: Settings) -> dict[str, Any]:
    """Return settings as plain data, section by section."""
    return {section.value: plain(settings.get(section, {})) for section in Section}


def settings_summary(settings: Settings) -> str:
    """Count what was told, a line a section."""
    return "\n".join(
        say.section_count(section, len(settings.get(section, {})))
        for section in Section
        if section is not Section.OPTIONS
    )


def options_lines(settings: Settings) -> str:
    """Say each option, a line an option."""
    options = settings.get(Section.OPTIONS, {})
    return "\n".join(say.option_line(name, value) for name, value in options.items())


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever settings hold
    """Return a value as JSON can hold it: days as ISO 8601."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
