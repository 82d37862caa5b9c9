"""The trees of referrals as one picture: generations are rows, cells are customers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qc.chain.referral_layout import Layout
from qc.core.arrays import Ints
from qc.view.escape import markup
from qc.view.locales import Locale
from qc.view.numbers import count
from qc.view.svg import coordinate, document
from qc.view.theme import COLOURS, SANS, Palette, Role, palette
from qc.view.words import referral_tree as say

WIDTH, NARROW = 560, 350
ROWS = 9  # generations drawn; the rest is counted
_ROW, _LABEL, _GAP = 22.0, 20.0, 1.2
_APART = 7.0  # between two trees
_WIDEST = 24.0  # a cell is no wider, however few there are
_NUMBERED = 16.0  # a merged cell as wide has its number in it
_HATCH = (
    '<pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V6" stroke="{colour}" '
    'stroke-width="2.4"/></pattern>'
)


def tree_svg(  # noqa: PLR0913 - what a picture needs
    layout: Layout,
    generations: Ints,
    *,
    title: str,
    dark: bool = False,
    locale: Locale | None = None,
    width: int = WIDTH,
) -> str:
    """Draw the largest trees: those whom a customer brought stand below.

    Parameters
    ----------
    layout : Layout
    generations : (g,) int
        Customers of each generation in all, drawn or not.
    title : str
        What the picture says; escaped here.
    dark : bool
    locale : Locale, optional
    width : int
        In pixels, at which its text is as large as that of the page.

    Returns
    -------
    str
        An SVG document; empty without a tree.
    """
    if not layout.units:
        return ""
    tones = palette(dark=dark)
    rows = min(ROWS, int(layout.generation.max()) + 1)
    room = width - _APART * (layout.trees - 1)
    unit = min(_WIDEST, room / layout.units)
    parts = [
        f"<defs>{_HATCH.format(colour=COLOURS[Role.COMMON])}</defs>",
        *_labels(layout, generations, rows, tones, locale),
        *_cells(layout, rows, unit, tones, locale),
    ]
    height = round(rows * (_ROW + _LABEL) + 4)
    if deeper := int(layout.size[layout.generation >= rows].sum()):
        parts.append(_text(0, height + 12.0, say.deeper(deeper, locale), tones.quiet))
        height += 20
    box = (0, 0, width, height)
    return document(parts, title=title, box=box, size=(width, height))


def _labels(
    layout: Layout, generations: Ints, rows: int, tones: Palette, locale: Locale | None
) -> Iterator[str]:
    for g in range(rows):
        drawn = int(((layout.generation == g) & (layout.customer >= 0)).sum())
        told = say.row(g, int(generations[g]), drawn, locale)
        yield _text(0, g * (_ROW + _LABEL) + _LABEL - 6, told, tones.ink)


def _cells(
    layout: Layout, rows: int, unit: float, tones: Palette, locale: Locale | None
) -> Iterator[str]:
    solid: list[str] = []
    merged: list[str] = []
    numbers: list[str] = []
    seeds = np.sort(layout.left[layout.generation == 0])
    tree = np.searchsorted(seeds, layout.left, side="right") - 1
    for i in range(len(layout.customer)):
        g = int(layout.generation[i])
        if g >= rows:
            continue
        x = layout.left[i] * unit + tree[i] * _APART
        wide = layout.width[i] * unit - _GAP
        y = g * (_ROW + _LABEL) + _LABEL
        shape = _rectangle(float(x), y, max(float(wide), 0.8))
        (merged if layout.customer[i] < 0 else solid).append(shape)
        if layout.customer[i] < 0 and wide >= _NUMBERED:
            middle = float(x) + float(wide) / 2
            size = count(int(layout.size[i]), locale)
            numbers.append(_number(middle, y, size, tones))
    colour = COLOURS[Role.IMPROVEMENT]
    yield f'<path d="{"".join(solid)}" fill="{colour}" fill-opacity=".8"/>'
    if merged:
        edge = COLOURS[Role.COMMON]
        yield f'<path d="{"".join(merged)}" fill="url(#few)" stroke="{edge}"/>'
    yield from numbers


def _rectangle(x: float, y: float, wide: float) -> str:
    left, width = coordinate(x), f"{wide:.2f}"
    return f"M{left} {coordinate(y)}h{width}v{_ROW:g}h-{width}z"


def _text(x: float, y: float, told: str, colour: str) -> str:
    return (
        f'<text x="{coordinate(x)}" y="{coordinate(y)}" font-size="14" '
        f'font-family="{markup(SANS)}" fill="{colour}">{markup(told)}</text>'
    )


def _number(x: float, y: float, told: str, tones: Palette) -> str:
    return (
        f'<text x="{coordinate(x)}" y="{coordinate(y + _ROW / 2 + 4)}" font-size="11" '
        f'text-anchor="middle" font-family="{markup(SANS)}" fill="{tones.ink}">'
        f"{markup(told)}</text>"
    )
