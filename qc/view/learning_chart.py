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
from qc.view.theme import palette

HEIGHT = 300


def learning_figure(
    curve: Curve, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw shares with their intervals over contacts handled, and the fitted curve."""
    tones = palette(dark=dark)
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
    return go.Figure({"data": _traces(curve, tones.ink, tones.quiet), "layout": layout})


def _traces(curve: Curve, ink: str, quiet: str) -> list[dict[str, Any]]:
    shares = curve.share.tolist()
    ends = [
        wilson_share(round(share * n), round(n))
        for share, n in zip(shares, curve.n.tolist(), strict=True)
    ]
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "contacts with a defect, 95 % interval",
            "x": curve.number.tolist(),
            "y": [100 * share for share in shares],
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": [
                    100 * (high - s) for s, (_, high) in zip(shares, ends, strict=True)
                ],
                "arrayminus": [
                    100 * (s - low) for s, (low, _) in zip(shares, ends, strict=True)
                ],
                "color": quiet,
                "thickness": 1.2,
                "width": 0,
            },
            "marker": {"size": 8, "color": ink},
            "hovertemplate": "%{x:.0f} contacts: %{y:.1f} %<extra></extra>",
        }
    ]
    if curve.found.slope.known:
        x = np.geomspace(1, curve.number.max(initial=2.0), 40)
        y = 100 * curve.found.first * x**curve.found.slope.value
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": "fitted curve",
                "x": x.tolist(),
                "y": y.tolist(),
                "line": {"color": quiet, "width": 2, "dash": "6px,4px"},
                "hoverinfo": "skip",
            }
        )
    return traces
