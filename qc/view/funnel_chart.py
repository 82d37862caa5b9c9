"""The funnel: every unit by its cases and its value, between lines that narrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.core.arrays import Floats
from qc.core.kinds import Meaning, Side, Variation
from qc.review.compare import Comparison, Unit
from qc.spc.funnel import ACT, WARN, Funnel, Law, Spread
from qc.spc.funnel_lines import lines
from qc.view.chart_labels import SideLabel, margin, side_annotations
from qc.view.compare_layout import (
    BOTTOM,
    FONT_SIZE,
    HEIGHT,
    TOP,
    Trace,
    known,
    layout,
    line,
)
from qc.view.escape import plotly
from qc.view.funnel_axes import height, is_log, sizes, sizes_axis, values_axis
from qc.view.locales import Locale
from qc.view.numbers import Scale
from qc.view.theme import COLOURS, ROLE_OF, SHAPE_OF, Palette, Role, Shape, palette
from qc.view.words import compare as say
from qc.view.words import funnel as labelled
from qc.view.words.ranges import as_target

_NAMED = 12  # points with a label; more would overlap
_LETTERS = 20  # of a label on the chart; all of it is in the table
_GREY = COLOURS[Role.COMMON]
_BAND = "rgba(123,132,148,.10)"
_MARKS = {
    (Meaning.CONCERN, Side.ABOVE): Variation.CONCERN_HIGH,
    (Meaning.CONCERN, Side.BELOW): Variation.CONCERN_LOW,
    (Meaning.IMPROVEMENT, Side.ABOVE): Variation.IMPROVEMENT_HIGH,
    (Meaning.IMPROVEMENT, Side.BELOW): Variation.IMPROVEMENT_LOW,
    (Meaning.NEUTRAL, Side.ABOVE): Variation.NEUTRAL_HIGH,
    (Meaning.NEUTRAL, Side.BELOW): Variation.NEUTRAL_LOW,
}


def figure(
    found: Comparison,
    labels: Mapping[str, str],
    *,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw the funnel of a comparison.

    Parameters
    ----------
    found : Comparison
    labels : mapping of name to label
        What each unit is called; names are shown nowhere else.
    dark : bool
        Tones for the dark theme.
    locale : Locale, optional

    Returns
    -------
    plotly.graph_objects.Figure
        Values in the unit shown. The trace "units" holds in ``customdata`` the place
        of each unit in `found.units`. Empty axes where nothing can be compared. Draw
        with `control_chart.PLOT_CONFIG`.
    """
    tones, scale = palette(dark=dark), say.scale_of(found, locale)
    if found.funnel is None:
        return go.Figure({"data": [], "layout": layout(tones, locale, 0)})
    plot = _Plot(found, found.funnel, scale)
    texts = plot.side_labels(tones)
    frame = layout(tones, locale, margin(texts))
    frame["yaxis"] |= values_axis(found.funnel, plot.bounds, scale)
    frame["xaxis"] |= sizes_axis(found, plot.sizes, scale)
    room = HEIGHT - TOP - BOTTOM
    frame["annotations"] = side_annotations(texts, plot.bounds, room)
    frame["shapes"] = plot.target_line(tones)
    traces = [*plot.curves(), plot.points(labels, tones)]
    return go.Figure({"data": traces, "layout": frame})


