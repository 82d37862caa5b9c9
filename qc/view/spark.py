"""A control chart as a word-sized picture, for walls, tables and reports.

Deterministic SVG without script, font or reference. Mid-tone colours show on
light and dark, as a picture cannot see the theme around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qc.core.arrays import Bools, Floats
from qc.core.charts import ControlChart
from qc.core.kinds import Variation
from qc.review.assessment import Assessment
from qc.view.geometry import drawn, edges, stretches
from qc.view.locales import Locale
from qc.view.marks import marks
from qc.view.svg import coordinate, document, dots, path, steps
from qc.view.theme import COLOURS, LINE, ROLE_OF, SHAPE_OF, Role, Shape
from qc.view.words import sentence

_GREY = COLOURS[Role.COMMON]
_PAD_X, _PAD_Y = 8.0, 7.0
_CROSS = "-2.8-2.8l5.6 5.6m0-5.6l-5.6 5.6"
_SHAPES = {
    Shape.UP: "0-4.3l4.3 7.4h-8.6z",
    Shape.DOWN: "0 4.3l4.3-7.4h-8.6z",
    Shape.DIAMOND: "0-4.6l4.6 4.6-4.6 4.6-4.6-4.6z",
}
_NEWEST = {
    Shape.UP: "0-5.8l5.8 10h-11.6z",
    Shape.DOWN: "0 5.8l5.8-10h-11.6z",
    Shape.DIAMOND: "0-6.2l6.2 6.2-6.2 6.2-6.2-6.2z",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Size of the picture in pixels, and how many of the newest periods it shows."""

    width: int = 220
    height: int = 52
    points: int = 26


SMALL = Frame()


def trend_svg(
    assessment: Assessment, frame: Frame = SMALL, locale: Locale | None = None
) -> str:
    """Draw a measure's control chart small; its sentence is the title."""
    title = f"{assessment.measure.title}: {sentence(assessment, locale)}"
    if assessment.chart is None or assessment.newest < 0:
        return _svg([], title, frame)
    return sparkchart_svg(
        assessment.chart,
        marks(assessment),
        target=assessment.target,
        title=title,
        frame=frame,
    )


def sparkchart_svg(
    chart: ControlChart,
    meaning: Sequence[Variation],
    *,
    target: float | None = None,
    title: str = "",
    frame: Frame = SMALL,
) -> str:
    """Draw limits, centre, target and points; every meaning has its own shape.

    Parameters
    ----------
    chart : ControlChart
    meaning : sequence of Variation, one per period
        As `qc.view.marks.marks` says.
    target : float, optional
        Drawn as a dashed line.
    title : str
        What the picture says, for those who cannot see it; escaped here.
    frame : Frame

    Returns
    -------
    str
        One ``<svg>``; below 4 kB for 26 points.
    """
    if not len(chart):
        return _svg([], title, frame)
    plot = Plot(chart, target, frame)
    parts = [plot.band(), plot.lines(), plot.target(), plot.trace()]
    return _svg([*parts, plot.points(meaning)], title, frame)


