"""The parts of slides: title, lines of text, tables that go on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from qc.view.theme import LIGHT
from qc.view.words import pack as say

WIDTH, HEIGHT = 13.333, 7.5  # inches, as all sizes here
LEFT, TOP = 0.6, 1.3
FULL = WIDTH - 2 * LEFT
SANS, SERIF = "Calibri", "Georgia"
_TITLE_ONLY = 5
_ROOM = HEIGHT - TOP - 0.6
_LINE, _AROUND = 0.0168, 0.13  # height of a line per point of type; of a cell's edges
_LETTER = 0.0071  # width of a letter per point of type
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid

Row = Sequence[str]
Box = tuple[float, float, float, float]


class Deck:
    """A presentation in the making; `foot` stands at the foot of every slide."""

    def __init__(self, foot: str) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._foot = foot

    def slide(self, title: str, notes: str = "") -> Any:  # noqa: ANN401
        """Add a slide with a title, the foot, and notes for whoever speaks."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[_TITLE_ONLY])
        place(slide.shapes.title, (LEFT, 0.38, FULL, 0.85))
        frame(slide.shapes.title.text_frame, [title], 26, face=SERIF, bold=True)
        foot = f"{self._foot} \u00b7 {len(self.file.slides)}"
        text(slide, [foot], (LEFT, HEIGHT - 0.46, FULL, 0.3), 10, LIGHT.quiet)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        return slide

    def tables(
        self, title: str, rows: Sequence[Row], widths: Sequence[float], size: int
    ) -> None:
        """Add slides with a table; the first row is the head, repeated on each."""
        head, *body = rows
        for i, part in enumerate(_fitting(head, body, widths, size)):
            named = title if i == 0 else say.CONTINUED.format(title=title)
            _table(self.slide(named), [head, *part], widths, size)


def place(shape: Any, box: Box) -> None:  # noqa: ANN401
    """Put a shape where it belongs: left, top, width, height."""
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def text(  # noqa: PLR0913 - a text needs its place and its type
    slide: Any,  # noqa: ANN401
    lines: Sequence[str],
    box: Box,
    size: int,
    colour: str = LIGHT.ink,
    *,
    bold: bool = False,
) -> Any:  # noqa: ANN401
    """Add lines of text, wrapped within a box."""
    from pptx.util import Inches

    shape = slide.shapes.add_textbox(*map(Inches, box))
    frame(shape.text_frame, lines, size, colour=colour, bold=bold)
    return shape


def frame(  # noqa: PLR0913 - as above
    target: Any,  # noqa: ANN401
    lines: Sequence[str],
    size: int,
    *,
    colour: str = LIGHT.ink,
    face: str = SANS,
    bold: bool = False,
) -> None:
    """Fill a text frame with paragraphs, each one run of plain text."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    target.word_wrap, target.vertical_anchor = True, MSO_ANCHOR.TOP
    target.margin_left = target.margin_right = 0
    for i, line in enumerate(lines):
        paragraph = target.paragraphs[0] if i == 0 else target.add_paragraph()
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(size / 3)
        _run(paragraph, line, size, colour, face, bold)


def describe(shape: Any, alt: str) -> None:  # noqa: ANN401
    """Say what a chart or table shows, for those who cannot see it."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", alt)


def colour_of(code: str) -> Any:  # noqa: ANN401
    """Return "#rrggbb" as a colour of the library."""
    from pptx.dml.color import RGBColor

    digits = code.removeprefix("#").upper()
    return RGBColor.from_string(digits)  # type: ignore[no-untyped-call]


def _run(  # noqa: PLR0913 - one piece of type
    paragraph: Any,  # noqa: ANN401
    line: str,
    size: int,
    colour: str,
    face: str,
    bold: bool,
) -> None:
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = line
    run.font.size, run.font.name, run.font.bold = Pt(size), face, bold
    run.font.color.rgb = colour_of(colour)


def _fitting(
    head: Row, rows: Sequence[Row], widths: Sequence[float], size: int
) -> Iterator[list[Row]]:
    """Part rows so that each part fits on a slide; no row is ever left out."""
    part: list[Row] = []
    used = room = _height(head, widths, size)
    for row in rows:
        high = _height(row, widths, size)
        if part and used + high > _ROOM:
            yield part
            part, used = [], room
        part.append(row)
        used += high
    if part:
        yield part


def _height(row: Row, widths: Sequence[float], size: int) -> float:
    """Estimate how high a row becomes once its texts are wrapped."""
    letters = [max(1.0, (width - 0.16) / (_LETTER * size)) for width in widths]
    lines = (math.ceil(len(t) / per) or 1 for t, per in zip(row, letters, strict=True))
    return max(lines) * _LINE * size + _AROUND


def _table(
    slide: Any,  # noqa: ANN401
    rows: Sequence[Row],
    widths: Sequence[float],
    size: int,
) -> None:
    from pptx.oxml.ns import qn
    from pptx.util import Inches

    box = map(Inches, (LEFT, TOP, sum(widths), 0.3 * len(rows)))
    shape = slide.shapes.add_table(len(rows), len(widths), *box)
    describe(shape, slide.shapes.title.text_frame.text)
    table = shape.table
    table.horz_banding = False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for i, (made, row) in enumerate(zip(table.rows, rows, strict=True)):
        made.height = Inches(_height(row, widths, size))
        for j, (cell, line) in enumerate(zip(made.cells, row, strict=True)):
            _cell(cell, line, size, head=i == 0, first=j == 0)


def _cell(cell: Any, line: str, size: int, *, head: bool, first: bool) -> None:  # noqa: ANN401
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    cell.fill.solid()
    cell.fill.fore_color.rgb = colour_of(LIGHT.raised if head else "#ffffff")
    _underline(cell)
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.05)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    colour = LIGHT.quiet if head else LIGHT.ink
    _run(cell.text_frame.paragraphs[0], line, size, colour, SANS, head or first)


def _underline(cell: Any) -> None:  # noqa: ANN401
    """Draw a hairline under a cell; the library has no word for it."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    tone = LIGHT.hairline.removeprefix("#")
    fill = f'<a:solidFill><a:srgbClr val="{tone}"/></a:solidFill>'
    line = f'<a:lnB {nsdecls("a")} w="9525">{fill}</a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))
