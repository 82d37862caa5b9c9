"""Ratios with their intervals in rows: the main one, its parts, the misleading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import plotly.graph_objects as go

from qc.chain.evidence import Estimate
from qc.view.compare_layout import FONT_SIZE, Trace, layout
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import MINUS, SPACE
from qc.view.theme import Palette, palette

_ROW, _AROUND = 30, 96
_GAP = 0.5  # of a row
_TICKS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0)
_MOST_TICKS = 4
_LEAST, _MOST = 0.1, 10.0  # beyond it an interval runs off the picture


class Look(StrEnum):
    """What a row is."""

    MAIN = "main"
    PART = "part"
    FEW = "few"  # too little data: indicative
    WRONG = "wrong"  # misleading, shown as such


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One ratio: its label as plain text, what it is, and the words on it."""

    label: str
    estimate: Estimate
    look: Look
    said: str
    apart: bool = False  # some room above: another kind of row begins


def figure(
    rows: Sequence[Row],
    nothing: str,
    *,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw ratios on a logarithmic scale, told as changes; the first row on top.

    Parameters
    ----------
    rows : sequence of Row
    nothing : str
        What the line at 1 means.
    dark : bool
    locale : Locale, optional
    """
    tones = palette(dark=dark)
    shown = [row for row in rows if math.isfinite(row.estimate.value)]
    drawn = layout(tones, locale, 24) | {"height": _AROUND}
    low, high = _span(shown)
    places = _places(shown)
    drawn["margin"]["t"] = 34
    drawn["height"] += round(_ROW * max(places, default=0))
    drawn["xaxis"] |= {
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        **_ticks(low, high),
    }
    drawn["yaxis"] |= {
        "range": [0.4, max(places, default=0) + 0.6],
        "tickvals": places,
        "ticktext": [plotly(row.label, limit=40) for row in shown],
        "ticks": "",
        "showline": False,
        "tickfont": {"color": tones.ink, "size": FONT_SIZE},
    }
    drawn["shapes"] = [_nothing(tones)]
    drawn["annotations"] = [_nothing_label(nothing, tones)]
    traces = [_row(row, place, tones) for row, place in zip(shown, places, strict=True)]
    return go.Figure({"data": traces, "layout": drawn})


def _places(rows: Sequence[Row]) -> list[float]:
    """Return the height of each row, the last at 1."""
    place, found = 1.0, []
    for row in reversed(rows):
        found.append(place)
        place += 1 + _GAP * row.apart
    return found[::-1]


def _row(row: Row, place: float, tones: Palette) -> Trace:
    value, (low, high) = row.estimate.value, row.estimate.interval
    known = math.isfinite(low) and math.isfinite(high)
    main, wrong = row.look is Look.MAIN, row.look is Look.WRONG
    colour = tones.ink if main else tones.quiet
    symbol = {
        Look.MAIN: "diamond",
        Look.PART: "circle",
        Look.FEW: "circle-open",
        Look.WRONG: "x-thin-open",
    }[row.look]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value],
        "y": [place],
        "marker": {
            "symbol": symbol,
            "size": 12 if main else 9,
            "color": colour,
            "line": {
                "color": colour,
                "width": 2 if wrong or row.look is Look.FEW else 0,
            },
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value if known else 0],
            "arrayminus": [value - low if known else 0],
            "color": colour,
            "thickness": 2.2 if main else 1.2,
            "width": 0,
        },
        "showlegend": False,
        "hovertemplate": f"{plotly(row.said, limit=300)}<extra></extra>",
    }


def _span(rows: Sequence[Row]) -> tuple[float, float]:
    ends = [1.0]
    for row in rows:
        ends += [x for x in (row.estimate.value, *row.estimate.interval) if x > 0]
    low = max(_LEAST, min(ends) * 0.94)
    return low, min(_MOST, max(ends) * 1.06)


def _ticks(low: float, high: float) -> dict[str, Any]:
    """Return ticks at 1 and on both sides of it, far enough apart for a phone."""
    apart = (math.log(high) - math.log(low)) / _MOST_TICKS
    found = [1.0]
    for side in (-1, 1):
        last = 0.0
        for tick in sorted(_TICKS, key=lambda x: abs(math.log(x))):
            at = math.log(tick)
            if low <= tick <= high and at * side > 0 and abs(at - last) >= apart:
                found.append(tick)
                last = at
    found.sort()
    return {"tickvals": found, "ticktext": [_change(tick) for tick in found]}


def _change(ratio: float) -> str:
    """Return a ratio as a change: "-40 %"."""
    change = round(100 * (ratio - 1))
    if not change:
        return f"0{SPACE}%"
    sign = MINUS if change < 0 else "+"
    return f"{sign}{abs(change)}{SPACE}%"


def _nothing(tones: Palette) -> dict[str, Any]:
    place = {"x0": 1, "x1": 1, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", **place, "line": {"color": tones.quiet, "width": 1.2}}


def _nothing_label(text: str, tones: Palette) -> dict[str, Any]:
    return {
        "text": plotly(text, limit=40),
        "x": 0,
        "xref": "x",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 3,
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT_SIZE},
    }
