"""One customer's trust over time, each promise kept or broken marked on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.chain.company import date_of
from qc.chain.trust_promises import Promise
from qc.core.arrays import Bools
from qc.review.trust import CustomerTrust
from qc.view.compare_layout import FONT_SIZE, Trace, layout
from qc.view.locales import Locale
from qc.view.numbers import SPACE
from qc.view.theme import COLOURS, Palette, Role, Shape, palette
from qc.view.trust_charts import HEIGHT, band
from qc.view.words import trust_risk as say
from qc.view.words.dates import full_date, time_ticks

_SIZE = 9


def history_figure(
    found: CustomerTrust, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the index after each promise with its interval.

    Broken promises are triangles that point down, hollow where made good; kept ones
    are dots.
    """
    tones, told = palette(dark=dark), found.history
    at = np.array([date_of(day) for day in told.at])
    x = [str(day) for day in at]
    traces: list[Trace] = [
        band(x, 100 * told.low, 100 * told.high),
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": (100 * told.trust).tolist(),
            "line": {"color": tones.line, "width": 1.8},
            "hoverinfo": "skip",
        },
        *_marks(found, tones),
    ]
    drawn = layout(tones, locale, 24) | {"height": HEIGHT}
    values, names = time_ticks(at)
    drawn["xaxis"] |= {"type": "date", "tickvals": values, "ticktext": names}
    low = max(0.0, 100 * float(told.low.min()) - 3)
    drawn["yaxis"] |= {"range": [low, 100], "ticksuffix": f"{SPACE}%"}
    usual = 100 * found.usual
    drawn["shapes"] = [_usual(usual, tones)]
    drawn["annotations"] = [_usual_name(usual, tones)]
    return go.Figure({"data": traces, "layout": drawn})


def _marks(found: CustomerTrust, tones: Palette) -> list[Trace]:
    told = found.history
    return [
        _mark(found, told.kept, Shape.CIRCLE, tones.common),
        _mark(found, ~told.kept & ~told.recovered, Shape.DOWN, _concern()),
        _mark(found, ~told.kept & told.recovered, Shape.DOWN_OPEN, _concern()),
    ]


def _mark(found: CustomerTrust, which: Bools, shape: Shape, colour: str) -> Trace:
    told = found.history
    rows = np.flatnonzero(which)
    height = told.trust[np.searchsorted(told.at, told.day[rows])]
    kinds = list(Promise)
    days = [date_of(told.day[i]) for i in rows]
    text = [
        f"{full_date(day)}: {say.KINDS[kinds[int(told.kind[i])]]}, "
        f"{say.outcome(found, int(i))}"
        for day, i in zip(days, rows, strict=True)
    ]
    size = _SIZE if shape is Shape.CIRCLE else _SIZE + 3
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [str(day) for day in days],
        "y": (100 * height).tolist(),
        "text": text,
        "marker": {"symbol": shape.value, "color": colour, "size": size},
        "hovertemplate": f"%{{text}}<br>%{{y:.1f}}{SPACE}%<extra></extra>",
    }


def _concern() -> str:
    return COLOURS[Role.CONCERN]


def _usual(y: float, tones: Palette) -> dict[str, Any]:
    line = {"color": tones.quiet, "width": 1, "dash": "2px,3px"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y} | {
        "line": line
    }


def _usual_name(y: float, tones: Palette) -> dict[str, Any]:
    return {
        "text": say.USUAL,
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "y": y,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT_SIZE},
    }
