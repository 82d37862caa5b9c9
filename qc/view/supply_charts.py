"""Pictures of customers as a supply: the stock with its flows, the concentration."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from qc.chain.company import Source, date_of
from qc.core.arrays import Ints
from qc.review.supply import SupplyReport
from qc.view.compare_layout import Trace, axis_title, layout, over
from qc.view.locales import Locale
from qc.view.numbers import SPACE
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words import supply as say

FLOW_HEIGHT, CURVE_HEIGHT = 400, 340
RECENT = 52  # periods drawn
_PATTERNS = {
    Source.REFERRAL: "",
    Source.CAMPAIGN: "x",
    Source.ORGANIC: "/",
    Source.UNKNOWN: ".",
}


def flow_figure(
    found: SupplyReport, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw active customers, and below who came (above 0) and went (below).

    New customers differ by source in hatching, those who are back are hollow.
    """
    tones, flow = palette(dark=dark), found.flow
    days = [str(date_of(float(day))) for day in flow.start[-RECENT:]]
    traces: list[Trace] = [_stock(days, flow.stock, tones)]
    places = list(Source)
    for source in say.sources_there(flow):
        values = flow.new[:, places.index(source)]
        look = _hatched(Role.IMPROVEMENT, _PATTERNS[source], tones)
        traces.append(_bars(days, values, say.SOURCES[source], look))
    edge = {"color": COLOURS[Role.IMPROVEMENT], "width": 1.4}
    hollow = {"color": tones.paper, "line": edge}
    traces.append(_bars(days, flow.back, say.BACK, hollow))
    traces.append(
        _bars(days, -flow.silent, say.SILENT, {"color": COLOURS[Role.CONCERN]})
    )
    if flow.left.any():
        look = _hatched(Role.CONCERN, "/", tones)
        traces.append(_bars(days, -flow.left, say.LEFT, look))
    return go.Figure({"data": traces, "layout": _flow_layout(tones, locale)})


def _flow_layout(tones: Palette, locale: Locale | None) -> dict[str, Any]:
    drawn = layout(tones, locale, 16) | {"height": FLOW_HEIGHT}
    drawn["margin"] = {**drawn["margin"], "b": 96}
    drawn["xaxis"] |= {"type": "date", "anchor": "y2"}
    axis = {**drawn["yaxis"], "nticks": 4, "tickformat": ",d"}
    drawn["yaxis"] = {**axis, "domain": [0.5, 1]}
    zero = {"zeroline": True, "zerolinecolor": tones.hairline}
    drawn["yaxis2"] = {**axis, **zero, "domain": [0, 0.4], "anchor": "x"}
    drawn |= {"barmode": "relative", "bargap": 0.25, "showlegend": True}
    drawn["legend"] = {
        "orientation": "h",
        "x": 0,
        "y": -0.12,
        "yanchor": "top",
        "bgcolor": "rgba(0,0,0,0)",
        "font": {"color": tones.ink},
        "itemclick": False,
        "itemdoubleclick": False,
    }
    drawn["annotations"] = [
        over(say.STOCK, 1.0, tones),
        over(say.IN_AND_OUT, 0.4, tones),
    ]
    return drawn


def _stock(days: list[str], stock: Ints, tones: Palette) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": stock[-RECENT:].tolist(),
        "line": {"color": tones.ink, "width": 2.2},
        "hovertemplate": "%{x|%d %b %Y}: %{y:,d}<extra></extra>",
        "showlegend": False,
    }


def _bars(days: list[str], values: Ints, name: str, look: dict[str, Any]) -> Trace:
    return {
        "type": "bar",
        "name": name,
        "x": days,
        "y": values[-RECENT:].tolist(),
        "yaxis": "y2",
        "marker": look,
        "hovertemplate": f"%{{x|%d %b %Y}}, {name.lower()}: %{{y:,d}}<extra></extra>",
    }


def _hatched(role: Role, shape: str, tones: Palette) -> dict[str, Any]:
    pattern = {
        "shape": shape,
        "fgcolor": COLOURS[role],
        "bgcolor": tones.paper,
        "size": 4,
        "solidity": 0.5,
    }
    return {"color": COLOURS[role], "pattern": pattern if shape else {}}


def curve_figure(
    found: SupplyReport, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the share of the whole that the largest customers make."""
    tones, parts = palette(dark=dark), found.parts
    x, y = (100 * parts.curve[:, i] for i in (0, 1))
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [0, 100],
            "y": [0, 100],
            "line": {"color": tones.quiet, "width": 1.4, "dash": "4px,3px"},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": x.tolist(),
            "y": y.tolist(),
            "line": {"color": tones.ink, "width": 2.2},
            "hovertemplate": f"%{{x:.1f}}{SPACE}%: %{{y:.1f}}{SPACE}%<extra></extra>",
            "showlegend": False,
        },
        _tops(found, tones),
    ]
    drawn = layout(tones, locale, 24) | {"height": CURVE_HEIGHT}
    share = {"range": [0, 101], "ticksuffix": SPACE + "%", "nticks": 6}
    drawn["xaxis"] |= {**share, "title": axis_title(say.CURVE_X, tones)}
    what = say.CURVE_Y.format(what=say.what(parts))
    drawn["yaxis"] |= share
    even = {**over(say.EVEN, 0.5, tones), "x": 0.5, "yanchor": "top"}
    drawn["annotations"] = [over(what, 1.0, tones), even]
    return go.Figure({"data": traces, "layout": drawn})


def _tops(found: SupplyReport, tones: Palette) -> Trace:
    """Mark the tops, with their intervals."""
    known = [(top, one) for top, one in found.parts.tops if one.known]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [100 * top for top, _ in known],
        "y": [100 * one.value for _, one in known],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [100 * (one.interval[1] - one.value) for _, one in known],
            "arrayminus": [100 * (one.value - one.interval[0]) for _, one in known],
            "color": tones.ink,
            "thickness": 1.4,
        },
        "marker": {"color": tones.ink, "size": 7},
        "hoverinfo": "skip",
        "showlegend": False,
    }
