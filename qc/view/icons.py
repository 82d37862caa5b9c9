"""Variation and assurance icons: own drawings, told apart without colour.

A pentagon points the way the value moved and carries H or L: solid for a concern,
hollow for an improvement; a diamond where no direction is good, a circle for
common cause, dots for no data. Assurance: square P, octagon F, hexagon "?".
"""

from __future__ import annotations

from functools import cache

from qc.core.kinds import Assurance, Variation
from qc.view.svg import data_uri, document, path
from qc.view.theme import COLOURS, ROLE_OF, Role
from qc.view.words.names import letter, name

SIZE = 28

_UP = "M16 2.5 28.5 12.5V29h-25V12.5Z"
_DOWN = "M16 29.5 28.5 19.5V3h-25v16.5Z"
_DIAMOND = "M16 1.5 30.5 16 16 30.5 1.5 16Z"
_SQUARE = "M4 4h24v24H4Z"
_OCTAGON = "M10.2 2.5h11.6l7.7 7.7v11.6l-7.7 7.7H10.2l-7.7-7.7V10.2Z"
_HEXAGON = "M9 4h14l7 12-7 12H9L2 16Z"
_CIRCLE = "M29 16A13 13 0 1 1 3 16a13 13 0 0 1 26 0Z"
_LETTERS = {  # strokes around the point 0 0, so that no font is needed
    "H": "M-4.2-5.5v11M4.2-5.5v11M-4.2 0h8.4",
    "L": "M-3.2-5.5v11h7",
    "P": "M-3.6 6.5v-13h4.2a3.7 3.7 0 0 1 0 7.4h-4.2",
    "F": "M4-6.5h-7.4v13M-3.4-.4h6",
    "?": "M-4-3.4a4 4 0 1 1 5.9 3.6C.5 1 0 1.6 0 3.2M0 6.9v.1",
}
_WAVE = "M8 17.5l4-4 4 5.5 4-6 4 3.5"
_DASH = "M11 16h10"
_ROUND = ' stroke-linecap="round" stroke-linejoin="round"'
_OUTLINES: dict[Variation | Assurance, tuple[str, float]] = {
    Variation.IMPROVEMENT_HIGH: (_UP, 19.5),
    Variation.CONCERN_HIGH: (_UP, 19.5),
    Variation.IMPROVEMENT_LOW: (_DOWN, 12.5),
    Variation.CONCERN_LOW: (_DOWN, 12.5),
    Variation.NEUTRAL_HIGH: (_DIAMOND, 16),
    Variation.NEUTRAL_LOW: (_DIAMOND, 16),
    Assurance.PASS: (_SQUARE, 16),
    Assurance.FAIL: (_OCTAGON, 16),
    Assurance.HIT_OR_MISS: (_HEXAGON, 16),
}
_SOLID = {Variation.CONCERN_HIGH, Variation.CONCERN_LOW, Assurance.FAIL}
_ASSURANCE_ROLE = {
    Assurance.PASS: Role.IMPROVEMENT,
    Assurance.FAIL: Role.CONCERN,
    Assurance.HIT_OR_MISS: Role.COMMON,
    Assurance.NONE: Role.COMMON,
}


@cache
def variation_svg(icon: Variation, size: int = SIZE, room: int = 0) -> str:
    """Return the variation icon as SVG with its name as title.

    `room` is empty space around it, in 32nds of the icon: tables of Streamlit blow
    pictures up to the height of the row.
    """
    colour = COLOURS[ROLE_OF[icon]]
    if icon is Variation.COMMON:
        body = _stroke(_CIRCLE, colour) + _stroke(_WAVE, colour)
    elif icon is Variation.UNKNOWN:
        body = _stroke(_CIRCLE, colour, dash="2 4.2") + _stroke(_DASH, colour)
    else:
        body = _badge(icon, colour)
    return _svg(body, name(icon), size, room)


@cache
def assurance_svg(icon: Assurance, size: int = SIZE, room: int = 0) -> str:
    """Return the assurance icon as SVG with its name as title."""
    colour = COLOURS[_ASSURANCE_ROLE[icon]]
    if icon is Assurance.NONE:
        body = _stroke(_SQUARE, colour, dash="2 4") + _stroke(_DASH, colour)
    else:
        body = _badge(icon, colour)
    return _svg(body, name(icon), size, room)


@cache
def variation_uri(icon: Variation, size: int = SIZE, room: int = 0) -> str:
    """Return the variation icon as a data URI."""
    return data_uri(variation_svg(icon, size, room))


@cache
def assurance_uri(icon: Assurance, size: int = SIZE, room: int = 0) -> str:
    """Return the assurance icon as a data URI."""
    return data_uri(assurance_svg(icon, size, room))


def _badge(icon: Variation | Assurance, colour: str) -> str:
    outline, middle = _OUTLINES[icon]
    solid = icon in _SOLID
    place = f' transform="translate(16 {middle:g})"{_ROUND}'
    ink = "#fff" if solid else colour
    sign = path(_LETTERS[letter(icon)], stroke=ink, width="2.6", more=place)
    return _stroke(outline, colour, fill=colour if solid else "none") + sign


def _stroke(outline: str, colour: str, *, fill: str = "none", dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    more = f"{_ROUND}{dashes}"
    return path(outline, fill=fill, stroke=colour, width="2.4", more=more)


def _svg(body: str, title: str, size: int, room: int) -> str:
    side = 32 + 2 * room
    box = (-room, -room, side, side)
    return document([body], title=title, box=box, size=(size, size))
