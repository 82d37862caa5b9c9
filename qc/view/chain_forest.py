"""All effects of the chain beside each other, those of one unit on one axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from qc.chain.evidence import Estimate
from qc.chain.links import NOTHING, Link, Scale, Shown
from qc.view.chart_labels import FONT_SIZE
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.pareto_chart import rows_layout
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words import chain as say
from qc.view.words import chain_names as names

Trace = dict[str, Any]
_ROW, _AROUND, _BETWEEN = 34, 92, 62
_AXES: dict[Scale, str] = {
    Scale.DIFFERENCE: "difference in points; 0: no effect",
    Scale.RATIO: "multiple; 1: no effect",
    Scale.RANK: "chance; 0.5: no effect",
}
_MARKS = {
    Shown.SHOWN: "diamond",
    Shown.NOT_SHOWN: "diamond-open",
    Shown.OPPOSITE: "x",
    Shown.TOO_LITTLE: "circle-open-dot",
}


def groups(links: Sequence[Link]) -> list[tuple[Scale, list[Link]]]:
    """Return the arrows with an effect that is tested, by unit."""
    tested = [
        one
        for one in links
        if one.estimate.known and one.shown in _MARKS and one.scale in _AXES
    ]
    found = [(scale, [one for one in tested if one.scale is scale]) for scale in _AXES]
    return [(scale, rows) for scale, rows in found if rows]


def forest_figure(
    links: Sequence[Link], *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw each tested effect with its 95 % interval against "no effect".

    Filled: shown. Hollow: not shown. A cross: the opposite. A hollow circle: too
    little data. The small grey cross is the naive figure.
    """
    tones, found = palette(dark=dark), groups(links)
    total = sum(len(rows) for _, rows in found)
    gaps = max(len(found) - 1, 0)
    height = _AROUND + _ROW * max(total, 1) + _BETWEEN * gaps
    layout = rows_layout(tones, [], locale) | {"height": height, "shapes": []}
    layout["margin"] |= {"t": 46}
    base = {name: layout.pop(name) for name in ("xaxis", "yaxis")}
    traces: list[Trace] = []
    top = 1.0
    share = 1 / (total * _ROW + gaps * _BETWEEN) if total else 0.0
    for place, (scale, rows) in enumerate(found):
        name = "" if not place else str(place + 1)
        low = top - share * _ROW * len(rows)
        layout[f"yaxis{name}"] = _rows(base["yaxis"], rows, (max(low, 0.0), top), name)
        layout[f"xaxis{name}"] = _across(base["xaxis"], scale, rows, tones, name)
        layout["shapes"].append(_nothing(scale, name, len(rows), tones))
        traces += _traces(rows, name, tones, locale, first=not place)
        top = low - share * _BETWEEN
    if traces:
        traces.append(_key(tones))
    return go.Figure({"data": traces, "layout": layout})


def _key(tones: Palette) -> Trace:
    """Stand in the legend for effects in any state."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "effect with 95 % interval",
        "x": [None],
        "y": [None],
        "marker": {"symbol": "diamond", "size": 12, "color": tones.ink},
    }


def _rows(
    base: Trace, rows: Sequence[Link], domain: tuple[float, float], name: str
) -> Trace:
    return {
        **base,
        "domain": list(domain),
        "anchor": f"x{name}",
        "range": [len(rows) - 0.4, -0.6],
        "tickvals": list(range(len(rows))),
        "ticktext": [plotly(names.ARROWS[one.arrow], limit=40) for one in rows],
    }


def _across(
    base: Trace, scale: Scale, rows: Sequence[Link], tones: Palette, name: str
) -> Trace:
    ends = [_x(scale, end) for one in rows for end in one.estimate.interval]
    ends += [_x(scale, one.naive.value) for one in rows if one.naive is not None]
    known = [end for end in ends if math.isfinite(end)]
    nothing = _x(scale, NOTHING[scale])
    reach = 1.15 * max([abs(end - nothing) for end in known], default=1.0) or 1.0
    axis = {
        **base,
        "anchor": f"y{name}",
        "range": [nothing - reach, nothing + reach],
        "title": {
            "text": _AXES[scale],
            "standoff": 4,
            "font": {"size": FONT_SIZE, "color": tones.quiet},
        },
        "nticks": 7,
    }
    if scale is Scale.RATIO:
        marks = [
            m for m in (0.25, 0.5, 0.75, 1, 1.5, 2, 4) if abs(_x(scale, m)) <= reach
        ]
        axis |= {
            "tickvals": [_x(scale, mark) for mark in marks],
            "ticktext": [f"{mark:g}" for mark in marks],
        }
    return axis


def _x(scale: Scale, value: float) -> float:
    """Return where a value lies: points, logarithms of multiples, chances."""
    if scale is Scale.DIFFERENCE:
        return 100 * value
    if scale is Scale.RATIO:
        return math.log2(value) if value > 0 else math.nan
    return value


def _nothing(scale: Scale, name: str, rows: int, tones: Palette) -> Trace:
    x = _x(scale, NOTHING[scale])
    return {
        "type": "line",
        "xref": f"x{name}",
        "yref": f"y{name}",
        "x0": x,
        "x1": x,
        "y0": -0.6,
        "y1": rows - 0.4,
        "layer": "below",
        "line": {"color": tones.line, "width": 1.5},
    }


def _traces(
    rows: Sequence[Link],
    name: str,
    tones: Palette,
    locale: Locale | None,
    *,
    first: bool,
) -> list[Trace]:
    axes = {"type": "scatter", "xaxis": f"x{name}", "yaxis": f"y{name}"}
    effects = {**_effects(rows, tones, locale), "showlegend": False}
    naive = _naive(rows)
    naive["showlegend"] = first and bool(naive["x"])
    return [axes | each for each in (_intervals(rows, tones), naive, effects)]


def _intervals(rows: Sequence[Link], tones: Palette) -> Trace:
    bars: list[float | None] = []
    heights: list[int | None] = []
    for place, one in enumerate(rows):
        bars += [*(_x(one.scale, end) for end in one.estimate.interval), None]
        heights += [place, place, None]
    return {
        "mode": "lines",
        "x": bars,
        "y": heights,
        "line": {"color": tones.ink, "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _naive(rows: Sequence[Link]) -> Trace:
    told = [(i, one.naive) for i, one in enumerate(rows) if _told(one.naive)]
    return {
        "mode": "markers",
        "name": "naive figure (misleads)",
        "x": [_x(rows[i].scale, one.value) for i, one in told if one is not None],
        "y": [i for i, _ in told],
        "marker": {"symbol": "x-thin", "size": 9}
        | {"line": {"color": COLOURS[Role.COMMON], "width": 2}},
        "hoverinfo": "skip",
    }


def _effects(rows: Sequence[Link], tones: Palette, locale: Locale | None) -> Trace:
    colours = [_colour(one, tones) for one in rows]
    return {
        "mode": "markers",
        "x": [_x(one.scale, one.estimate.value) for one in rows],
        "y": list(range(len(rows))),
        "marker": {
            "symbol": [_MARKS[one.shown] for one in rows],
            "size": 12,
            "color": colours,
            "line": {"color": colours, "width": 2},
        },
        "hovertext": [plotly(say.verdict(one, locale), limit=400) for one in rows],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _told(one: Estimate | None) -> bool:
    return one is not None and one.known


def _colour(one: Link, tones: Palette) -> str:
    return COLOURS[Role.CONCERN] if one.shown is Shown.OPPOSITE else tones.ink
