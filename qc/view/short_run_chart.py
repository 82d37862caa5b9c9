"""Many small units on one chart: distances from their own averages, over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.core.kinds import Side, Variation
from qc.review.findings import meaning_of
from qc.review.short_run import ShortRun
from qc.view.chart_labels import SideLabel, margin, side_annotations
from qc.view.chart_lines import iso
from qc.view.chart_notes import Note, note_keys, note_lines
from qc.view.compare_layout import BOTTOM, FONT_SIZE, HEIGHT, TOP, Trace, layout, line
from qc.view.escape import plotly
from qc.view.funnel_chart import mark_of
from qc.view.locales import Locale
from qc.view.numbers import number
from qc.view.theme import COLOURS, ROLE_OF, SHAPE_OF, Palette, Role, Shape, palette
from qc.view.words.dates import time_ticks
from qc.view.words.short_run import point_text

_GREY = COLOURS[Role.COMMON]
_NAMED, _LETTERS = 12, 20  # labels on the chart, and their length


def figure(
    run: ShortRun,
    labels: Mapping[str, str],
    *,
    events: Sequence[Note] = (),
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw a short-run chart: a dot a unit and period, limits three sigma about 0.

    Parameters
    ----------
    run : ShortRun
    labels : mapping of name to label
        What each unit is called; names are shown nowhere else.
    events : sequence of Note
        Marked on the time axis, where they lie within the chart.
    dark : bool
        Tones for the dark theme.
    locale : Locale, optional

    Returns
    -------
    plotly.graph_objects.Figure
        The trace "points" holds in ``customdata`` the index of each point in the
        chart. Draw with `control_chart.PLOT_CONFIG`.
    """
    tones, chart = palette(dark=dark), run.chart
    low, high = float(chart.lower[0]), float(chart.upper[0])
    bounds = _bounds(run, low, high)
    texts = tuple(
        SideLabel(y=y, text=f"{number(y, 0, locale)} sigma", colour=tones.quiet)
        for y in (high, 0.0, low)
    )
    frame = layout(tones, locale, margin(texts))
    at = iso(chart.at)
    room = np.timedelta64(2, "D")
    ends = iso(np.array([chart.at[0] - room, chart.at[-1] + room]))
    ticks, names = time_ticks(chart.at)
    frame["xaxis"] |= {
        "type": "date",
        "range": ends,
        "tickvals": ticks,
        "ticktext": names,
    }
    frame["yaxis"] |= {"range": list(bounds)}
    notes = [one for one in enumerate(events) if ends[0] <= str(one[1].at) <= ends[1]]
    frame["shapes"] = note_lines(notes, tones)
    frame["annotations"] = [
        *side_annotations(texts, bounds, HEIGHT - TOP - BOTTOM),
        *note_keys(notes, (ends[0], ends[1]), tones),
    ]
    look = {"color": _GREY, "width": 1.4}
    traces = [line(ends, [y, y], look) for y in (low, 0.0, high)]
    return go.Figure(
        {"data": [*traces, _points(run, labels, at, tones)], "layout": frame}
    )


def _bounds(run: ShortRun, low: float, high: float) -> tuple[float, float]:
    seen = run.chart.value[np.isfinite(run.chart.value)]
    bottom, top = min(low, float(seen.min())), max(high, float(seen.max()))
    pad = 0.08 * (top - bottom)
    return bottom - pad, top + pad


def _points(
    run: ShortRun, labels: Mapping[str, str], at: list[str], tones: Palette
) -> Trace:
    chart = run.chart
    shown = np.flatnonzero(np.isfinite(chart.value)).tolist()
    looks = [_look(run, i) for i in shown]
    named = set(np.flatnonzero(chart.beyond)[-_NAMED:].tolist())
    shapes = [SHAPE_OF[icon] for icon in looks]
    colours = [COLOURS[ROLE_OF[icon]] for icon in looks]
    beyond = chart.beyond.tolist()
    return {
        "type": "scatter",
        "name": "points",
        "mode": "markers+text",
        "x": [at[i] for i in shown],
        "y": [float(chart.value[i]) for i in shown],
        "customdata": shown,
        "text": [
            f"<b>{plotly(_label(run, i, labels), limit=_LETTERS)}</b>"
            if i in named
            else ""
            for i in shown
        ],
        "textposition": [
            "bottom center" if chart.value[i] < 0 else "top center" for i in shown
        ],
        "textfont": {"color": tones.ink, "size": FONT_SIZE},
        "hovertext": [_hover(run, i, labels) for i in shown],
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": False,
        "marker": _marker(shapes, colours, [beyond[i] for i in shown], tones),
    }


def _marker(
    shapes: list[Shape], colours: list[str], beyond: list[bool], tones: Palette
) -> dict[str, Any]:
    return {
        "symbol": [shape.solid.value for shape in shapes],
        "color": [
            tones.paper if shape.is_open else colour
            for shape, colour in zip(shapes, colours, strict=True)
        ],
        "size": [13 if out else 6 for out in beyond],
        "line": {
            "width": [2 if shape.is_open else 0 for shape in shapes],
            "color": colours,
        },
        "opacity": 1,
    }


def _look(run: ShortRun, i: int) -> Variation:
    if not run.chart.beyond[i]:
        return Variation.COMMON
    side = Side.ABOVE if run.chart.value[i] > 0 else Side.BELOW
    return mark_of(meaning_of(side, run.measure.direction), side)


def _label(run: ShortRun, i: int, labels: Mapping[str, str]) -> str:
    return labels[run.names[run.part[i]]]


def _hover(run: ShortRun, i: int, labels: Mapping[str, str]) -> str:
    first, *rest = (plotly(text) for text in point_text(run, i, labels))
    return "<br>".join([f"<b>{first}</b>", *rest])
