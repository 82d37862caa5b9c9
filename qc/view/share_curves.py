"""How many it has happened to after how long: curves of groups side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.core.arrays import Floats
from qc.core.survival import Waiting
from qc.view.chart_labels import SideLabel, margin, side_annotations
from qc.view.compare_layout import (
    BOTTOM,
    FONT_SIZE,
    TOP,
    Trace,
    area,
    axis_title,
    layout,
)
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count
from qc.view.theme import Palette, palette

HEIGHT = 340
LONGEST = 365.0  # days drawn
_DOTS = 300  # steps drawn at most: no screen shows more
_DASHES = ("solid", "8px,3px", "3px,3px", "8px,3px,2px,3px", "14px,4px", "1px,4px")
_TICKS = (0, 30, 90, 180, 270, 365)
_NARROW = (0, 5, 10, 20, 30, 45, 60)

Curve = tuple[str, Waiting]


def figure(
    curves: Sequence[Curve],
    since: str,
    *,
    stay: bool = False,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw the share that came (or stays) by days; a single curve has its interval.

    Parameters
    ----------
    curves : sequence of (name, Waiting)
        Names are escaped here.
    since : str
        Title of the axis of days.
    stay : bool
        Draw the share to whom it has not happened.
    dark : bool
    locale : Locale, optional

    Returns
    -------
    plotly.graph_objects.Figure
        Draw with `control_chart.PLOT_CONFIG`.
    """
    tones = palette(dark=dark)
    end = min(LONGEST, max((c.longest for _, c in curves), default=1.0)) or 1.0
    traces: list[Trace] = []
    if len(curves) == 1:
        traces.append(_band(curves[0][1], end, stay))
    for i, (name, curve) in enumerate(curves):
        traces.append(_line(name, curve, end, stay) | {"line": _look(i, curves, tones)})
    top = 100.0 if stay else _top(traces)
    drawn = layout(tones, locale, _right(curves, end))
    drawn |= {"height": HEIGHT}
    drawn["xaxis"] |= {
        "range": [0, end],
        "title": axis_title(since, tones),
        **_ticks(end),
    }
    drawn["yaxis"] |= {
        "range": [0, top],
        "ticksuffix": f"{SPACE}%",
        "rangemode": "tozero",
    }
    if len(curves) > 1:
        ends = [(name, *_end(c, end, stay), i) for i, (name, c) in enumerate(curves)]
        drawn["annotations"] = _names(ends, (end, top), tones)
    return go.Figure({"data": traces, "layout": drawn})


def steps(
    curve: Waiting, line: Floats, end: float, stay: bool
) -> tuple[list[float], list[float]]:
    """Return the steps of a curve as percentages, thinned to what a screen shows."""
    dot = np.floor(curve.time / end * _DOTS)
    last = np.flatnonzero(np.append(np.diff(dot) > 0, True)) if dot.size else dot
    shown = [int(i) for i in last if curve.time[int(i)] <= end]
    x, y, level = [0.0], [100.0 if stay else 0.0], 100.0 if stay else 0.0
    for i in shown:
        share = float(line[i]) if stay else 1 - float(line[i])
        x += [float(curve.time[i])] * 2
        y += [level, 100 * share]
        level = 100 * share
    return [*x, min(end, curve.longest)], [*y, level]


def _line(name: str, curve: Waiting, end: float, stay: bool) -> Trace:
    x, y = steps(curve, curve.share, end, stay)
    label = plotly(name, limit=40)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": label,
        "x": x,
        "y": y,
        "showlegend": False,
        "hovertemplate": f"{label}, %{{x:.0f}} days: %{{y:.1f}}{SPACE}%<extra></extra>",
    }


def _band(curve: Waiting, end: float, stay: bool) -> Trace:
    lower, upper = (
        np.where(np.isfinite(line), line, curve.share)
        for line in (curve.lower, curve.upper)
    )
    x, high = steps(curve, upper, end, stay)
    _, low = steps(curve, lower, end, stay)
    return area(x, low, high)


def _look(i: int, curves: Sequence[Curve], tones: Palette) -> dict[str, Any]:
    """Return the look of a curve: the newest is the plain one."""
    back = len(curves) - 1 - i
    newest = back == 0
    return {
        "color": tones.ink if newest else tones.quiet,
        "width": 2.2 if newest else 1.4,
        "dash": _DASHES[back % len(_DASHES)],
    }


def _end(curve: Waiting, end: float, stay: bool) -> tuple[float, float]:
    x, y = steps(curve, curve.share, end, stay)
    return x[-1], y[-1]


def _names(
    ends: list[tuple[str, float, float, int]], span: tuple[float, float], tones: Palette
) -> list[dict[str, Any]]:
    """Name the curves: within the plot where they end there, else beside it."""
    end, top = span
    beside = sorted((e for e in ends if e[1] >= end * 0.999), key=lambda e: -e[2])
    newest = max(i for *_, i in ends)
    labels = tuple(
        SideLabel(
            y=y,
            text=plotly(name, limit=40),
            colour=tones.ink if i == newest else tones.quiet,
        )
        for name, _, y, i in beside
    )
    room = HEIGHT - TOP - BOTTOM
    return [
        *side_annotations(labels, (0, top), room),
        *(
            {
                "text": plotly(name, limit=40),
                "x": x,
                "y": y,
                "xanchor": "left",
                "yanchor": _side(y, [e[2] for e in ends if e[3] != i]),
                "xshift": 4,
                "showarrow": False,
                "font": {
                    "color": tones.ink if i == newest else tones.quiet,
                    "size": FONT_SIZE,
                },
            }
            for name, x, y, i in ends
            if x < end * 0.999
        ),
    ]


def _side(y: float, others: list[float]) -> str:
    """Return on which side of the end of a curve its name is out of the way."""
    nearest = min(others, key=lambda other: abs(other - y), default=y)
    return "top" if nearest >= y else "bottom"


def _right(curves: Sequence[Curve], end: float) -> int:
    if len(curves) < 2:
        return 24
    there = [name for name, c in curves if c.longest >= end * 0.999]
    return margin(tuple(SideLabel(y=0, text=name[:40], colour="") for name in there))


def _top(traces: list[Trace]) -> float:
    highest = max((max(trace["y"]) for trace in traces), default=0.0)
    return float(min(100.0, max(5.0, highest * 1.1)))


def _ticks(end: float) -> dict[str, Any]:
    found = [tick for tick in _TICKS if tick <= end]
    if len(found) < 3:
        found = [tick for tick in _NARROW if tick <= end]
    return {"tickvals": found, "ticktext": [count(tick) for tick in found]}
