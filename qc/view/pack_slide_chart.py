"""The chart of a measure as a native chart on a slide, its numbers inside."""

from __future__ import annotations

from typing import Any

from qc.view.pack import Entry
from qc.view.pack_formats import number_format
from qc.view.pack_series import Look, series
from qc.view.pack_slides import SANS, Box, colour_of, describe
from qc.view.theme import LIGHT

_LABELS = 9  # on the time axis


def chart(slide: Any, entry: Entry, box: Box) -> None:  # noqa: ANN401
    """Add the chart of a measure: limits, centre, target, points, signals apart."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    shown = number_format(entry.decimals, entry.unit)
    data: Any = CategoryChartData(number_format=shown)  # type: ignore[no-untyped-call]
    data.categories = entry.points.label
    drawn = series(entry)
    for look, line in drawn:
        data.add_series(look.name, line)
    kind = XL_CHART_TYPE.LINE_MARKERS
    shape = slide.shapes.add_chart(kind, *map(Inches, box), data)
    describe(shape, entry.alt)
    made = shape.chart
    for one, (look, _) in zip(made.plots[0].series, drawn, strict=True):
        _draw(one, look)
    _axes(made, entry)


def _draw(one: Any, look: Look) -> None:  # noqa: ANN401
    """Give a series its line and its marker."""
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    one.smooth = False
    if look.line:
        one.format.line.color.rgb = colour_of(look.line)
        one.format.line.width = Pt(look.width)
        if look.dash:
            one.format.line.dash_style = MSO_LINE.DASH
    else:
        one.format.line.fill.background()
    styles = {style.name.lower(): style for style in XL_MARKER_STYLE}
    one.marker.style = styles[look.marker or "none"]
    if look.marker:
        one.marker.size = look.size
        one.marker.format.line.color.rgb = colour_of(look.edge)
        if look.fill:
            one.marker.format.fill.solid()
            one.marker.format.fill.fore_color.rgb = colour_of(look.fill)
        else:
            one.marker.format.fill.background()


def _axes(made: Any, entry: Entry) -> None:  # noqa: ANN401
    from pptx.enum.chart import XL_AXIS_CROSSES, XL_LEGEND_POSITION
    from pptx.util import Pt

    made.has_title, made.has_legend = False, True
    made.font.size, made.font.name = Pt(12), SANS
    made.font.color.rgb = colour_of(LIGHT.quiet)
    made.legend.position = XL_LEGEND_POSITION.BOTTOM
    made.legend.include_in_layout = False
    time, value = made.category_axis, made.value_axis
    value.crosses = XL_AXIS_CROSSES.MINIMUM  # dates stay below, whatever the sign
    value.has_major_gridlines = time.has_major_gridlines = False
    value.tick_labels.number_format = number_format(entry.decimals, entry.unit)
    value.tick_labels.number_format_is_linked = False
    for axis in (time, value):
        axis.format.line.color.rgb = colour_of(LIGHT.hairline)
    step = str(max(1, len(entry.points) // _LABELS))
    for name in ("c:tickLblSkip", "c:tickMarkSkip"):
        _skip(time, name, step)


def _skip(axis: Any, name: str, step: str) -> None:  # noqa: ANN401
    """Name every so many periods only; the library has no word for it."""
    from pptx.oxml.ns import qn
    from pptx.oxml.xmlchemy import OxmlElement

    element = OxmlElement(name)
    element.set("val", step)
    last = axis._element.find(qn("c:noMultiLvlLbl"))
    last.addprevious(element)
