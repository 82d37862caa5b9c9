"""Growth as a stair: what the same customers lost or added, then the new ones."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from qc.review.earned_growth import GrowthReport
from qc.view.compare_layout import FONT_SIZE, Trace, axis_title, layout
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import SPACE
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words import earned_growth as words
from qc.view.words import earned_growth_chart as say

HEIGHT = 320
_PATTERNS = ("", "", "/", ".")  # told apart without colour


def stair_figure(
    found: GrowthReport, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw how revenue went from before to now, in per cent of before.

    Returns
    -------
    plotly.graph_objects.Figure
        Draw with `control_chart.PLOT_CONFIG`.
    """
    tones, one = palette(dark=dark), found.years.wide
    steps = [
        (say.SAME, one.retained.value - 1),
        (say.EARNED, one.earned.value),
        (say.BOUGHT, one.bought),
        (say.UNKNOWN, one.unknown),
    ]
    roles = (Role.COMMON, Role.IMPROVEMENT, Role.COMMON, Role.COMMON)
    at, bars = 0.0, []
    for i, (name, step) in enumerate(steps):
        bars.append(_bar(name, (at, step), (COLOURS[roles[i]], _PATTERNS[i]), locale))
        at += step
    top = [*[bar["x"][0] for bar in bars], say.TOTAL]
    bars.append(_bar(say.TOTAL, (0.0, at), (tones.ink, ""), locale))
    drawn = layout(tones, locale, 12) | {"height": HEIGHT, "bargap": 0.35}
    drawn["xaxis"] |= {"categoryarray": top, "categoryorder": "array"}
    drawn["yaxis"] |= {"ticksuffix": f"{SPACE}%", "title": axis_title(say.AXIS, tones)}
    drawn["shapes"] = [_nothing(tones)]
    drawn["annotations"] = [_label(bar, tones, locale) for bar in bars]
    return go.Figure({"data": bars, "layout": drawn})


def _bar(
    name: str, place: tuple[float, float], look: tuple[str, str], locale: Locale | None
) -> Trace:
    base, step = place
    told = words.plus(step, locale)
    return {
        "type": "bar",
        "x": [name],
        "base": [100 * base],
        "y": [100 * step],
        "marker": {"color": look[0], "pattern": {"shape": look[1]}},
        "hovertemplate": f"{name}: {plotly(told)}<extra></extra>",
        "showlegend": False,
    }


def _label(bar: Trace, tones: Palette, locale: Locale | None) -> dict[str, Any]:
    base, step = bar["base"][0], bar["y"][0]
    up = step >= 0
    return {
        "x": bar["x"][0],
        "y": base + step,
        "yanchor": "bottom" if up else "top",
        "yshift": 3 if up else -3,
        "text": plotly(words.plus(step / 100, locale)),
        "showarrow": False,
        "bgcolor": tones.paper,
        "font": {"color": tones.ink, "size": FONT_SIZE},
    }


def _nothing(tones: Palette) -> dict[str, Any]:
    line = {"color": tones.quiet, "width": 1}
    place = {"y0": 0, "y1": 0, "xref": "paper", "x0": 0, "x1": 1}
    return {"type": "line", **place, "line": line}
