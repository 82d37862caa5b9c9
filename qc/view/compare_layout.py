"""The frame that the pictures of comparisons share."""

from __future__ import annotations

from typing import Any

from qc.view.locales import Locale
from qc.view.numbers import separators
from qc.view.theme import SANS, Palette

FONT_SIZE = 14
HEIGHT = 430
TOP, BOTTOM, LEFT = 24, 58, 8
BAND = "rgba(123,132,148,.22)"

Trace = dict[str, Any]


def layout(tones: Palette, locale: Locale | None, right: int) -> dict[str, Any]:
    """Return the layout of a figure with room for labels to the right of the plot."""
    font = {"family": SANS, "size": FONT_SIZE, "color": tones.quiet}
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": tones.hairline,
        "tickcolor": tones.hairline,
        "ticks": "outside",
        "ticklen": 5,
        "fixedrange": True,
        "automargin": True,
    }
    bubble = {"bgcolor": tones.raised, "bordercolor": tones.hairline}
    return {
        "template": {},
        "height": HEIGHT,
        "margin": {"l": LEFT, "r": right, "t": TOP, "b": BOTTOM, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 40,
        "hoverlabel": {**bubble, "font": {**font, "color": tones.ink}, "align": "left"},
        "dragmode": False,
        "separators": separators(locale),
        "xaxis": {**axis, "showline": True, "tickangle": 0},
        "yaxis": {**axis, "nticks": 6},
    }


def line(x: list[Any], y: list[float | None], look: dict[str, Any]) -> Trace:
    """Return a line that does not answer the mouse."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": look,
        "connectgaps": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def area(x: list[Any], low: list[float], high: list[float]) -> Trace:
    """Return the band between two lines; it does not answer the mouse."""
    round_it = line([*x, *reversed(x)], [*high, *reversed(low)], {"width": 0})
    return {**round_it, "fill": "toself", "fillcolor": BAND}


def axis_title(text: str, tones: Palette) -> dict[str, Any]:
    """Return the title of an axis."""
    font = {"color": tones.quiet, "size": FONT_SIZE}
    return {"text": text, "standoff": 6, "font": font}


def over(text: str, y: float, tones: Palette) -> dict[str, Any]:
    """Return a title that stands over a plot, at its left, from a height on paper."""
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT_SIZE},
    }


def known(values: list[float]) -> list[float | None]:
    """Return values with None where there is none, as Plotly breaks lines."""
    return [value if value == value else None for value in values]
