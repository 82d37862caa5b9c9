"""The lines of a chart in the unit of its axis: band, limits, centre, target."""

from __future__ import annotations

from typing import Any

import numpy as np

from qc.core.arrays import Bools, Dates, Floats
from qc.core.charts import ControlChart
from qc.core.kinds import Period
from qc.review.assessment import Assessment
from qc.review.band import band
from qc.view.chart_labels import Annotation, band_annotation, baseline_annotation
from qc.view.geometry import drawn, edges, stretches
from qc.view.numbers import Scale
from qc.view.theme import COLOURS, Palette, Role
from qc.view.words import unit_of
from qc.view.words.dates import time_ticks
from qc.view.words.labels import Label, baseline_label

Trace = dict[str, Any]
Shape = dict[str, Any]

_HALF = {Period.DAY: 12, Period.WEEK: 84, Period.MONTH: 360}  # hours
_GREY = COLOURS[Role.COMMON]
_CLEAR = "rgba(0,0,0,0)"
_BAND = "rgba(123,132,148,.12)"
_HATCH = {
    "shape": "/",
    "size": 7,
    "solidity": 0.14,
    "fgcolor": _GREY,
    "bgcolor": _CLEAR,
}
_ROOM_FOR_TEXT = 0.45  # share of the width, on a telephone