class Plot:
    """Pixel positions of one chart in one frame, and the parts drawn from them."""

    def __init__(self, chart: ControlChart, target: float | None, frame: Frame) -> None:
        part = slice(max(0, len(chart) - frame.points), len(chart))
        self.frame, self.first = frame, part.start
        self.phase = chart.phase[part]
        self.in_baseline = chart.in_baseline[part]
        self.has_lower, self.has_upper, self.has_centre = (
            flags[part] for flags in drawn(chart)
        )
        count = len(self.phase)
        step = (frame.width - 2 * _PAD_X) / max(1, frame.points - 1)
        right = frame.width - _PAD_X  # all walls end at the newest period
        self.x = [right - (count - 1 - i) * step for i in range(count)]
        self.edges = edges(self.x, _between) if count > 1 else [right - step, right]
        present = np.isfinite(chart.value[part])
        self.shown = present & ~chart.excluded[part]
        self.excluded = present & chart.excluded[part]
        goal = np.nan if target is None else target
        lines = (
            chart.value[part],
            np.where(self.has_lower, chart.lower[part], np.nan),
            np.where(self.has_upper, chart.upper[part], np.nan),
            chart.centre[part],
            np.full(1, goal),
        )
        self.low, self.high = _span(lines)
        pixels = [self.y(line).tolist() for line in lines]
        self.value, self.lower, self.upper, self.centre, (self.goal,) = pixels

    def y(self, line: Floats) -> Floats:
        """Return the pixels of values; the top of the picture is the largest one."""
        scale = (self.frame.height - 2 * _PAD_Y) / (self.high - self.low)
        pixels: Floats = (self.high - line) * scale + _PAD_Y
        return pixels

    def band(self) -> str:
        """Shade the usual range, darker where the baseline was learned."""
        limited = self.has_lower | self.has_upper
        all_of_it = self._band(limited)
        learned = self._band(limited & self.in_baseline)
        return path(all_of_it, fill=_GREY, more=' fill-opacity=".13"') + path(
            learned, fill=_GREY, more=' fill-opacity=".12"'
        )

    def _band(self, flags: Bools) -> str:
        """Where there is no limit the band reaches the edge of the picture."""
        upper = _or(self.upper, self.has_upper, 0.0)
        lower = _or(self.lower, self.has_lower, float(self.frame.height))
        parts = []
        for a, b in stretches(flags, self.phase):
            borders = self.edges[a : b + 1]
            there = steps(borders, upper[a:b])
            back = steps(borders[::-1], lower[a:b][::-1])
            parts.append(f"{there}L{back[1:]}Z")
        return "".join(parts)

    def lines(self) -> str:
        """Draw the limits, the centre line, and where a phase starts."""
        lower = self._stepped(self.lower, self.has_lower)
        upper = self._stepped(self.upper, self.has_upper)
        centre = self._stepped(self.centre, self.has_centre)
        starts = (np.flatnonzero(np.diff(self.phase)) + 1).tolist()
        height = self.frame.height
        breaks = "".join(f"M{coordinate(self.edges[i])} 0V{height}" for i in starts)
        dotted = ' stroke-dasharray="1.5 2.5"'
        return (
            path(lower + upper, stroke=_GREY, width=".8")
            + path(centre, stroke=_GREY, width="1")
            + path(breaks, stroke=_GREY, width="1", more=dotted)
        )

    def _stepped(self, y: list[float], flags: Bools) -> str:
        return "".join(
            steps(self.edges[a : b + 1], y[a:b])
            for a, b in stretches(flags, self.phase)
        )

    def target(self) -> str:
        """Draw the target, dashed."""
        if not np.isfinite(self.goal):
            return ""
        line = f"M0 {coordinate(self.goal)}H{self.frame.width}"
        dashed = ' stroke-dasharray="6 4"'
        return path(line, stroke=COLOURS[Role.TARGET], width="1.6", more=dashed)

    def trace(self) -> str:
        """Join the points; the line breaks at missing and excluded ones."""
        places = [f"{coordinate(x)} {coordinate(y)}" for x, y in self._places()]
        one_phase = np.zeros_like(self.phase)
        line = "".join(
            "M" + "L".join(places[a:b])
            for a, b in stretches(self.shown, one_phase)
            if b - a > 1
        )
        return path(line, stroke=LINE, width="1.4", more=' stroke-linejoin="round"')

    def points(self, meaning: Sequence[Variation]) -> str:
        """Draw the points by meaning, crosses for excluded ones, the newest larger."""
        places = self._places()
        groups: dict[Variation, list[int]] = {}
        shown = np.flatnonzero(self.shown).tolist()
        for i in shown[:-1]:
            groups.setdefault(meaning[self.first + i], []).append(i)
        out = [places[i] for i in np.flatnonzero(self.excluded).tolist()]
        parts = [path(dots(out, _CROSS), stroke=_GREY, width="1.4")]
        for icon in sorted(groups):
            parts.append(_marks([places[i] for i in groups[icon]], icon))
        for i in shown[-1:]:
            parts.append(_marks([places[i]], meaning[self.first + i], newest=True))
        return "".join(parts)

    def _places(self) -> list[tuple[float, float]]:
        return list(zip(self.x, self.value, strict=True))


def _marks(
    places: list[tuple[float, float]], icon: Variation, *, newest: bool = False
) -> str:
    shape, colour = SHAPE_OF[icon], COLOURS[ROLE_OF[icon]]
    if shape is Shape.CIRCLE:
        round_cap = ' stroke-linecap="round"'
        width = "7" if newest else "3.4"
        return path(dots(places, "0 0h0"), stroke=LINE, width=width, more=round_cap)
    outline = (_NEWEST if newest else _SHAPES)[shape.solid]
    fill = "none" if shape.is_open else colour
    return path(dots(places, outline), fill=fill, stroke=colour, width="1.5")


def _span(lines: tuple[Floats, ...]) -> tuple[float, float]:
    """Return the smallest and the largest value of all lines."""
    seen = np.concatenate(lines)
    seen = seen[np.isfinite(seen)]
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 0.0)
    return (low - 1.0, high + 1.0) if high == low else (low, high)


def _or(y: list[float], flags: Bools, instead: float) -> list[float]:
    return [a if flag else instead for a, flag in zip(y, flags.tolist(), strict=True)]


def _between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _svg(parts: list[str], title: str, frame: Frame) -> str:
    size = (frame.width, frame.height)
    return document(parts, title=title, box=(0, 0, *size), size=size)
