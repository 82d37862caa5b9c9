"""The native charts of slides and workbook: which series, how each of them looks.

Signals are series of their own, so that whoever edits a chart can tell them apart,
and shape and fill tell them apart in grey print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qc.core.kinds import Variation
from qc.view.pack import Entry, Points
from qc.view.theme import COLOURS, LINE, Role
from qc.view.words import pack as say
from qc.view.words.columns import Column

Line = tuple[float | None, ...]
_CONCERN = {Variation.CONCERN_HIGH, Variation.CONCERN_LOW}
_IMPROVEMENT = {Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW}
_NEUTRAL = {Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one series is drawn.

    Attributes
    ----------
    name : str
        Its heading, and its name in the legend.
    line, dash : str
        Colour as "#rrggbb", and "dash"; empty: no line, a solid line.
    marker : str
        "circle", "triangle", "diamond", "x"; empty where it has none.
    fill : str
        Of the marker; empty where it is hollow.
    """

    name: str
    line: str = ""
    width: float = 1.0
    dash: str = ""
    marker: str = ""
    edge: str = ""
    fill: str = ""
    size: int = 5


_GREY, _WHITE = COLOURS[Role.COMMON], "#ffffff"
UPPER = Look(name=Column.UPPER, line=_GREY)
CENTRE = Look(name=Column.CENTRE, line=_GREY, width=1.5)
LOWER = Look(name=Column.LOWER, line=_GREY)
TARGET = Look(name=Column.TARGET, line=COLOURS[Role.TARGET], width=1.75, dash="dash")
VALUE = Look(
    name=Column.VALUE, line=LINE, width=1.5, marker="circle", edge=LINE, fill=LINE
)
CONCERN = Look(
    name=say.CONCERN,
    marker="triangle",
    edge=COLOURS[Role.CONCERN],
    fill=COLOURS[Role.CONCERN],
    size=9,
)
IMPROVEMENT = Look(
    name=say.IMPROVEMENT,
    marker="triangle",
    edge=COLOURS[Role.IMPROVEMENT],
    fill=_WHITE,
    size=9,
)
NEUTRAL = Look(
    name=say.CHANGE,
    marker="diamond",
    edge=COLOURS[Role.NEUTRAL],
    fill=COLOURS[Role.NEUTRAL],
    size=9,
)
OUT = Look(name=say.OUT, marker="x", edge=_GREY, size=7)


def series(entry: Entry) -> tuple[tuple[Look, Line], ...]:
    """Return the series of a measure's chart, those without a point left out.

    Returns
    -------
    tuple of (look, numbers)
        In the unit shown, a number or None for each period.
    """
    return tuple(_series(entry.points))


def _series(points: Points) -> Iterator[tuple[Look, Line]]:
    target = (points.target,) * len(points)
    out = tuple(value if flag else None for value, flag in _pairs(points))
    joined = tuple(None if flag else value for value, flag in _pairs(points))
    lines = (
        (UPPER, points.upper),
        (CENTRE, points.centre),
        (LOWER, points.lower),
        (TARGET, target),
        (VALUE, joined),
        (CONCERN, _only(points, _CONCERN)),
        (IMPROVEMENT, _only(points, _IMPROVEMENT)),
        (NEUTRAL, _only(points, _NEUTRAL)),
        (OUT, out),
    )
    yield from (
        (look, line) for look, line in lines if any(n is not None for n in line)
    )


def _pairs(points: Points) -> Iterator[tuple[float | None, bool]]:
    return zip(points.value, points.left_out, strict=True)


def _only(points: Points, meanings: set[Variation]) -> Line:
    """Return the points of some meanings; those left out have a mark of their own."""
    marked = zip(points.value, points.meaning, points.left_out, strict=True)
    return tuple(
        value if meaning in meanings and not out else None
        for value, meaning, out in marked
    )
