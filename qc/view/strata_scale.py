"""The one scale of many small charts: the same value lies at the same height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.core.charts import ControlChart
from qc.view.geometry import edges

WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BOTTOM = 52, 10, 10, 26
_ROOM = 0.35  # of the range of the values: so far limits may reach beyond them
_PAD = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class OneScale:
    """Where a value and a moment lie in each of the pictures.

    Attributes
    ----------
    low, high : float
        Ends of the value axis, in the unit of the charts.
    first, last : float
        Ends of the time axis, in days since 1970.
    """

    low: float
    high: float
    first: float
    last: float

    def y(self, value: float) -> float:
        """Return the height of a value in pixels, kept within the picture."""
        share = (value - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - min(max(share, 0.0), 1.0) * (HEIGHT - TOP - BOTTOM)

    def x(self, day: float) -> float:
        """Return the place of a moment in pixels."""
        share = (day - self.first) / (self.last - self.first)
        return LEFT + share * (WIDTH - LEFT - RIGHT)


def one_scale(charts: Sequence[ControlChart], target: float | None) -> OneScale | None:
    """Return the scale that holds all points of all charts; None without any.

    Limits count as far as they do not squeeze the points together: wide ones of small
    parts run out of the picture.
    """
    values = np.concatenate([chart.value for chart in charts] or [np.zeros(0)])
    values = values[np.isfinite(values)]
    if not values.size:
        return None
    middle = [chart.centre for chart in charts]
    seen = np.concatenate([values, *middle, [np.nan if target is None else target]])
    seen = seen[np.isfinite(seen)]
    low, high = float(seen.min()), float(seen.max())
    room = _ROOM * (high - low)
    lines = np.concatenate([line for one in charts for line in (one.lower, one.upper)])
    near = lines[np.isfinite(lines) & (lines >= low - room) & (lines <= high + room)]
    low, high = float(np.min(near, initial=low)), float(np.max(near, initial=high))
    pad = _PAD * (high - low) or max(1e-9, abs(high) * 0.1)
    floor = max((chart.floor for chart in charts), default=-np.inf)
    days = np.concatenate([days_of(chart) for chart in charts])
    half = 0.5 * (float(np.ptp(days)) / max(1, len(np.unique(days)) - 1) or 1.0)
    return OneScale(
        low=max(low - pad, floor - 0.5 * pad),
        high=high + pad,
        first=float(days.min()) - half,
        last=float(days.max()) + half,
    )


def days_of(chart: ControlChart) -> list[float]:
    """Return the moments of the points in days since 1970."""
    found: list[float] = (
        chart.at.astype("datetime64[s]").astype(np.float64) / 86_400
    ).tolist()
    return found


def borders_of(chart: ControlChart, scale: OneScale) -> list[float]:
    """Return the borders of the points' stretches of time, in pixels."""
    at = [scale.x(day) for day in days_of(chart)]
    if len(at) == 1:
        return [at[0] - 4, at[0] + 4]
    return edges(at, lambda a, b, share: a + (b - a) * share)


def level_ticks(low: float, high: float, most: int = 4) -> list[float]:
    """Return at most `most` round values between two ends, both ends included."""
    step = 10.0 ** np.floor(np.log10((high - low) / most))
    for factor in (1, 2, 2.5, 5, 10, 20):
        first = np.ceil(low / (step * factor)) * step * factor
        found = np.arange(first, high, step * factor)
        if len(found) <= most:
            return [float(value) for value in found]
    return [low, high]
