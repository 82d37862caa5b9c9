"""What a customer has brought by each age: those who were brought beside others."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from qc.core.arrays import Floats
from qc.review.referrals import Paths
from qc.view.chart_labels import SideLabel, margin, side_annotations
from qc.view.compare_layout import BOTTOM, TOP, Trace, axis_title, known, layout
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import Scale
from qc.view.theme import palette
from qc.view.words import referral_value as say

HEIGHT = 330


def paths_figure(
    paths: Paths, scale: Scale, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw what a customer has brought by each age, on both sides.

    Parameters
    ----------
    paths : Paths
    scale : Scale
        Of what is drawn: money, or purchases.
    dark : bool
    locale : Locale, optional

    Returns
    -------
    plotly.graph_objects.Figure
        Draw with `control_chart.PLOT_CONFIG`.
    """
    tones = palette(dark=dark)
    sides = (
        (say.OTHERS, paths.others, {"color": tones.quiet, "dash": "8px,3px"}),
        (say.REFERRED, paths.referred, {"color": tones.ink, "dash": "solid"}),
    )
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": paths.age.tolist(),
            "y": known(line.tolist()),
            "line": {**look, "width": 2.2, "shape": "hv"},
            "showlegend": False,
            "hovertemplate": f"{plotly(name)}, %{{x:.0f}} {plotly(say.SINCE)}: "
            f"%{{y:.{scale.decimals}f}}{plotly(scale.suffix)}<extra></extra>",
        }
        for name, line, look in sides
    ]
    labels = tuple(
        SideLabel(y=_last(line), text=plotly(name), colour=str(look["color"]))
        for name, line, look in sorted(sides, key=lambda side: -_last(side[1]))
    )
    top = 1.08 * max(_last(paths.referred), _last(paths.others), 1e-9)
    drawn = layout(tones, locale, margin(labels)) | {"height": HEIGHT}
    drawn["xaxis"] |= {
        "range": [0, float(paths.age.max(initial=1.0))],
        "title": axis_title(say.SINCE, tones),
    }
    drawn["yaxis"] |= {"range": [0, top]}
    drawn["annotations"] = side_annotations(labels, (0, top), HEIGHT - TOP - BOTTOM)
    return go.Figure({"data": traces, "layout": drawn})


def _last(line: Floats) -> float:
    there = line[np.isfinite(line)]
    return float(there[-1]) if len(there) else 0.0
