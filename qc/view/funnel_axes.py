"""The axes of a funnel: sizes and values, each logarithmic where that is fair."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from qc.core.arrays import Floats
from qc.review.compare import Comparison
from qc.spc.funnel import Funnel, Law
from qc.spc.funnel import Scale as FunnelScale
from qc.view.compare_layout import FONT_SIZE
from qc.view.numbers import Scale, count, tick
from qc.view.words.funnel import cases_axis

_STEPS = 160  # sizes at which the lines are computed
_LOGARITHMIC = 40  # times the smallest unit, from which on sizes need a log axis
_TICKS = (1, 2, 5)
_DECADES = range(-6, 10)

Axis = dict[str, Any]


def sizes(drawn: Funnel) -> Floats:
    """Return the sizes to draw lines at, with room beside the outermost units."""
    low, high = float(drawn.n.min()), float(drawn.n.max())
    room = 0.06 * (high - low) or 0.2 * high
    if high / low >= _LOGARITHMIC:
        found = np.geomspace(low * 0.85, high * 1.2, _STEPS)
    else:
        found = np.linspace(max(low - room, low * 0.5), high + room, _STEPS)
    counted = drawn.law is not Law.POISSON
    return np.unique(np.maximum(np.rint(found), 1.0)) if counted else found


def sizes_axis(found: Comparison, at: Floats, scale: Scale) -> Axis:
    """Return the axis of sizes: logarithmic where units differ very much."""
    low, high = float(at[0]), float(at[-1])
    title = {
        "text": cases_axis(found),
        "standoff": 8,
        "font": {"size": FONT_SIZE},
    }
    if high / low < _LOGARITHMIC:
        return {"range": [low, high], "title": title, "nticks": 6}
    ticks = _level(low, high)
    return {
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        "title": title,
        "tickvals": ticks,
        "ticktext": [count(size, scale.locale) for size in ticks],
    }


def is_log(drawn: Funnel) -> bool:
    """Say whether values are compared by their logarithms, and drawn so."""
    return drawn.scale is FunnelScale.LOG


def values_axis(drawn: Funnel, bounds: tuple[float, float], scale: Scale) -> Axis:
    """Return the axis of values; `bounds` are logarithms where `is_log`."""
    axis: Axis = {"range": list(bounds), "ticksuffix": scale.suffix}
    if not is_log(drawn):
        return axis
    ticks = _level(10 ** bounds[0], 10 ** bounds[1])
    return {**axis, "type": "log", "tickvals": ticks, "ticktext": _texts(ticks, scale)}


def height(drawn: Funnel, value: float) -> float:
    """Return where a value lies on the axis of values, as Plotly counts it."""
    if not is_log(drawn):
        return value
    return math.log10(value) if value > 0 else math.nan


def _level(low: float, high: float) -> list[float]:
    """Return the values of 1, 2 and 5 times powers of ten in a range."""
    ticks = [10.0**power * step for power in _DECADES for step in _TICKS]
    return [one for one in ticks if low <= one <= high]


def _texts(ticks: list[float], scale: Scale) -> list[str]:
    return [f"{tick(value, scale.locale)}{scale.suffix}" for value in ticks]
