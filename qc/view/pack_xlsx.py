"""The weekly pack as an Excel workbook: a summary, then a sheet for each measure.

Text is written as text and never as a formula or an address; numbers are numbers,
shown by a format as on the page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from qc.view.numbers import MISSING
from qc.view.pack import Entry, Pack
from qc.view.pack_actions import action_rows
from qc.view.pack_formats import Formats
from qc.view.pack_sheet import (
    HEADINGS_AT,
    VALUE_AT,
    measure_sheet,
    on_paper,
    sheet_names,
)
from qc.view.theme import COLOURS, LIGHT, ROLE_OF
from qc.view.words import pack as say
from qc.view.words import tiers
from qc.view.words.columns import Column

_OPTIONS = {
    "in_memory": True,  # no folder of the machine is written to
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_COLUMNS = (
    *(Column.MEASURE, Column.STAGE, Column.LATEST, Column.N, Column.TARGET),
    *(Column.MEAN, Column.RANGE, Column.VARIATION, Column.ASSURANCE),
    *(Column.TREND, say.TIER, Column.SAYS),
)
_WIDTHS = (31, 17, 11, 8, 10, 11, 17, 18, 24, 28, 12, 66)
_TREND_AT, _TREND_POINTS = 9, 26
_HIGH = 32  # of a row, in points
_TEXT_WIDTHS = (34, 24, 14, 14, 14, 60)


def write(pack: Pack) -> bytes:
    """Return the pack as a workbook."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    made = pack.made.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": pack.name, "author": pack.product, "created": made})
    formats = Formats(book)
    summary = book.add_worksheet(say.SUMMARY_SHEET)
    names = dict(zip((e.id for e in pack.entries), sheet_names(pack), strict=True))
    for entry in pack.entries:
        measure_sheet(book, formats, entry, names[entry.id])
    _summary(summary, formats, pack, names)
    _about(book.add_worksheet(say.RULES_SHEET), formats, pack)
    book.close()
    return file.getvalue()


def _summary(sheet: Any, formats: Formats, pack: Pack, names: dict[str, str]) -> None:  # noqa: ANN401
    """Write the head of the review and the icon table, in the order of the page."""
    row = _head(sheet, formats, pack)
    for column, (heading, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, str(heading), formats.heading)
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    groups = (
        (say.discuss_line(len(pack.discuss)), pack.discuss),
        (pack.stable_line, pack.stable),
    )
    for title, entries in groups:
        row = _group(sheet, formats, row, title, entries, names)
    on_paper(sheet, row, len(_COLUMNS) - 1)


def _head(sheet: Any, formats: Formats, pack: Pack) -> int:  # noqa: ANN401
    sheet.write_string(0, 0, f"{pack.product} \u00b7 {say.TITLE}", formats.quiet)
    sheet.write_string(1, 0, pack.title, formats.title)
    sheet.set_row(1, 26)
    told = (
        *(pack.header, f"{say.LOG}: {pack.source}" if pack.source else ""),
        *(f"{say.PART}: {pack.part}" if pack.part else "", pack.summary),
        *(f"{tiers.TO_ACT_ON}: {pack.act_line if pack.act else pack.nothing}",),
        *(f"{tiers.TO_WATCH}: {pack.watch_line}" if pack.watch else "",),
    )
    lines = [line for line in told if line]
    for row, line in enumerate(lines, 2):
        sheet.write_string(row, 0, line, formats.plain)
    return len(lines) + 3


def _group(  # noqa: PLR0913 - a group of rows needs its place and its words
    sheet: Any,  # noqa: ANN401
    formats: Formats,
    row: int,
    title: str,
    entries: Sequence[Entry],
    names: dict[str, str],
) -> int:
    """Write one part of the icon table below `row`; return its last row."""
    if not entries:
        return row
    row += 1
    for column in range(len(_COLUMNS)):
        sheet.write_blank(row, column, None, formats.group)
    sheet.write_string(row, 0, title, formats.group)
    for entry in entries:
        row += 1
        sheet.set_row(row, _HIGH)
        _row(sheet, formats, row, entry, names[entry.id])
    return row


def _row(sheet: Any, formats: Formats, row: int, entry: Entry, name: str) -> None:  # noqa: ANN401
    cells, icon = entry.cells, formats.role(ROLE_OF[entry.variation])
    sheet.write_url(row, 0, f"internal:'{name}'!A1", formats.link, entry.title)
    sheet.write_string(row, 1, cells[Column.STAGE], formats.cell)
    _number(sheet, formats, (row, 2), entry.newest, entry)
    sheet.write_number(row, 3, entry.cases, formats.whole)
    sheet.write_string(row, 4, cells[Column.TARGET], formats.right)
    _number(sheet, formats, (row, 5), entry.mean, entry)
    sheet.write_string(row, 6, cells[Column.RANGE], formats.right)
    sheet.write_string(row, 7, cells[Column.VARIATION_TEXT], icon)
    sheet.write_string(row, 8, cells[Column.ASSURANCE_TEXT], formats.cell)
    sheet.write_blank(row, _TREND_AT, None, formats.cell)
    sheet.write_string(row, 10, say.TIERS[entry.tier], formats.cell)
    sheet.write_string(row, 11, entry.sentence, formats.cell)
    if len(entry.points):
        _trend(sheet, row, entry, name)


def _number(
    sheet: Any,  # noqa: ANN401
    formats: Formats,
    place: tuple[int, int],
    value: float | None,
    entry: Entry,
) -> None:
    if value is None:
        sheet.write_string(*place, MISSING, formats.right)
    else:
        sheet.write_number(*place, value, formats.shown(entry.decimals, entry.unit))


def _trend(sheet: Any, row: int, entry: Entry, name: str) -> None:  # noqa: ANN401
    """Draw the newest values into a cell."""
    last = HEADINGS_AT + len(entry.points)
    first = max(HEADINGS_AT + 1, last - _TREND_POINTS + 1)
    column = chr(ord("A") + VALUE_AT)
    sheet.add_sparkline(
        row,
        _TREND_AT,
        {
            "range": f"'{name}'!{column}{first + 1}:{column}{last + 1}",
            "series_color": LIGHT.line,
            "last_point": True,
            "last_color": COLOURS[ROLE_OF[entry.variation]],
            "weight": 1.25,
        },
    )


def _about(sheet: Any, formats: Formats, pack: Pack) -> None:  # noqa: ANN401
    """Write carried-over actions, rules and evidence, one below another."""
    for column, width in enumerate(_TEXT_WIDTHS):
        sheet.set_column(column, column, width)
    row = 0
    if pack.actions:
        table = (tuple(map(str, say.ActionColumn)), *action_rows(pack))
        row = _block(sheet, formats, row, say.ACTIONS, table)
    row = _block(sheet, formats, row, f"{say.RULES}: {pack.rule_set}", pack.rules)
    lines = tuple((line,) for line in (*pack.alarms, *pack.evidence))
    row = _block(sheet, formats, row, say.EVIDENCE, lines)
    on_paper(sheet, row, len(_TEXT_WIDTHS) - 1)


def _block(
    sheet: Any,  # noqa: ANN401
    formats: Formats,
    row: int,
    title: str,
    table: Sequence[Sequence[str]],
) -> int:
    """Write a title and rows of text; return where the next block starts."""
    sheet.write_string(row, 0, title, formats.title)
    for below, cells in enumerate(table, row + 1):
        for column, text in enumerate(cells):
            sheet.write_string(below, column, text, formats.plain)
    return row + len(table) + 2