class Plot:
    """One chart in the unit of its axis, and the parts drawn from it."""

    def __init__(
        self, chart: ControlChart, assessment: Assessment, scale: Scale
    ) -> None:
        self.chart, self.assessment, self.scale = chart, assessment, scale
        self.x = iso(chart.at)
        self.borders = iso(borders(chart.at, assessment.measure.by))
        self.value = chart.value * scale.factor
        self.lower, self.upper = chart.lower * scale.factor, chart.upper * scale.factor
        self.centre = chart.centre * scale.factor
        self.has_lower, self.has_upper, self.has_centre = drawn(chart)
        reach = band(chart) or (np.full(len(chart), np.nan),) * 2
        self.reach = tuple(line * scale.factor for line in reach)
        self.bounds = self._bounds()

    def _bounds(self) -> tuple[float, float]:
        target = self.assessment.target
        goal = np.nan if target is None else target * self.scale.factor
        seen = np.concatenate(
            (
                self.value,
                self.lower[self.has_lower],
                self.upper[self.has_upper],
                self.centre,
                *self.reach,
                [goal],
            )
        )
        seen = seen[np.isfinite(seen)]
        low, high = float(seen.min()), float(seen.max())
        pad = 0.09 * (high - low) or max(1.0, abs(high) * 0.1)
        floor = self.chart.floor * self.scale.factor
        return max(low - pad, floor - 0.35 * pad), high + pad

    def covers(self, at: np.datetime64) -> bool:
        """Say whether a day lies within the time drawn."""
        return self.borders[0] <= str(at.astype("datetime64[s]")) <= self.borders[-1]

    def ticks(self) -> dict[str, list[str]]:
        """Return few, level dates for the time axis."""
        at, text = time_ticks(self.chart.at)
        return {"tickvals": at, "ticktext": text}

    def band(self) -> list[dict[str, Any]]:
        """Shade the usual range, once more where the baseline was learned."""
        limited = self.has_lower | self.has_upper
        learned = limited & self.chart.in_baseline
        return [self._area(flags) for flags in (limited, learned) if flags.any()]

    def guaranteed(self) -> list[dict[str, Any]]:
        """Hatch what lies between each limit and the band that is sure to hold."""
        limits = zip((self.lower, self.upper), self.reach, strict=True)
        return [
            {**self._filled(line, reach, np.isfinite(reach)), "fillpattern": _HATCH}
            for line, reach in limits
            if np.isfinite(reach).any()
        ]

    def _area(self, flags: Bools) -> dict[str, Any]:
        low, high = self.bounds
        upper = np.where(self.has_upper, self.upper, high)
        lower = np.where(self.has_lower, self.lower, low)
        return self._filled(lower, upper, flags)

    def _filled(self, lower: Floats, upper: Floats, flags: Bools) -> dict[str, Any]:
        x: list[str | None] = []
        y: list[float | None] = []
        for a, b in stretches(flags, self.chart.phase):
            there_x, there_y = self._steps(upper, a, b)
            back_x, back_y = self._steps(lower, a, b)
            x += [*there_x, *reversed(back_x), None]
            y += [*there_y, *reversed(back_y), None]
        fill = {"fill": "toself", "fillcolor": _BAND, "line": {"width": 0}}
        return {**_quiet(x, y), **fill}

    def lines(self) -> list[dict[str, Any]]:
        """Draw both limits and the centre line, stepped and broken by phase."""
        limits = [(self.lower, self.has_lower), (self.upper, self.has_upper)]
        return [
            *(self._stepped(y, flags, 1.0) for y, flags in limits if flags.any()),
            self._stepped(self.centre, self.has_centre, 1.4),
        ]

    def _stepped(self, line: Floats, flags: Bools, width: float) -> dict[str, Any]:
        x: list[str | None] = []
        y: list[float | None] = []
        for a, b in stretches(flags, self.chart.phase):
            there_x, there_y = self._steps(line, a, b)
            x += [*there_x, None]
            y += [*there_y, None]
        return {**_quiet(x, y), "line": {"color": _GREY, "width": width}}

    def _steps(self, line: Floats, a: int, b: int) -> tuple[list[str], list[float]]:
        x = [self.borders[i + side] for i in range(a, b) for side in (0, 1)]
        return x, np.repeat(line[a:b], 2).tolist()

    def shapes(self, tones: Palette) -> list[dict[str, Any]]:
        """Draw the target and the start of each phase: all shapes at once."""
        target = self.assessment.target
        found = [
            vertical(self.borders[i], tones.quiet, "2px,3px") for i in self._starts()
        ]
        if target is None:
            return found
        y = target * self.scale.factor
        line = {"color": tones.target, "width": 2, "dash": "8px,5px"}
        across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
        return [*found, {**across, "line": line, "layer": "below"}]

    def annotations(self, tones: Palette) -> list[Annotation]:
        """Name the newest baseline, and others that have room for it."""
        phases = stretches(np.ones(len(self.x), dtype=bool), self.chart.phase)
        found = []
        for a, b in phases:
            wide = b - a >= _ROOM_FOR_TEXT * len(self.x)
            if not wide and b < len(self.x):
                continue
            baseline = self.chart.baselines[int(self.chart.phase[a])]
            text = baseline_label(baseline, unit_of(self.assessment))
            at, side = (a, "left") if wide else (b, "right")
            found.append(baseline_annotation(self.borders[at], text, tones, side))
        return [*found, *self._named_band(tones)]

    def _named_band(self, tones: Palette) -> list[Annotation]:
        """Name the band once, where it starts in the newest phase that has one."""
        reach = self.reach[1] if np.isfinite(self.reach[1]).any() else self.reach[0]
        limit = self.upper if reach is self.reach[1] else self.lower
        parts = stretches(np.isfinite(reach), self.chart.phase)
        if not parts:
            return []
        a, _ = parts[-1]
        y = float(limit[a] + reach[a]) / 2
        return [band_annotation(self.borders[a], y, Label.BAND, tones)]

    def _starts(self) -> list[int]:
        starts: list[int] = (np.flatnonzero(np.diff(self.chart.phase)) + 1).tolist()
        return starts


def vertical(x: str, colour: str, dash: str) -> Shape:
    """Return a line over the whole height at one time."""
    place = {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1}
    line = {"color": colour, "width": 1, "dash": dash}
    return {**place, "line": line, "layer": "below"}


def iso(at: Dates) -> list[str]:
    """Return times as Plotly reads them."""
    return [str(day) for day in at.astype("datetime64[s]")]


def borders(at: Dates, by: Period) -> Dates:
    """Return where each point's stretch of time starts, and where the last one ends."""
    times = list(at.astype("datetime64[s]"))
    if len(times) > 1:
        return np.array(edges(times, _between))
    half = np.timedelta64(_HALF[by], "h")
    return np.array([times[0] - half, times[0] + half])


def _between(a: np.datetime64, b: np.datetime64, share: float) -> np.datetime64:
    return a + (b - a) * share


def _quiet(x: list[str | None], y: list[float | None]) -> Trace:
    """Return a line that does not answer the mouse."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "hoverinfo": "skip",
        "showlegend": False,
    }
