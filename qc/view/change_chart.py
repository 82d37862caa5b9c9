"""Causes before and after, as paired marks: which became rarer or more frequent?"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from qc.review.causes import CauseChange, Comparison
from qc.view.chart_labels import FONT_SIZE
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.pareto_chart import rows_layout
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words import causes as tell
from qc.view.words.cause_units import COUNTED, CauseUnit

_NAME = 18
_WHOLE = 100.0

Trace = dict[str, Any]


def change_figure(
    compared: Comparison,
    unit: CauseUnit = COUNTED,
    *,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw each cause before (hollow circle) and after (solid), joined by a line.

    Of 100 judged interactions. What chance cannot explain is a triangle in the
    direction of the change with its ratio beside it; the rest are grey diamonds.
    """
    tones, changes = palette(dark=dark), compared.changes
    names = [plotly(_change_name(one), limit=_NAME) for one in changes]
    layout = rows_layout(tones, names, locale)
    ends = [_WHOLE * max(one.change.before, one.change.after) for one in changes]
    layout["xaxis"] |= {
        "range": [0, 1.12 * max(ends, default=1.0) or 1.0],
        "nticks": 5,
        "title": {
            "text": plotly(unit.axis),
            "standoff": 4,
            "font": {"size": FONT_SIZE, "color": tones.quiet},
        },
    }
    hovers = [_change_hover(one, unit, locale) for one in changes]
    traces = [
        _joins(changes, tones),
        {**_before(changes, tones), "hovertext": hovers},
        {**_after(changes, tones, locale), "hovertext": hovers},
        *_legend(changes),
    ]
    return go.Figure({"data": traces if changes else [], "layout": layout})


def _joins(changes: tuple[CauseChange, ...], tones: Palette) -> Trace:
    x: list[float | None] = []
    y: list[int | None] = []
    for row, one in enumerate(changes):
        x += [_WHOLE * one.change.before, _WHOLE * one.change.after, None]
        y += [row, row, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": tones.quiet, "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _before(changes: tuple[CauseChange, ...], tones: Palette) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "before",
        "x": [_WHOLE * one.change.before for one in changes],
        "y": list(range(len(changes))),
        "marker": {"symbol": "circle", "size": 11, "color": tones.paper}
        | {"line": {"color": tones.quiet, "width": 2}},
        "hoverinfo": "text",
        "showlegend": True,
        "cliponaxis": False,
    }


def _after(
    changes: tuple[CauseChange, ...], tones: Palette, locale: Locale | None
) -> Trace:
    told = [
        plotly(tell.ratio_text(one, locale)) if one.change.certain else ""
        for one in changes
    ]
    right = [one.change.after >= one.change.before for one in changes]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "after",
        "x": [_WHOLE * one.change.after for one in changes],
        "y": list(range(len(changes))),
        "text": told,
        "textposition": ["top left" if to else "top right" for to in right],
        "textfont": {"color": tones.ink, "size": FONT_SIZE},
        "marker": {
            "symbol": [_symbol(one) for one in changes],
            "size": [13 if one.change.certain else 11 for one in changes],
            "color": [_colour(one) for one in changes],
            "opacity": 1,
        },
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": False,
    }


def _legend(changes: tuple[CauseChange, ...]) -> list[Trace]:
    """Name the marks of "after" whichever change is drawn first."""
    marks = {"after": ("diamond", Role.COMMON)}
    if any(one.change.certain and one.change.ratio > 1 for one in changes):
        marks["after, surely more"] = ("triangle-right", Role.CONCERN)
    if any(one.change.certain and one.change.ratio < 1 for one in changes):
        marks["after, surely less"] = ("triangle-left", Role.IMPROVEMENT)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [None],
            "y": [None],
            "marker": {"symbol": symbol, "size": 11, "color": COLOURS[role]},
            "hoverinfo": "skip",
        }
        for name, (symbol, role) in marks.items()
    ]


def _symbol(one: CauseChange) -> str:
    if not one.change.certain:
        return "diamond"
    return "triangle-right" if one.change.ratio > 1 else "triangle-left"


def _colour(one: CauseChange) -> str:
    if not one.change.certain:
        return COLOURS[Role.COMMON]
    return COLOURS[Role.CONCERN if one.change.ratio > 1 else Role.IMPROVEMENT]


def _change_name(one: CauseChange) -> str:
    return tell.cause_name(one.kind, one.cause, one.causes, limit=_NAME)


def _change_hover(one: CauseChange, unit: CauseUnit, locale: Locale | None) -> str:
    before, after = (
        f"{unit.of_100(rate, locale)} of 100 ({unit.total(amount, locale)})"
        for rate, amount in zip(
            (one.change.before, one.change.after), one.counts, strict=True
        )
    )
    lines = [
        f"<b>{plotly(tell.cause_name(one.kind, one.cause, one.causes))}</b>",
        plotly(f"before {before}"),
        plotly(f"after {after}"),
        plotly(f"{tell.ratio_text(one, locale)}: {tell.verdict(one, unit)}"),
    ]
    return "<br>".join(lines)
