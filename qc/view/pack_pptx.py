"""The weekly pack as slides: one for each measure to act on, then tables.

The charts are native, their numbers are in the file: whoever presents can edit them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from qc.view.pack import Entry, Pack
from qc.view.pack_actions import action_rows
from qc.view.pack_slide_chart import chart
from qc.view.pack_slides import FULL, LEFT, Deck, Row, colour_of, frame, text
from qc.view.theme import COLOURS, LIGHT, ROLE_OF, Role
from qc.view.words import pack as say
from qc.view.words import tiers
from qc.view.words.columns import NUMBERS, Column

_SUMMARY = (
    *(Column.MEASURE, Column.STAGE, *NUMBERS),
    *(Column.VARIATION, Column.ASSURANCE, Column.SAYS),
)
_CELLS = (
    *(Column.MEASURE, Column.STAGE, *NUMBERS),
    *(Column.VARIATION_TEXT, Column.ASSURANCE_TEXT, Column.SAYS),
)
_SUMMARY_WIDTHS = (1.95, 0.95, 0.75, 0.5, 0.85, 0.75, 1.2, 1.25, 1.25, 2.65)
_WATCH_WIDTHS = (2.5, 1.7, 2.2, 3.7, 2.0)
_ACTION_WIDTHS = (3.7, 2.6, 1.2, 1.45, 1.45, 1.7)
_FACT_WIDTHS = (2.3, 4.6, 5.2)
_RULE_WIDTHS = (3.4, 8.7)
_TAG = (LEFT, 1.27, 2.2, 0.36)


def write(pack: Pack) -> bytes:
    """Return the pack as slides of 16 by 9."""
    deck = Deck(pack.foot)
    made = pack.made.astimezone(UTC).replace(tzinfo=None)
    about = deck.file.core_properties
    about.title, about.author, about.last_modified_by = pack.name, pack.product, ""
    about.created = about.modified = made
    _first(deck, pack)
    for entry in pack.act:
        _to_act_on(deck, entry)
    for title, rows, widths, size in _tables(pack):
        deck.tables(title, rows, widths, size)
    file = io.BytesIO()
    deck.file.save(file)
    return file.getvalue()


def _first(deck: Deck, pack: Pack) -> None:
    """Open with the week, what the review rests on, and what needs the meeting."""
    slide = deck.slide(pack.title, notes="\n".join((pack.summary, *pack.evidence)))
    about = (
        f"{pack.product} \u00b7 {say.TITLE}",
        pack.header,
        f"{say.LOG}: {pack.source}" if pack.source else "",
        f"{say.PART}: {pack.part}" if pack.part else "",
    )
    told = [line for line in about if line]
    text(slide, told, (LEFT, 1.3, FULL, 1.3), 14, LIGHT.quiet)
    text(slide, [pack.summary], (LEFT, 2.75, FULL, 0.6), 22)
    text(slide, list(_agenda(pack)), (LEFT, 3.5, FULL, 3.2), 16)


def _agenda(pack: Pack) -> Iterator[str]:
    if not pack.act:
        yield pack.nothing
    for entry in pack.act:
        yield f"{entry.title}: {entry.latest}. {entry.sentence}"


def _to_act_on(deck: Deck, entry: Entry) -> None:
    facts = [f"{heading}: {told}" for heading, told in entry.facts]
    slide = deck.slide(entry.title, "\n".join((entry.sentence, entry.chance, *facts)))
    _tag(slide, entry)
    numbers = f"{entry.latest} \u00b7 {entry.usual}"
    text(slide, [numbers], (LEFT + 2.4, 1.27, FULL - 2.4, 0.4), 16)
    text(slide, [entry.sentence], (LEFT, 1.8, FULL, 0.75), 20, bold=True)
    if len(entry.points):
        chart(slide, entry, (LEFT - 0.1, 2.6, FULL + 0.2, 3.95))
    text(slide, [entry.chance], (LEFT, 6.6, FULL, 0.35), 12, LIGHT.quiet)


def _tag(slide: Any, entry: Entry) -> None:  # noqa: ANN401
    """Say which way it changed in a small box: solid for a concern, else outlined."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    role = ROLE_OF[entry.variation]
    solid = role is Role.CONCERN
    box = map(Inches, _TAG)
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
    shape.shadow.inherit = False
    shape.fill.solid()
    fill = getattr(LIGHT, role) if solid else "#ffffff"
    shape.fill.fore_color.rgb = colour_of(fill)
    shape.line.color.rgb = colour_of(COLOURS[role])
    shape.line.width = Pt(1.5)
    ink = "#ffffff" if solid else getattr(LIGHT, role)
    words = entry.cells[Column.VARIATION_TEXT]
    frame(shape.text_frame, [words], 13, colour=ink, bold=True)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    shape.text_frame.paragraphs[0].space_after = Pt(0)


Table = tuple[str, Sequence[Row], Sequence[float], int]


def _tables(pack: Pack) -> Iterator[Table]:
    """Yield each table that has rows: title, rows with their head, widths, size."""
    discuss = len(pack.discuss)
    found: tuple[Table, ...] = (
        (tiers.TO_WATCH, _watch(pack), _WATCH_WIDTHS, 13),
        (say.discuss_line(discuss), _summary(pack.discuss), _SUMMARY_WIDTHS, 11),
        (pack.stable_line, _summary(pack.stable), _SUMMARY_WIDTHS, 11),
        (say.ACTIONS, _actions(pack), _ACTION_WIDTHS, 13),
        (say.DEFINITIONS, _definitions(pack), _FACT_WIDTHS, 11),
        (f"{say.RULES}: {pack.rule_set}", _rules(pack), _RULE_WIDTHS, 12),
    )
    yield from (table for table in found if len(table[1]) > 1)


def _watch(pack: Pack) -> list[Row]:
    head = (Column.MEASURE, Column.LATEST, Column.RANGE, Column.SAYS, say.CHANCE)
    rows = (
        (e.title, e.latest, e.cells[Column.RANGE], e.sentence, e.chance)
        for e in pack.watch
    )
    return [tuple(map(str, head)), *rows]


def _summary(entries: Sequence[Entry]) -> list[Row]:
    rows = (tuple(entry.cells[column] for column in _CELLS) for entry in entries)
    return [tuple(map(str, _SUMMARY)), *rows]


def _actions(pack: Pack) -> list[Row]:
    return [tuple(map(str, say.ActionColumn)), *action_rows(pack)]


def _definitions(pack: Pack) -> list[Row]:
    told = ((entry.title, dict(entry.facts)) for entry in pack.entries)
    rows = (
        (title, facts.get(say.DEFINITION, ""), facts.get(say.LIMITS, ""))
        for title, facts in told
    )
    return [(str(Column.MEASURE), say.DEFINITION, say.LIMITS), *rows]


def _rules(pack: Pack) -> list[Row]:
    more = (("", line) for line in (*pack.alarms, *pack.evidence))
    return [(say.RULE, say.MEANS), *pack.rules, *more]
