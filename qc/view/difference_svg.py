"""The difference a check found, as a mark with its interval against no change."""

from __future__ import annotations

import math
from collections.abc import Iterable

from qc.core.kinds import Direction, Meaning
from qc.review.check_compare import Against
from qc.view.svg import coordinate, document, path
from qc.view.theme import COLOURS, LINE, Role

WIDTH, HEIGHT, _PAD = 380, 40, 14
_MIDDLE, _LEAST = 22, 1e-12
_ROLE = {
    Meaning.IMPROVEMENT: Role.IMPROVEMENT,
    Meaning.CONCERN: Role.CONCERN,
    Meaning.NEUTRAL: Role.NEUTRAL,
}


def reach(found: Iterable[Against]) -> float:
    """Return how far the intervals reach from no change: one scale for all."""
    ends = [abs(end) for one in found for end in one.difference.interval]
    return max((end for end in ends if math.isfinite(end)), default=0.0)


def difference_svg(
    against: Against, wished: Direction, *, title: str, far: float
) -> str:
    """Draw interval and difference; the wished side is shaded, no change is a line.

    Parameters
    ----------
    against : Against
    wished : Direction
    title : str
        What the picture says, for those who cannot see it; escaped here.
    far : float
        What the scale reaches to on both sides; see `reach`.
    """
    low, high = against.difference.interval
    far = max(far, _LEAST) * 1.12
    if not math.isfinite(low + high):
        return document(
            [], title=title, box=(0, 0, WIDTH, HEIGHT), size=(WIDTH, HEIGHT)
        )

    def x(value: float) -> float:
        return _PAD + (value + far) / (2 * far) * (WIDTH - 2 * _PAD)

    role = Role.COMMON if against.meaning is None else _ROLE[against.meaning]
    size, colour = against.difference.size, COLOURS[role]
    parts = [
        _wished_side(wished, x(0)),
        path(f"M{coordinate(x(0))} 4V{HEIGHT - 2}", stroke=LINE, width="1.2"),
        path(
            f"M{coordinate(x(low))} {_MIDDLE}H{coordinate(x(high))}",
            stroke=colour,
            width="5",
            more=' stroke-opacity=".45"',
        ),
        _ends(x(low), x(high), colour),
        path(
            f"M{coordinate(x(size))} {_MIDDLE}m0-6l6 6l-6 6l-6-6z",
            fill=colour,
        ),
    ]
    return document(parts, title=title, box=(0, 0, WIDTH, HEIGHT), size=(WIDTH, HEIGHT))


def _wished_side(wished: Direction, zero: float) -> str:
    if wished is Direction.NEITHER:
        return ""
    ends = (_PAD, zero) if wished is Direction.LOWER else (zero, WIDTH - _PAD)
    a, b = map(coordinate, ends)
    tint = ' fill-opacity=".1"'
    return path(
        f"M{a} 8H{b}V{HEIGHT - 4}H{a}z", fill=COLOURS[Role.IMPROVEMENT], more=tint
    )


def _ends(low: float, high: float, colour: str) -> str:
    marks = "".join(f"M{coordinate(end)} {_MIDDLE - 6}v12" for end in (low, high))
    return path(marks, stroke=colour, width="1.6")
