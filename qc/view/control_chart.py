"""One control chart in depth: the figure of the measure page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.review.assessment import Assessment
from qc.view.chart_labels import (
    FONT_SIZE,
    margin,
    side_annotations,
    side_labels,
)
from qc.view.chart_lines import Plot
from qc.view.chart_notes import (
    NOTHING_TOLD,
    Note,
    Told,
    note_key,
    note_keys,
    note_lines,
    ring,
)
from qc.view.chart_points import hover, line_trace, point_trace
from qc.view.locales import Locale
from qc.view.numbers import Scale, scale_of, separators
from qc.view.theme import SANS, Palette, palette

__all__ = [
    "HEIGHT",
    "PLOT_CONFIG",
    "SMALL_HEIGHT",
    "Note",
    "Told",
    "figure",
    "note_key",
]

HEIGHT, SMALL_HEIGHT = 420, 220
_TOP, _BOTTOM, _LEFT = 34, 46, 8

PLOT_CONFIG: dict[str, object] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "showTips": False,
    "responsive": True,
    "scrollZoom": False,
}
"""Plotly's own default would offer to upload the chart to a foreign server."""


def figure(  # noqa: PLR0913 - one picture, and what people put on it
    assessment: Assessment,
    *,
    events: Sequence[Note] = (),
    told: Told = NOTHING_TOLD,
    dark: bool = False,
    locale: Locale | None = None,
    height: int = HEIGHT,
) -> go.Figure:
    """Draw the control chart of one measure.

    Parameters
    ----------
    assessment : Assessment
    events : sequence of Note
        Lettered on the time axis in the order given; those outside the chart's
        time are not drawn.
    told : Told
        Reasons shown with their points, and the point that gets a ring.
    dark : bool
        Tones for the dark theme.
    locale : Locale, optional
    height : int
        In pixels.

    Returns
    -------
    plotly.graph_objects.Figure
        Values in the unit shown (a share in percent). The trace "points" holds in
        ``customdata`` the index of each point in the chart. Empty axes where there
        is no data. Draw with `PLOT_CONFIG` and without Streamlit's own theme.
    """
    tones, scale = palette(dark=dark), scale_of(assessment, locale)
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        blank = {**_layout(tones, scale, 0), "height": height}
        return go.Figure({"data": [], "layout": blank})
    plot = Plot(chart, assessment, scale)
    labels = side_labels(assessment, scale, tones)
    layout = {**_layout(tones, scale, margin(labels)), "height": height}
    layout["yaxis"]["range"] = list(plot.bounds)
    layout["xaxis"] |= {"range": [plot.borders[0], plot.borders[-1]], **plot.ticks()}
    notes = [note for note in enumerate(events) if plot.covers(note[1].at)]
    layout["shapes"] = [*plot.shapes(tones), *note_lines(notes, tones)]
    room = height - _TOP - _BOTTOM
    layout["annotations"] = [
        *side_annotations(labels, plot.bounds, room),
        *plot.annotations(tones),
        *note_keys(notes, (plot.borders[0], plot.borders[-1]), tones),
    ]
    return go.Figure({"data": _traces(plot, told, tones), "layout": layout})


def _traces(plot: Plot, told: Told, tones: Palette) -> list[dict[str, Any]]:
    one, i = plot.assessment, told.chosen
    said = hover(one, told.why, plot.scale)
    traces = [
        *plot.band(),
        *plot.guaranteed(),
        *plot.lines(),
        line_trace(one, plot.x, plot.value, tones),
        point_trace(one, plot.x, plot.value, said, tones),
    ]
    if i is None or not np.isfinite(plot.value[i]):
        return traces
    return [*traces, ring(plot.x[i], float(plot.value[i]), tones)]


def _layout(tones: Palette, scale: Scale, right: int) -> dict[str, Any]:
    font = {"family": SANS, "size": FONT_SIZE, "color": tones.quiet}
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": tones.hairline,
        "tickcolor": tones.hairline,
        "ticks": "outside",
        "ticklen": 5,
        "fixedrange": True,
    }
    bubble = {"bgcolor": tones.raised, "bordercolor": tones.hairline}
    return {
        "template": {},  # Plotly's own would add its colours and 7 kB
        "height": HEIGHT,
        "margin": {"l": _LEFT, "r": right, "t": _TOP, "b": _BOTTOM, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 40,
        "hoverlabel": {**bubble, "font": {**font, "color": tones.ink}, "align": "left"},
        "dragmode": False,
        "separators": separators(scale.locale),
        "xaxis": {**axis, "type": "date", "showline": True, "tickangle": 0},
        "yaxis": {
            **axis,
            "automargin": True,
            "ticksuffix": scale.suffix,
            "nticks": 6,
            "minor": {"ticks": ""},
        },
    }
