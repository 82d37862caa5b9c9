"""Pictures of trust: how it is spread, how it moved, what it foretold."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.chain.company import date_of
from qc.chain.trust_validation import Validation
from qc.core.arrays import Floats
from qc.review.trust import Trust
from qc.view.compare_layout import (
    FONT_SIZE,
    Trace,
    area,
    axis_title,
    known,
    layout,
    line,
)
from qc.view.locales import Locale
from qc.view.numbers import SPACE
from qc.view.theme import Palette, palette
from qc.view.trust_frames import bars
from qc.view.words import trust as say
from qc.view.words.dates import full_date, time_ticks
from qc.view.words.sure import share_scale

HEIGHT = 320
_LEAST = 4.0  # points of trust that the axis of time spans at the least


def spread_figure(
    found: Trust, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw how many customers have which trust, with mean and lowest tenth."""
    tones, scale = palette(dark=dark), share_scale(locale)
    edges, counted = bars(found)
    wide = edges[1] - edges[0]
    text = [scale.span(low / 100, high / 100) for low, high in pairwise(edges)]
    trace = {
        "type": "bar",
        "x": [low + wide / 2 for low in edges[:-1]],
        "y": counted,
        "width": wide * 0.94,
        "text": text,
        "textposition": "none",
        "marker": {"color": tones.common, "line": {"width": 0}},
        "hovertemplate": say.HOVER_BAR,
    }
    drawn = layout(tones, locale, 24) | {"height": HEIGHT}
    drawn["margin"] |= {"t": 64}
    ends = [min(edges[0], 100 * found.limit) - wide, edges[-1] + wide]
    drawn["xaxis"] |= {
        "title": axis_title(say.INDEX, tones),
        "ticksuffix": f"{SPACE}%",
        "range": ends,
    }
    drawn["yaxis"] |= {"title": axis_title(say.CUSTOMERS, tones), "rangemode": "tozero"}
    marks = ((found.mean.value, say.MEAN, 1.05), (found.limit, say.LOWEST, 1.15))
    drawn["shapes"] = [_upright(100 * at, height, tones) for at, _, height in marks]
    drawn["annotations"] = [
        _named((100 * at, height), f"{name} {scale.value(at)}", sum(ends) / 2, tones)
        for at, name, height in marks
    ]
    return go.Figure({"data": [trace], "layout": drawn})


def weeks_figure(
    found: Trust, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the mean trust of each week with its interval."""
    tones, weeks = palette(dark=dark), found.weeks
    at = np.array([date_of(day) for day in weeks.week])
    x, y = [str(day) for day in at], 100 * weeks.mean
    traces = [
        band(x, 100 * weeks.low, 100 * weeks.high),
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": known(y.tolist()),
            "text": [full_date(day) for day in at],
            "line": {"color": tones.ink, "width": 2.2},
            "hovertemplate": say.HOVER_WEEK,
        },
    ]
    drawn = layout(tones, locale, 24) | {"height": HEIGHT}
    values, names = time_ticks(at)
    drawn["xaxis"] |= {"type": "date", "tickvals": values, "ticktext": names}
    drawn["yaxis"] |= {"range": span(y), "ticksuffix": f"{SPACE}%"}
    return go.Figure({"data": traces, "layout": drawn})


def tenths_figure(
    found: Validation, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the share that came over the chance foretold; right ones lie on the line."""
    tones = palette(dark=dark)
    x = [100 * tenth.foretold for tenth in found.tenths]
    y = [100 * tenth.came for tenth in found.tenths]
    ends = np.array([tenth.interval for tenth in found.tenths]) * 100
    low, high = float(min(*x, ends.min())), float(max(*x, ends.max()))
    room = max(0.05 * (high - low), 0.5)
    both = [max(low - room, 0.0), min(high + room, 100.0)]
    right = {"color": tones.quiet, "width": 1.2, "dash": "6px,4px"}
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "text": [str(tenth.n) for tenth in found.tenths],
        "marker": {"color": tones.ink, "size": 8},
        "error_y": {
            "type": "data",
            "array": (ends[:, 1] - y).tolist(),
            "arrayminus": (y - ends[:, 0]).tolist(),
            "color": tones.common,
            "thickness": 1.5,
            "width": 4,
        },
        "hovertemplate": say.HOVER_TENTH,
    }
    traces: list[Trace] = [line(list(both), list(both), right), points]
    drawn = layout(tones, locale, 24) | {"height": HEIGHT}
    for axis, name in (("xaxis", say.FORETOLD), ("yaxis", say.CAME)):
        drawn[axis] |= {
            "range": both,
            "title": axis_title(name, tones),
            "ticksuffix": f"{SPACE}%",
        }
    return go.Figure({"data": traces, "layout": drawn})


def band(x: list[str], low: Floats, high: Floats) -> Trace:
    """Return an area between two lines, where both are known."""
    there = np.flatnonzero(np.isfinite(low) & np.isfinite(high)).tolist()
    return area([x[i] for i in there], low[there].tolist(), high[there].tolist())


def span(y: Floats) -> list[float]:
    """Return the range of an axis of trust: never so narrow that noise looks large."""
    some = y[np.isfinite(y)]
    if not some.size:
        return [0.0, 100.0]
    middle = float(some.min() + some.max()) / 2
    half = max(0.7 * float(np.ptp(some)), _LEAST / 2)
    return [max(middle - half, 0.0), min(middle + half, 100.0)]


def _upright(x: float, height: float, tones: Palette) -> dict[str, Any]:
    look = {"color": tones.ink, "width": 1.5}
    place = {"x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": height}
    return {"type": "line", **place, "line": look}


def _named(
    at: tuple[float, float], text: str, middle: float, tones: Palette
) -> dict[str, Any]:
    """Name an upright line towards the middle of the picture, where there is room."""
    left = at[0] < middle
    return {
        "text": text,
        "x": at[0],
        "y": at[1],
        "yref": "paper",
        "xanchor": "left" if left else "right",
        "xshift": 4 if left else -4,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT_SIZE},
    }
