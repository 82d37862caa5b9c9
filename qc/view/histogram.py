"""The histogram of single values against the limits that customers set."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from qc.core.arrays import Floats
from qc.core.measures import Specification
from qc.review.capability_report import CapabilityReport
from qc.view.bins import Bins, beyond, bins
from qc.view.histogram_axis import FONT, ROW, ROWS, Item, layout, over_at, value_at
from qc.view.locales import Locale
from qc.view.numbers import Scale, number_of, own_scale
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words.capability_figures import MEDIAN, NINETY, OVER, not_drawn
from qc.view.words.labels import Label
from qc.view.words.ranges import as_target


class _Line(NamedTuple):
    """A line across the histogram: a limit (side -1 or 1), or a middle."""

    name: str
    value: float
    look: Item
    row: int
    side: int = 0


def figure(
    report: CapabilityReport,
    *,
    log: bool = False,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw the single values of the current phase.

    Parameters
    ----------
    report : CapabilityReport
        With at least one value.
    log : bool
        Times on a logarithmic scale, where a few long ones would hide the rest.
    dark : bool
        Tones for the dark theme.
    locale : Locale, optional

    Returns
    -------
    plotly.graph_objects.Figure
        Bars outside the limits are hatched. A last bar apart from the others holds
        all values that lie far out. Draw with `control_chart.PLOT_CONFIG`.
    """
    tones, scale = palette(dark=dark), own_scale(report.assessment, locale)
    values = report.values.value if report.values is not None else np.array([])
    spec = report.ability.specification
    found = bins(values, spec.lower, spec.upper, log=log)
    drawn = layout(found, scale, tones)
    lines = _limits(spec, scale, tones)
    if not found.levels:  # a line through a bar would say nothing
        lines += _middles(values, scale, tones)
    if found.under:
        drawn["annotations"].append(_not_drawn(found.under, tones, locale))
    for line in lines:
        if (at := _place(line, found)) is not None:
            drawn["shapes"].append(_shape(at, line.look))
            drawn["annotations"].append(_name(at, line, found))
    return go.Figure({"data": _bars(found, spec, scale, tones), "layout": drawn})


def alt_text(report: CapabilityReport, locale: Locale | None = None) -> str:
    """Say what the histogram shows, for those who cannot see it."""
    values = report.values.value if report.values is not None else np.array([])
    scale = own_scale(report.assessment, locale)
    lines = [
        *_limits(report.ability.specification, scale, palette(dark=False)),
        *_middles(values, scale, palette(dark=False)),
    ]
    named = ", ".join(line.name for line in lines)
    return f"Histogram of {number_of(len(values), 'value', 'values', locale)}: {named}."


def _bars(found: Bins, spec: Specification, scale: Scale, tones: Palette) -> list[Item]:
    out = beyond(found, spec.lower, spec.upper)
    x, y = found.middle.tolist(), found.counts.tolist()
    width = (np.diff(found.edges) * (0.7 if found.levels else 1)).tolist()
    text = [_range(found, i, scale) for i in range(len(y))]
    flags = out.tolist()
    if found.over:
        x.append(over_at(found))
        y.append(found.over)
        width.append(float(found.edges[1] - found.edges[0]))
        text.append(f"{OVER} {scale.value(value_at(float(found.edges[-1]), found))}")
        flags.append(spec.upper is not None)
    colours = [COLOURS[Role.CONCERN if flag else Role.COMMON] for flag in flags]
    return [
        {
            "type": "bar",
            "x": x,
            "y": y,
            "width": width,
            "customdata": text,
            "hovertemplate": "%{customdata}: %{y:,}<extra></extra>",
            "marker": {
                "color": colours,
                "line": {"color": tones.paper, "width": 1},
                "pattern": {
                    "shape": ["/" if flag else "" for flag in flags],
                    "size": 6,
                    "solidity": 0.35,
                    "fillmode": "overlay",
                    "fgcolor": tones.paper,
                },
            },
        }
    ]


def _range(found: Bins, i: int, scale: Scale) -> str:
    if found.levels:
        return scale.finer.value(float(found.middle[i]))
    low, high = (value_at(float(edge), found) for edge in found.edges[i : i + 2])
    return scale.finer.span(low, high)


def _limits(spec: Specification, scale: Scale, tones: Palette) -> list[_Line]:
    look = {"color": tones.ink, "width": 2, "dash": "8px,4px"}
    ends = ((Label.AT_LEAST, spec.lower, -1), (Label.AT_MOST, spec.upper, 1))
    return [
        _Line(f"{word} {as_target(value, scale)}", value, look, 0, side)
        for word, value, side in ends
        if value is not None
    ]


def _middles(values: Floats, scale: Scale, tones: Palette) -> list[_Line]:
    if not len(values):
        return []
    look = {"color": tones.quiet, "width": 1.4, "dash": "solid"}
    shown = ((NINETY, 0.9, 1), (MEDIAN, 0.5, 2))
    found = [(word, float(np.quantile(values, q)), row) for word, q, row in shown]
    return [
        _Line(f"{word} {scale.value(at)}", at, look, row) for word, at, row in found
    ]


def _place(line: _Line, found: Bins) -> float | None:
    """Return where a line stands on the axis; None where it is not drawn."""
    if found.log and line.value <= 0:
        return None
    at = math.log10(line.value) if found.log else line.value
    if found.levels:  # between the bars: a rating on the limit keeps it
        at += line.side * float(found.edges[1] - found.edges[0]) / 2
    inside = found.edges[0] - 1e-9 <= at <= found.edges[-1] + 1e-9
    return float(at) if inside else None


def _shape(at: float, look: Item) -> Item:
    top = {"yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "x0": at, "x1": at, **top, "line": look, "layer": "above"}


def _not_drawn(values: int, tones: Palette, locale: Locale | None) -> Item:
    """Say what a logarithmic scale cannot show."""
    return {
        "text": not_drawn(values, locale),
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT},
    }


def _name(at: float, line: _Line, found: Bins) -> Item:
    """Name a line above the plot, each kind in a row of its own."""
    first, last = float(found.edges[0]), float(found.edges[-1])
    late = at > first + 0.6 * (last - first)
    return {
        "text": line.name,
        "x": at,
        "xanchor": "right" if late else "left",
        "xshift": 4 if late else -4,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 2 + ROW * ((1 if found.levels else ROWS) - 1 - line.row),
        "showarrow": False,
        "font": {"color": line.look["color"], "size": FONT},
    }
