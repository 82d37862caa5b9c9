"""The axes of a histogram: round ticks in the unit shown, linear or logarithmic."""

from __future__ import annotations

import math
from typing import Any

from qc.view.bins import Bins
from qc.view.numbers import Scale, separators
from qc.view.theme import SANS, Palette
from qc.view.words.capability_figures import OVER
from qc.view.words.ranges import as_target

HEIGHT = 300
FONT = 14
ROW = 19
"""Height of one row of names above the plot."""

ROWS = 3
_TICKS, _DECADES = 7, 4
_ROUND = (1.0, 2.0, 5.0)

Item = dict[str, Any]


def layout(found: Bins, scale: Scale, tones: Palette) -> Item:
    """Return the layout of a histogram, without names and lines."""
    font = {"family": SANS, "size": FONT, "color": tones.quiet}
    bubble = {"bgcolor": tones.raised, "bordercolor": tones.hairline}
    top = 8 + ROW * (1 if found.levels else ROWS)
    return {
        "template": {},  # Plotly's own would add its colours and 7 kB
        "height": HEIGHT,
        "margin": {"l": 8, "r": 24, "t": top, "b": 36, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "showlegend": False,
        "hoverlabel": {**bubble, "font": {**font, "color": tones.ink}, "align": "left"},
        "dragmode": False,
        "separators": separators(scale.locale),
        "bargap": 0,
        "xaxis": _across(found, scale, tones),
        "yaxis": _up(tones),
        "shapes": [],
        "annotations": [],
    }


def _across(found: Bins, scale: Scale, tones: Palette) -> Item:
    ticks, texts = _ticks(found, scale)
    return {
        **_axis(tones),
        "type": "linear",
        "showline": True,
        "range": _reach(found),
        "tickvals": ticks,
        "ticktext": texts,
        "tickangle": 0,
    }


def _up(tones: Palette) -> Item:
    counts = {"nticks": 5, "rangemode": "tozero", "tickformat": ",d"}
    return {**_axis(tones), "automargin": True, **counts}


def _axis(tones: Palette) -> Item:
    return {
        "showgrid": False,
        "zeroline": False,
        "linecolor": tones.hairline,
        "tickcolor": tones.hairline,
        "ticks": "outside",
        "ticklen": 5,
        "fixedrange": True,
    }


def _reach(found: Bins) -> list[float]:
    width = float(found.edges[1] - found.edges[0])
    end = over_at(found) + width if found.over else float(found.edges[-1])
    return [float(found.edges[0]), end]


def _ticks(found: Bins, scale: Scale) -> tuple[list[float], list[str]]:
    """Choose round numbers of the unit shown, and name what lies far out."""
    if found.levels:
        at = found.middle[found.counts > 0].tolist()
    elif found.log:
        at = _decades(found, scale)
    else:
        at = _evenly(found, scale)
    texts = [_short(value_at(one, found), scale) for one in at]
    if found.log:  # decades stand close on a telephone: the unit is said once
        texts = [text.removesuffix(scale.suffix) for text in texts[:-1]] + texts[-1:]
    if found.over:
        at, texts = [*at, over_at(found)], [*texts, OVER]
    return at, texts


def _decades(found: Bins, scale: Scale) -> list[float]:
    low, high = (value_at(float(found.edges[i]), found) for i in (0, -1))
    first = math.floor(math.log10(low * scale.factor))
    last = math.ceil(math.log10(high * scale.factor))
    steps = (1.0, 3.0) if last - first <= 4 else (1.0,)
    shown = [step * 10.0**k for k in range(first, last + 1) for step in steps]
    inside = [one for one in shown if low <= one / scale.factor <= high]
    few = inside if len(inside) <= _DECADES else inside[::2]
    return [math.log10(one / scale.factor) for one in few]


def _evenly(found: Bins, scale: Scale) -> list[float]:
    low, high = (float(found.edges[i]) * scale.factor for i in (0, -1))
    power = 10 ** math.floor(math.log10((high - low) / _TICKS))
    steps = (step * power for step in (*_ROUND, 10.0))
    step = next(one for one in steps if (high - low) / one <= _TICKS)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    at = [k * step / scale.factor for k in range(first, last + 1)]
    return at[:-1] if found.over and len(at) > 2 else at


def _short(value: float, scale: Scale) -> str:
    """Return a tick with no more decimals than it needs."""
    shown = float(f"{value * scale.factor:.6g}")
    return as_target(shown / scale.factor, scale)


def value_at(at: float, found: Bins) -> float:
    """Return the value that stands at a place of the axis."""
    return float(10**at) if found.log else at


def over_at(found: Bins) -> float:
    """Return the place of the bar of all that lies far out, apart from the others."""
    return float(found.edges[-1] + 1.5 * (found.edges[1] - found.edges[0]))
