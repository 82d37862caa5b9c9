"""Pictures of repeat business: how often by age, and how much is to come."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from qc.chain.mcf import Cumulative, by_age
from qc.review.repeat import RepeatForecast
from qc.view.compare_layout import FONT_SIZE, Trace, area, axis_title, layout
from qc.view.locales import Locale
from qc.view.numbers import Scale
from qc.view.theme import Palette, palette
from qc.view.words import repeat_charts as say

HEIGHT = 340
_AGES = 200


def mean_figure(
    mean: Cumulative, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the repeat purchases of a customer by age, with their interval."""
    tones = palette(dark=dark)
    ages = np.linspace(0, max(mean.reach, 1.0), _AGES)
    at = by_age(mean, ages)
    x = ages.tolist()
    low, high = (
        np.where(np.isfinite(line), line, at.mean).tolist()
        for line in (at.lower, at.upper)
    )
    traces: list[Trace] = [
        area(x, low, high),
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": at.mean.tolist(),
            "line": {"color": tones.ink, "width": 2.2, "shape": "hv"},
            "showlegend": False,
            "hovertemplate": say.HOVER_MEAN,
        },
    ]
    drawn = layout(tones, locale, 24) | {"height": HEIGHT}
    drawn["xaxis"] |= {"range": [0, x[-1]], "title": axis_title(say.SINCE_FIRST, tones)}
    drawn["yaxis"] |= {"rangemode": "tozero"}
    return go.Figure({"data": traces, "layout": drawn})


def fan_figure(
    found: RepeatForecast,
    end: np.datetime64,
    *,
    dark: bool = False,
    locale: Locale | None = None,
) -> go.Figure:
    """Draw the repeat purchases of the last half year, and those to come as a fan.

    Parameters
    ----------
    found : RepeatForecast
    end : datetime64[D]
        Last day on which purchases are known.
    dark : bool
    locale : Locale, optional
    """
    tones = palette(dark=dark)
    days, so_far = len(found.past) - 1, float(found.past[-1])
    back = [_day(end, step - days) for step in range(days + 1)]
    fan = found.ahead.fan
    ahead = [_day(end, 0), *(_day(end, int(total.days)) for total in fan)]
    middle, low, high = (
        [so_far, *(so_far + value for value in values)]
        for values in (
            [total.value for total in fan],
            [total.interval[0] for total in fan],
            [total.interval[1] for total in fan],
        )
    )
    traces: list[Trace] = [
        area(ahead, low, high),
        _path(back, found.past.tolist(), {"color": tones.ink, "width": 2.2}),
        _path(ahead, middle, {"color": tones.ink, "width": 1.8, "dash": "6px,4px"}),
    ]
    drawn = layout(tones, locale, 84) | {"height": HEIGHT}
    drawn["xaxis"] |= {"type": "date", "range": [back[0], ahead[-1]]}
    drawn["yaxis"] |= {"range": [0, max(high) * 1.08], "tickformat": ",.0f"}
    drawn["shapes"] = [_today(ahead[0], tones)]
    drawn["annotations"] = [
        _today_label(ahead[0], end, tones),
        *_ends(fan[-1].value, (middle[-1], low[-1], high[-1]), so_far, tones, locale),
    ]
    return go.Figure({"data": traces, "layout": drawn})


def _day(end: np.datetime64, step: int) -> str:
    return str(end + np.timedelta64(step, "D"))


def _path(x: list[str], y: list[float], look: dict[str, Any]) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": look,
        "showlegend": False,
        "hovertemplate": say.HOVER_FAN,
    }


def _today(x: str, tones: Palette) -> dict[str, Any]:
    line = {"color": tones.hairline, "width": 1.5}
    place = {"x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", **place, "line": line}


def _today_label(x: str, end: np.datetime64, tones: Palette) -> dict[str, Any]:
    return {
        "text": say.known_until(end),
        "x": x,
        "xanchor": "right",
        "xshift": -6,
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT_SIZE},
    }


def _ends(
    total: float,
    places: tuple[float, float, float],
    so_far: float,
    tones: Palette,
    locale: Locale | None,
) -> list[dict[str, Any]]:
    """Label middle and ends of the fan with the purchases to come."""
    scale = Scale(decimals=0, locale=locale)
    texts = (
        f"<b>+{scale.number(total)}</b>",
        f"+{scale.number(places[1] - so_far)}",
        f"+{scale.number(places[2] - so_far)}",
    )
    shifts = (0, -14, 14)
    return [
        {
            "text": text,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": place,
            "yanchor": "middle",
            "yshift": shift,
            "showarrow": False,
            "font": {
                "color": tones.ink if not shift else tones.quiet,
                "size": FONT_SIZE,
            },
        }
        for text, place, shift in zip(texts, places, shifts, strict=True)
    ]
