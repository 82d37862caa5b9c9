"""Returns of word of mouth and of campaigns, each with its interval."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from qc.chain.evidence import Estimate
from qc.review.word_of_mouth import WordOfMouth
from qc.view.compare_layout import Trace, axis_title, layout
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import Scale
from qc.view.theme import Palette, palette
from qc.view.words import word_of_mouth_chart as say
from qc.view.words.referral_value import in_cell

HEIGHT = 230


def returns_figure(
    found: WordOfMouth, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the returns below each other, on one scale, against nothing gained.

    Returns
    -------
    plotly.graph_objects.Figure
        In per cent. Draw with `control_chart.PLOT_CONFIG`.
    """
    tones, one = palette(dark=dark), found.found
    rows = [
        (say.WORD_OF_MOUTH, one.referred, "circle"),
        (say.CAMPAIGNS, one.campaign, "square-open"),
        (say.WITH_DESCENDANTS, one.tree, "square"),
    ]
    shown = [row for row in rows if row[1].known][::-1]
    traces = [_row(i, row, tones, locale) for i, row in enumerate(shown)]
    drawn = layout(tones, locale, 24) | {"height": HEIGHT}
    drawn["xaxis"] |= {"ticksuffix": say.SUFFIX, "title": axis_title(say.RETURN, tones)}
    drawn["yaxis"] |= {
        "tickvals": list(range(len(shown))),
        "ticktext": [name for name, *_ in shown],  # ours: one has a line break
        "range": [-0.6, len(shown) - 0.4],
        "ticks": "",
    }
    drawn["shapes"] = [_nothing(tones)]
    return go.Figure({"data": traces, "layout": drawn})


def _row(
    i: int, row: tuple[str, Estimate, str], tones: Palette, locale: Locale | None
) -> Trace:
    name, one, symbol = row
    low, high = one.interval
    scale = Scale(factor=100.0, unit="%", decimals=0, locale=locale)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [100 * one.value],
        "y": [i],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [100 * (high - one.value)],
            "arrayminus": [100 * (one.value - low)],
            "color": tones.ink,
            "thickness": 2,
            "width": 5,
        },
        "marker": {"symbol": symbol, "size": 11, "color": tones.ink},
        "hovertemplate": f"{plotly(name)}: {plotly(in_cell(one, scale))}"
        "<extra></extra>",
        "showlegend": False,
    }


def _nothing(tones: Palette) -> dict[str, Any]:
    line = {"color": tones.quiet, "width": 1, "dash": "3px,3px"}
    place = {"x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", **place, "line": line}
