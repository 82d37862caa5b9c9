"""Settings as one plain file: sections with a word on each, to be read and edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from qc.core.measures import Measure
from qc.core.settings import FORMAT, Section, Settings
from qc.core.settings_texts import section_lines
from qc.core.toml_text import key_text, value_text
from qc.view.words import settings as say
from qc.view.words.settings_sections import FILE_HEAD, SECTION_HELP, SECTIONS

Named = tuple[Section, str]
_DAY = 10  # characters of a date, which the name of a note begins with


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the file does not hold: items that name people, or that nothing uses."""

    about_people: tuple[Named, ...] = ()
    idle: tuple[Named, ...] = ()


def settings_text(
    settings: Settings, left_out: LeftOut, cards: Iterable[Measure]
) -> str:
    """Return the text of a settings file.

    The same settings give the same text, byte for byte.

    Parameters
    ----------
    settings : Settings
    left_out : LeftOut
        Told in the file.
    cards : iterable of Measure
        All cards; their targets are shown where none are set.
    """
    lines = [*_comment(FILE_HEAD), f"format = {FORMAT}"]
    hidden = {name for _, name in left_out.about_people}
    known = [card for card in cards if card.id not in hidden]
    for section in Section:
        items = settings.get(section, {})
        lines += ["", *_comment(f"---- {SECTIONS[section]} ----")]
        lines += _comment(SECTION_HELP[section])
        lines += _left_out(section, left_out)
        lines += section_lines(section, items)
        if section is Section.TARGETS:
            lines += [] if items else [f"[{section}]"]
            lines += _usual_targets([card for card in known if card.id not in items])
    return "\n".join(lines) + "\n"


def card_target(card: Measure) -> dict[str, Any]:
    """Return target and tolerances of a card as a settings file says them."""
    spec = card.specification
    said = {
        "target": card.target,
        "lower": spec.lower,
        "upper": spec.upper,
        "tolerance_dpmo": spec.tolerance_dpmo,
    }
    return {key: _round(one) for key, one in said.items() if one is not None}


def _usual_targets(cards: Iterable[Measure]) -> Iterator[str]:
    """Show what the cards aim at, as comments that an editor can take up."""
    for card in cards:
        if said := card_target(card):
            yield f"# {key_text(card.id)} = {value_text(said)}"


def _left_out(section: Section, left_out: LeftOut) -> Iterator[str]:
    for names, told in (
        (left_out.about_people, say.LEFT_OUT_PEOPLE),
        (left_out.idle, say.LEFT_OUT_IDLE),
    ):
        mine = sorted(name for where, name in names if where is section)
        if section is Section.NOTES:
            mine = [name[:_DAY] for name in mine]  # what it says stays unsaid
        if mine:
            listed = ", ".join(value_text(name) for name in mine)
            yield f"# {told} {listed}"


def _comment(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"# {line}".rstrip()


def _round(value: float) -> float:
    whole = value.is_integer() and abs(value) < 1e15
    return int(value) if whole else value
