"""The learning curve: defects by how many contacts an agent had handled before."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.core.intervals import wilson_share
from qc.review.training import Curve
from qc.view.chart_labels import FONT_SIZE
from qc.view.locales import Locale
from qc.view.numbers import SPACE, tick
from qc.view.pareto_chart import rows_layout
from qc.view.theme import Palette, palette

HEIGHT = 300
Trace = dict[str, Any]


def learning_figure(
    curve: Curve, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw shares with their intervals over contacts handled, and the fitted curve."""
    tones = palette(dark=dark)
    traces = [_shares(curve, tones), *_fitted(curve, tones)]
    return go.Figure({"data": traces, "layout": _layout(curve, tones, locale)})


def _layout(curve: Curve, tones: Palette, locale: Locale | None) -> Trace:
    layout = rows_layout(tones, [], locale) | {"height": HEIGHT}
    title = {"size": FONT_SIZE, "color": tones.quiet}
    axis = {**layout["xaxis"], "showgrid": True, "gridcolor": tones.hairline}
    most = float(curve.number.max(initial=1.0))
    marks = [10**i for i in range(math.ceil(math.log10(most)) + 1)]
    layout["xaxis"] = {
        **axis,
        "type": "log",
        "tickvals": marks,
        "ticktext": [tick(mark, locale) for mark in marks],
        "title": {"text": "contacts handled before", "standoff": 4, "font": title},
    }
    layout["yaxis"] = {
        **axis,
        "automargin": True,
        "rangemode": "tozero",
        "ticksuffix": SPACE + "%",
        "nticks": 5,
    }
    return layout


def _shares(curve: Curve, tones: Palette) -> Trace:
    shares = curve.share.tolist()
    ends = [
        wilson_share(round(share * n), round(n))
        for share, n in zip(shares, curve.n.tolist(), strict=True)
    ]
    above = [100 * (high - s) for s, (_, high) in zip(shares, ends, strict=True)]
    below = [100 * (s - low) for s, (low, _) in zip(shares, ends, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "contacts with a defect, 95 % interval",
        "x": curve.number.tolist(),
        "y": [100 * share for share in shares],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": above,
            "arrayminus": below,
            "color": tones.quiet,
            "thickness": 1.2,
            "width": 0,
        },
        "marker": {"size": 8, "color": tones.ink},
        "hovertemplate": "%{x:.0f} contacts: %{y:.1f} %<extra></extra>",
    }


def _fitted(curve: Curve, tones: Palette) -> list[Trace]:
    if not curve.found.slope.known:
        return []
    x = np.geomspace(1, curve.number.max(initial=2.0), 40)
    y = 100 * curve.found.first * x**curve.found.slope.value
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "fitted curve",
            "x": x.tolist(),
            "y": y.tolist(),
            "line": {"color": tones.quiet, "width": 2, "dash": "6px,4px"},
            "hoverinfo": "skip",
        }
    ]
