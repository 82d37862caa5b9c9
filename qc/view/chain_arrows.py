"""One arrow of the chain: a line whose look says what the data show, and its label.

Solid and thick, dashed, crossed, dotted, thin: told apart without colour, and each
arrow has its state in words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qc.chain.links import Link, Scale, Shown
from qc.view.escape import markup
from qc.view.locales import Locale
from qc.view.numbers import MISSING, SPACE, count
from qc.view.svg import coordinate
from qc.view.words import chain as say
from qc.view.words import chain_figures as figures
from qc.view.words import chain_names as names

Place = tuple[float, float]
LINE = 18  # of text
HEAD = 9.0  # of an arrow
_CROSS = 6.0
_ABOVE = 2  # lines of a label that is parted by its arrow


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where an arrow runs, and where its label stands.

    Attributes
    ----------
    points : sequence of (x, y)
        Corners, from the first station to the second.
    label : (x, y)
        Of the first line's base.
    anchor : str
        As SVG knows it: start, middle or end.
    parted : bool
        Whether the last two lines stand below the line of the arrow, not above it.
    titled : bool
        Whether the label names its stations.
    """

    points: Sequence[Place]
    label: Place
    anchor: str = "middle"
    parted: bool = True
    titled: bool = False


def arrow_svg(link: Link, way: Way, locale: Locale | None = None) -> str:
    """Draw one arrow with its label."""
    return _line(figures.look(link), way.points) + _label(link, way, locale)


def _line(shown: str, points: Sequence[Place]) -> str:
    ends = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in _short(points))
    line = f'<path class="qc-hit" d="M{ends}"/>'  # wide enough to be clicked
    line += f'<path class="qc-way qc-{shown}" d="M{ends}"/>'
    head = _head(points[-2], points[-1])
    cross = _cross(points) if shown == Shown.OPPOSITE else ""
    if shown == names.SUM:  # a line of two strokes
        cross = f'<path class="qc-core" d="M{ends}"/>'
    return f'{line}<path class="qc-tip qc-{shown}" d="{head}"/>{cross}'


def _short(points: Sequence[Place]) -> list[Place]:
    """Return the line up to where its head begins."""
    dx, dy = _step(points[-2], points[-1])
    x, y = points[-1]
    return [*points[:-1], (x - dx * HEAD, y - dy * HEAD)]


def _head(before: Place, end: Place) -> str:
    dx, dy = _step(before, end)
    x, y = end
    back = (x - dx * HEAD, y - dy * HEAD)
    half = HEAD * 0.55
    one = (back[0] - dy * half, back[1] + dx * half)
    other = (back[0] + dy * half, back[1] - dx * half)
    corners = "L".join(f"{coordinate(a)} {coordinate(b)}" for a, b in (one, other))
    return f"M{coordinate(x)} {coordinate(y)}L{corners}Z"


def _cross(points: Sequence[Place]) -> str:
    """Cross the longest piece of the line."""
    (a, b), (c, d) = max(pairwise(points), key=lambda piece: _length(*piece))
    x, y = (a + c) / 2, (b + d) / 2
    strokes = (
        f"M{coordinate(x - _CROSS)} {coordinate(y - _CROSS)}"
        f"l{2 * _CROSS:g} {2 * _CROSS:g}m0 {-2 * _CROSS:g}"
        f"l{-2 * _CROSS:g} {2 * _CROSS:g}"
    )
    return f'<path class="qc-cross" d="{strokes}"/>'


def _step(a: Place, b: Place) -> Place:
    length = _length(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _length(a: Place, b: Place) -> float:
    return float(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)


def _label(link: Link, way: Way, locale: Locale | None) -> str:
    lines = label_lines(link, locale, titled=way.titled)
    x, y = way.label
    found = []
    for place, text in enumerate(lines):
        gap = LINE * place
        if way.parted and place >= _ABOVE:
            gap += 12
        strong = ' class="qc-strong"' if place == 0 else ""
        found.append(
            f'<text x="{coordinate(x)}" y="{coordinate(y + gap)}" '
            f'text-anchor="{way.anchor}"{strong}>{markup(text)}</text>'
        )
    return "".join(found)


def label_lines(
    link: Link, locale: Locale | None = None, *, titled: bool = False
) -> list[str]:
    """Return the label of an arrow: state, effect, interval and n, design and lag."""
    name = names.PREFIX.get(link.arrow, "")
    if titled:
        name = say.from_station(link)
    said = figures.state(link)
    first = f"{name}: {said.casefold()}" if name else said
    if link.shown is Shown.NO_DATA or not link.estimate.known:
        return [first, "", "", ""]
    ends = figures.span(link.scale, link.estimate.interval, locale)
    n = f"n{SPACE}{count(link.estimate.n, locale)}"
    figure = figures.effect(link.scale, link.estimate.value, locale)
    figure += f"{',' * (link.scale is Scale.DIFFERENCE)} {names.SHORT[link.arrow]}"
    sure = n if ends == MISSING else f"{ends} \u00b7 {n}"
    how = figures.how(link)
    return [first, figure, sure, *(how if titled else [", ".join(how)])]