class _Plot:
    """One funnel in the unit of its axis, and the parts drawn from it."""

    def __init__(self, found: Comparison, drawn: Funnel, scale: Scale) -> None:
        self.found, self.drawn, self.scale = found, drawn, scale
        self.sizes = sizes(drawn)
        self.common = {c: self._line(c, Spread.MIXED) for c in (WARN, ACT)}
        self.chance = {c: self._line(c, Spread.EXACT) for c in (WARN, ACT)}
        self.value = drawn.value * scale.factor
        self.centre = drawn.target * scale.factor
        self.bounds = self._bounds()

    def _line(self, coverage: float, spread: Spread) -> tuple[Floats, Floats]:
        low, high = lines(self.drawn, coverage, spread, self.sizes)
        return low * self.scale.factor, high * self.scale.factor

    def _bounds(self) -> tuple[float, float]:
        low, high = self.common[ACT]
        goal = self.found.measure.target
        seen = np.concatenate((self.value, low, high, [self.centre]))
        if goal is not None:
            seen = np.append(seen, goal * self.scale.factor)
        seen = np.array([height(self.drawn, float(value)) for value in seen])
        seen = seen[np.isfinite(seen)]
        bottom, top = float(seen.min()), float(seen.max())
        pad = 0.07 * (top - bottom) or max(1.0, abs(top) * 0.1)
        floor = -np.inf if self.drawn.law is Law.NORMAL else -0.35 * pad
        return max(bottom - pad, floor), top + pad

    def curves(self) -> list[Trace]:
        """Draw the lines: solid with the common spread, dotted by chance alone."""
        x = self.sizes.tolist()
        parts = [self._band(x)]
        for pair, dash in ((self.chance, "1px,3px"), (self.common, "solid")):
            for coverage, width in ((WARN, 1.0), (ACT, 1.7)):
                look = {"color": _GREY, "width": width, "dash": dash}
                parts += [line(x, known(y.tolist()), look) for y in pair[coverage]]
        flat = {"color": _GREY, "width": 1.4}
        return [*parts, line([x[0], x[-1]], [self.centre, self.centre], flat)]

    def _band(self, x: list[float]) -> Trace:
        low, high = self.common[ACT]
        bottom, top = (10**y if is_log(self.drawn) else y for y in self.bounds)
        there = np.where(np.isfinite(high), high, top).tolist()
        home = np.where(np.isfinite(low), low, bottom).tolist()
        area = line([*x, *reversed(x)], [*there, *reversed(home)], {"width": 0})
        return {**area, "fill": "toself", "fillcolor": _BAND}

    def side_labels(self, tones: Palette) -> tuple[SideLabel, ...]:
        """Name the solid lines, the average and the target where they end."""
        ends = [
            (pair[side][-1], labelled.line_label(coverage))
            for coverage, pair in self.common.items()
            for side in (0, 1)
        ]
        told = [(y, text, tones.quiet) for y, text in ends if np.isfinite(y)]
        average = labelled.average(self.scale.value(self.drawn.target))
        told.append((self.centre, average, tones.ink))
        if (goal := self.found.measure.target) is not None:
            text = labelled.target(as_target(goal, self.scale))
            told.append((goal * self.scale.factor, text, tones.target))
        return tuple(
            SideLabel(y=height(self.drawn, float(y)), text=text, colour=colour)
            for y, text, colour in sorted(told, key=lambda each: -each[0])
        )

    def target_line(self, tones: Palette) -> list[dict[str, Any]]:
        """Draw the target across, dashed."""
        if (goal := self.found.measure.target) is None:
            return []
        y = goal * self.scale.factor
        look = {"color": tones.target, "width": 2, "dash": "8px,5px"}
        across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
        return [{**across, "line": look, "layer": "below"}]

    def points(self, labels: Mapping[str, str], tones: Palette) -> Trace:
        """Draw a dot a unit; those that stand out by their own shape, and named."""
        units = self.found.units
        out = [unit.name for unit in self.found.standing_out][:_NAMED]
        shapes = [_shape(unit) for unit in units]
        return {
            "type": "scatter",
            "name": "units",
            "mode": "markers+text",
            "x": self.drawn.n.tolist(),
            "y": self.value.tolist(),
            "customdata": list(range(len(units))),
            "text": [
                f"<b>{plotly(labels[unit.name], limit=_LETTERS)}</b>"
                if unit.name in out
                else ""
                for unit in units
            ],
            "textposition": "top center",
            "textfont": {"color": tones.ink, "size": FONT_SIZE},
            "hovertext": [self._hover(unit, labels[unit.name]) for unit in units],
            "hoverinfo": "text",
            "showlegend": False,
            "cliponaxis": False,
            "marker": {
                "symbol": [shape.solid.value for shape, _ in shapes],
                "color": [
                    tones.paper if shape.is_open else colour for shape, colour in shapes
                ],
                "size": [13 if unit.stands_out else 8 for unit in units],
                "line": {
                    "width": [2 if shape.is_open else 0 for shape, _ in shapes],
                    "color": [colour for _, colour in shapes],
                },
                "opacity": 1,
            },
        }

    def _hover(self, unit: Unit, label: str) -> str:
        texts = labelled.point_text(unit, label, self.scale)
        first, *rest = (plotly(text) for text in texts)
        return "<br>".join([f"<b>{first}</b>", *rest])


def mark_of(meaning: Meaning, side: Side) -> Variation:
    """Return the mark of something that stands out on one side."""
    return _MARKS[meaning, side]


def _shape(unit: Unit) -> tuple[Shape, str]:
    icon = mark_of(unit.meaning, unit.side) if unit.stands_out else Variation.COMMON
    return SHAPE_OF[icon], COLOURS[ROLE_OF[icon]]
