"""The share still waiting over time: these weeks with their interval, those before."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.core.arrays import Floats
from qc.core.survival import Waiting
from qc.review.waiting import Stretch, WaitingTimes
from qc.view.compare_layout import Trace, area
from qc.view.locales import Locale
from qc.view.numbers import Scale, count, percent, separators
from qc.view.theme import COLOURS, SANS, Palette, Role, palette
from qc.view.waiting_frames import marks, reach
from qc.view.words import waiting as say

HEIGHT = 330
_FONT = 14
_DOTS = 300  # steps drawn at most: no screen shows more


def figure(
    times: WaitingTimes, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw how many still wait after how long.

    Parameters
    ----------
    times : WaitingTimes
    dark : bool
        Tones for the dark theme.
    locale : Locale, optional

    Returns
    -------
    plotly.graph_objects.Figure
        Time in the unit shown, shares in percent; below the axis the cases still
        watched. Draw with `control_chart.PLOT_CONFIG`.
    """
    tones, end = palette(dark=dark), reach(times)
    scale = say.unit_scale(times, end, locale)
    traces: list[Trace] = []
    if times.before is not None and times.before.curve is not None:
        look = {"color": COLOURS[Role.COMMON], "width": 1.4, "dash": "4px,3px"}
        label = f"{say.BEFORE}, {say.weeks_of(times.before)}"
        traces.append(_curve(times.before, scale, end, label) | {"line": look})
    if times.now.curve is not None:
        traces.insert(0, _band(times.now.curve, scale, end))
        look = {"color": tones.ink, "width": 2.2}
        label = f"{say.STILL_WAITING}, {say.weeks_of(times.now)}"
        traces.append(_curve(times.now, scale, end, label) | {"line": look})
    since = f"{say.since_start(times)} \u00b7 {say.WATCHED}"
    layout = _layout(tones, scale, since)
    layout["xaxis"] |= _ticks(times, scale, end)
    if times.promise is not None:
        layout |= _promise(times.promise * scale.factor, tones)
    return go.Figure({"data": traces, "layout": layout})


def _curve(stretch: Stretch, scale: Scale, end: float, label: str) -> Trace:
    curve = stretch.curve
    x, y = ([], []) if curve is None else _steps(curve, curve.share, end)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": label,
        "x": [float(each * scale.factor) for each in x],
        "y": [float(100 * each) for each in y],
        "line": {},
        "hovertemplate": f"%{{x:.3~g}}{scale.suffix}: %{{y:.1f}}\u00a0% "
        f"{say.STILL_WAITING}<extra></extra>",
    }


def _band(curve: Waiting, scale: Scale, end: float) -> Trace:
    lower, upper = (
        np.where(np.isfinite(line), line, curve.share)
        for line in (curve.lower, curve.upper)
    )
    x, high = _steps(curve, upper, end)
    _, low = _steps(curve, lower, end)
    return area(
        [each * scale.factor for each in x],
        [100 * each for each in high],
        [100 * each for each in low],
    )


def _steps(curve: Waiting, line: Floats, end: float) -> tuple[list[float], list[float]]:
    """Walk down a line in steps, from everybody at 0 to the end of what is known."""
    dot = np.floor(curve.time / end * _DOTS)
    last = np.flatnonzero(np.append(np.diff(dot) > 0, True))
    shown = [i for i in last.tolist() if curve.time[i] <= end] if dot.size else []
    x, y, level = [0.0], [1.0], 1.0
    for i in shown:
        x += [float(curve.time[i])] * 2
        y += [level, float(line[i])]
        level = float(line[i])
    return [*x, min(end, curve.longest)], [*y, level]


def _ticks(times: WaitingTimes, scale: Scale, end: float) -> dict[str, Any]:
    found = marks(times)
    return {
        "tickvals": [one.time * scale.factor for one in found],
        "ticktext": [
            f"{say.mark(times, one.time, end, scale.locale)}<br>"
            f"{count(one.watched, scale.locale)}"
            for one in found
        ],
        "range": [0, end * scale.factor],
    }


def _promise(x: float, tones: Palette) -> dict[str, Any]:
    line = {"color": tones.target, "width": 2, "dash": "8px,5px"}
    place = {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
    text = {
        "text": say.PROMISE,
        "x": x,
        "xanchor": "left",
        "xshift": 6,
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"color": tones.target, "size": _FONT},
    }
    return {"shapes": [{**place, "line": line}], "annotations": [text]}


def _layout(tones: Palette, scale: Scale, since: str) -> dict[str, Any]:
    font = {"family": SANS, "size": _FONT, "color": tones.quiet}
    bubble = {"bgcolor": tones.raised, "bordercolor": tones.hairline}
    title = {"text": since, "standoff": 6, "font": font}
    shares = [0, 25, 50, 75, 100]
    return {
        "template": {},
        "height": HEIGHT,
        "margin": {"l": 8, "r": 24, "t": 48, "b": 74, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "hoverlabel": {**bubble, "font": {**font, "color": tones.ink}, "align": "left"},
        "dragmode": False,
        "separators": separators(scale.locale),
        "legend": _legend(tones),
        "xaxis": {**_axis(tones), "title": title, "tickangle": 0},
        "yaxis": {
            **_axis(tones),
            "automargin": True,
            "range": [0, 101],
            "tickvals": shares,
            "ticktext": [percent(each / 100, scale.locale) for each in shares],
        },
    }


def _legend(tones: Palette) -> dict[str, Any]:
    return {
        "orientation": "h",
        "traceorder": "reversed",
        "x": 0,
        "y": 1.02,
        "yanchor": "bottom",
        "bgcolor": "rgba(0,0,0,0)",
        "font": {"color": tones.ink},
        "itemclick": False,
        "itemdoubleclick": False,
    }


def _axis(tones: Palette) -> dict[str, Any]:
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": tones.hairline,
        "tickcolor": tones.hairline,
        "ticks": "outside",
        "ticklen": 5,
        "fixedrange": True,
    }
