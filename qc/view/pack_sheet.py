"""One measure as a sheet of a workbook: sentence, native chart, every point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from qc.view.pack import Entry, Pack
from qc.view.pack_formats import Formats, number_format
from qc.view.pack_series import CONCERN, IMPROVEMENT, NEUTRAL, OUT, Line, Look, series
from qc.view.theme import LIGHT
from qc.view.words import pack as say
from qc.view.words.columns import Column, with_unit

HEADINGS_AT = 23
"""Row of the headings of the points, counted from 0; the points come below."""
VALUE_AT = 2
"""Column of the values."""

_CHART_AT, _CHART_SIZE = 4, {"width": 1080, "height": 356}
_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_MORE = 2  # decimals than on the page, for those who compute with the points
_LABELS = 9  # on the time axis
_DASH = {"": "solid", "dash": "dash"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A column of the points: its heading, its width, what it holds."""

    heading: str
    width: int
    values: tuple[Any, ...]
    fine: bool = False


def sheet_names(pack: Pack) -> tuple[str, ...]:
    """Return a name for the sheet of each measure: numbered, short, without signs."""
    return tuple(
        f"{i:02d} {_NAME.sub(' ', entry.title)}"[:_LONGEST_NAME].strip()
        for i, entry in enumerate(pack.entries, 1)
    )


def measure_sheet(book: Any, formats: Formats, entry: Entry, name: str) -> None:  # noqa: ANN401
    """Add the sheet of one measure: what it says, its chart, its points, its facts."""
    sheet, fields = book.add_worksheet(name), _fields(entry)
    card = (entry.latest, entry.usual, entry.chance)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, entry.title, formats.title)
    sheet.write_string(1, 0, entry.sentence, formats.plain)
    sheet.write_string(2, 0, " \u00b7 ".join(t for t in card if t), formats.quiet)
    back = f"internal:'{say.SUMMARY_SHEET}'!A1"
    sheet.write_url(3, 0, back, formats.back, say.BACK)
    sheet.freeze_panes(4, 0)
    for column, field in enumerate(fields):
        _write(sheet, formats, column, field, entry.decimals + _MORE)
    if len(entry.points):
        chart = _chart(book, entry, name, fields)
        sheet.insert_chart(_CHART_AT, 0, chart, {"description": entry.alt})
    last = _facts(sheet, formats, entry, HEADINGS_AT + len(entry.points) + 2)
    on_paper(sheet, last, len(fields) - 1)


def on_paper(sheet: Any, last_row: int, last_column: int) -> None:  # noqa: ANN401
    """Let a sheet print on A4 across, one page wide, with page numbers."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_footer("&R&P / &N")
    sheet.hide_gridlines(2)


def _fields(entry: Entry) -> tuple[_Field, ...]:
    points = entry.points
    drawn = {look.name: line for look, line in series(entry)}
    none: Line = (None,) * len(points)

    def number(column: Column, values: Line) -> _Field:
        heading = with_unit(column, entry.unit)
        return _Field(heading=heading, width=13, values=values, fine=True)

    def mark(look: Look) -> _Field:
        values = drawn.get(look.name, none)
        return _Field(heading=look.name, width=13, values=values, fine=True)

    return (
        _Field(heading=Column.PERIOD, width=21, values=points.label),
        _Field(heading=Column.STARTS, width=12, values=points.starts),
        number(Column.VALUE, points.value),
        _Field(heading=Column.N, width=8, values=points.n),
        number(Column.CENTRE, points.centre),
        number(Column.LOWER, points.lower),
        number(Column.UPPER, points.upper),
        number(Column.TARGET, (points.target,) * len(points)),
        *map(mark, (CONCERN, IMPROVEMENT, NEUTRAL, OUT)),
        _Field(heading=Column.PHASE, width=8, values=points.phase),
        _Field(heading=Column.IN_BASELINE, width=12, values=points.in_baseline),
        _Field(heading=Column.SIGNALS, width=44, values=points.signals),
    )


def _write(
    sheet: Any,  # noqa: ANN401
    formats: Formats,
    column: int,
    field: _Field,
    decimals: int,
) -> None:
    """Write one column of the points; what is missing stays empty."""
    sheet.set_column(column, column, field.width)
    sheet.write_string(HEADINGS_AT, column, str(field.heading), formats.heading)
    number = formats.shown(decimals, "") if field.fine else formats.whole
    for row, value in enumerate(field.values, HEADINGS_AT + 1):
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, formats.cell)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, formats.cell)
        elif value is not None:
            sheet.write_number(row, column, value, number)


def _chart(book: Any, entry: Entry, name: str, fields: tuple[_Field, ...]) -> Any:  # noqa: ANN401
    chart = book.add_chart({"type": "line"})
    first, last = HEADINGS_AT + 1, HEADINGS_AT + len(entry.points)
    at = {field.heading.partition(" (")[0]: i for i, field in enumerate(fields)}
    for look, _ in series(entry):
        column = at[look.name]
        place = [name, first, column, last, column]
        chart.add_series(
            {
                "name": look.name,
                "categories": [name, first, 0, last, 0],
                "values": place,
                **_look(look),
            }
        )
    ink = {"name": "Calibri", "size": 10, "color": LIGHT.quiet}
    quiet = {"color": LIGHT.hairline}
    step = max(1, len(entry.points) // _LABELS)
    axis = {"num_font": ink, "line": quiet, "major_gridlines": {"visible": False}}
    chart.set_x_axis({**axis, "interval_unit": step, "interval_tick": step})
    digits = number_format(entry.decimals, entry.unit)
    chart.set_y_axis({**axis, "num_format": digits, "crossing": "min"})
    chart.set_legend({"position": "bottom", "font": ink})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_blanks_as("gap")
    chart.set_size(_CHART_SIZE)
    return chart


def _look(look: Look) -> dict[str, Any]:
    """Return line and marker of a series."""
    line: dict[str, Any] = {"none": True}
    if look.line:
        line = {"color": look.line, "width": look.width, "dash_type": _DASH[look.dash]}
    if not look.marker:
        return {"line": line, "marker": {"type": "none"}}
    fill = {"color": look.fill} if look.fill else {"none": True}
    edge = {"color": look.edge, "width": 1.25}
    marker = {"type": look.marker, "size": look.size, "border": edge, "fill": fill}
    return {"line": line, "marker": marker}


def _facts(sheet: Any, formats: Formats, entry: Entry, row: int) -> int:  # noqa: ANN401
    """Write definition, chart and formula below the points; return the last row."""
    for below, (heading, text) in enumerate(entry.facts, row):
        sheet.write_string(below, 0, heading, formats.quiet)
        sheet.write_string(below, 1, text, formats.plain)
    return row + len(entry.facts) - 1
