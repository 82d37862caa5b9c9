"""What training changed, week by week before and after it, with intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.chain.training_links import Tested
from qc.core.arrays import Bools, Floats, Ints
from qc.view.chart_labels import FONT_SIZE
from qc.view.locales import Locale
from qc.view.pareto_chart import rows_layout
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words.training import reach_of

LATEST = 26  # weeks after training that are drawn; the table has all
HEIGHT = 340
Trace = dict[str, Any]


def event_figure(
    one: Tested, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the effect by week since training; the weeks before should show none.

    Hollow circles: before. Filled ones: after. Bars: 95 %. The band is the mean effect
    with its interval.
    """
    tones = palette(dark=dark)
    layout = _layout(tones, locale)
    before, after = one.whole.before, one.whole.after
    reach = reach_of(one)
    keep = after.week <= LATEST
    traces = [
        _points(
            before.week,
            before.effect,
            reach * before.error,
            tones,
            filled=False,
            name="before training: should be 0",
        ),
        _points(
            after.week[keep],
            after.effect[keep],
            reach * after.error[keep],
            tones,
            filled=True,
            name="after training",
        ),
    ]
    last = float(after.week[keep].max(initial=0)) + 0.5
    layout["shapes"] = [*_mean(one, last), _line("h", tones), _line("v", tones)]
    layout["yaxis"]["range"] = _range(one, keep, reach)
    return go.Figure({"data": traces, "layout": layout})


def _points(  # noqa: PLR0913 - one series of points
    week: Ints,
    effect: Floats,
    reach: Floats,
    tones: Palette,
    *,
    filled: bool,
    name: str,
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": week.tolist(),
        "y": (100 * effect).tolist(),
        "error_y": {
            "type": "data",
            "array": np.nan_to_num(100 * reach).tolist(),
            "color": tones.quiet,
            "thickness": 1.2,
            "width": 0,
        },
        "marker": {
            "symbol": "circle" if filled else "circle-open",
            "size": 8,
            "color": tones.ink if filled else tones.quiet,
            "line": {"color": tones.quiet, "width": 2},
        },
        "hovertemplate": "week %{x}: %{y:.1f} points<extra></extra>",
    }


def _mean(one: Tested, last: float) -> list[Trace]:
    low, high = one.whole.effect.interval
    if not np.isfinite([low, high]).all():
        return []
    band = {"xref": "x", "yref": "y", "layer": "below", "x0": -0.5, "x1": last}
    colour = COLOURS[Role.COMMON]
    return [
        {
            **band,
            "type": "rect",
            "y0": 100 * low,
            "y1": 100 * high,
            "fillcolor": colour,
            "opacity": 0.18,
            "line": {"width": 0},
        },
        {
            **band,
            "type": "line",
            "y0": 100 * one.whole.effect.value,
            "y1": 100 * one.whole.effect.value,
            "line": {"color": colour, "width": 2},
        },
    ]


def _range(one: Tested, keep: Bools, reach: float) -> list[float]:
    """Return an axis that a single wild week does not stretch."""
    before, after = one.whole.before, one.whole.after
    effect = 100 * np.concatenate([before.effect, after.effect[keep]])
    half = 100 * reach * np.concatenate([before.error, after.error[keep]])
    ends = np.concatenate([effect - half, effect + half, [0.0]])
    known = ends[np.isfinite(ends)]
    points = effect[np.isfinite(effect)]
    wide = 2.5 * float(np.abs(points).max(initial=1.0))
    low, high = max(float(known.min()), -wide), min(float(known.max()), wide)
    pad = 0.06 * (high - low) or 1.0
    return [low - pad, high + pad]


def _line(way: str, tones: Palette) -> Trace:
    across = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": 0, "y1": 0}
    upright = {"xref": "x", "x0": -0.5, "x1": -0.5, "yref": "paper", "y0": 0, "y1": 1}
    dash = {} if way == "h" else {"dash": "2px,3px"}
    return {
        "type": "line",
        "layer": "below",
        **(across if way == "h" else upright),
        "line": {"color": tones.line, "width": 1.2, **dash},
    }


def _layout(tones: Palette, locale: Locale | None) -> dict[str, Any]:
    layout = rows_layout(tones, [], locale) | {"height": HEIGHT}
    title = {"size": FONT_SIZE, "color": tones.quiet}
    axis = {**layout["xaxis"], "showgrid": False}
    layout["xaxis"] = {
        **axis,
        "title": {"text": "weeks since training", "standoff": 4, "font": title},
        "nticks": 12,
    }
    layout["yaxis"] = {
        **axis,
        "automargin": True,
        "showgrid": True,
        "gridcolor": tones.hairline,
        "title": {"text": "points", "standoff": 6, "font": title},
        "nticks": 6,
    }
    return layout
