"""Colours, fonts and shapes: what every picture and page of the product shares.

No meaning rests on colour alone: each role also has its own shape, fill or dash.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from qc.core.kinds import Variation


class Role(StrEnum):
    """What a mark on a chart stands for."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"
    TARGET = "target"


COLOURS: dict[Role, str] = {
    Role.COMMON: "#7b8494",
    Role.IMPROVEMENT: "#1c7ed6",
    Role.CONCERN: "#d9480f",
    Role.NEUTRAL: "#9c5fd6",
    Role.TARGET: "#0b7a75",
}
"""Graphics only; 3:1 or more on both papers. Text takes the palette's own tones."""

ROLE_OF: dict[Variation, Role] = {
    Variation.COMMON: Role.COMMON,
    Variation.IMPROVEMENT_HIGH: Role.IMPROVEMENT,
    Variation.IMPROVEMENT_LOW: Role.IMPROVEMENT,
    Variation.CONCERN_HIGH: Role.CONCERN,
    Variation.CONCERN_LOW: Role.CONCERN,
    Variation.NEUTRAL_HIGH: Role.NEUTRAL,
    Variation.NEUTRAL_LOW: Role.NEUTRAL,
    Variation.UNKNOWN: Role.COMMON,
}


class Shape(StrEnum):
    """Outline of a point; `-open` ones are hollow, so that grey print can tell."""

    CIRCLE = "circle"
    UP = "triangle-up"
    DOWN = "triangle-down"
    UP_OPEN = "triangle-up-open"
    DOWN_OPEN = "triangle-down-open"
    DIAMOND = "diamond"
    CROSS = "x-thin-open"

    @property
    def is_open(self) -> bool:
        """The shape is hollow."""
        return self.endswith("-open")

    @property
    def solid(self) -> Shape:
        """The same outline, filled."""
        return Shape(self.removesuffix("-open"))


SHAPE_OF: dict[Variation, Shape] = {
    Variation.COMMON: Shape.CIRCLE,
    Variation.IMPROVEMENT_HIGH: Shape.UP_OPEN,
    Variation.IMPROVEMENT_LOW: Shape.DOWN_OPEN,
    Variation.CONCERN_HIGH: Shape.UP,
    Variation.CONCERN_LOW: Shape.DOWN,
    Variation.NEUTRAL_HIGH: Shape.DIAMOND,
    Variation.NEUTRAL_LOW: Shape.DIAMOND,
    Variation.UNKNOWN: Shape.CIRCLE,
}
TARGET_DASH = "6 4"  # the only dashed horizontal
LINE = "#6e7889"
"""What joins the points: darker than the lines around it, on both papers."""

SANS = "'Source Sans', 'Source Sans 3', system-ui, 'Segoe UI', Roboto, sans-serif"
SERIF = "'Source Serif', 'Source Serif 4', Charter, Georgia, serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The tones of one theme; every text tone has 4.5:1 or more on `paper`.

    Attributes
    ----------
    paper, raised, hairline : str
        Page, lifted areas, rules between rows.
    ink, quiet : str
        Text, and text that steps back.
    action : str
        Buttons, focus and chosen tabs; means nothing about quality.
    line : str
        What joins the points of a chart that knows its theme.
    common, improvement, concern, neutral, target : str
        Text in the colour of a role.
    """

    paper: str
    raised: str
    hairline: str
    ink: str
    quiet: str
    action: str
    line: str
    common: str
    improvement: str
    concern: str
    neutral: str
    target: str


LIGHT = Palette(
    paper="#fdfcf9",
    raised="#f5f2ec",
    hairline="#dfdad0",
    ink="#1d2026",
    quiet="#5c616b",
    action="#3d4f63",
    line="#4a5362",
    common="#5c616b",
    improvement="#1662ad",
    concern="#b53a08",
    neutral="#7b41b8",
    target="#0a6b67",
)
DARK = Palette(
    paper="#111419",
    raised="#1a1e25",
    hairline="#333941",
    ink="#e9e6df",
    quiet="#a4a9b1",
    action="#5d7790",
    line="#a7afbb",
    common="#a4a9b1",
    improvement="#79b6f2",
    concern="#ff9a6e",
    neutral="#c9a0f0",
    target="#54bdb6",
)


def palette(*, dark: bool) -> Palette:
    """Return the tones of the light or the dark theme."""
    return DARK if dark else LIGHT


def tokens() -> str:
    """Return the design tokens of both themes as CSS custom properties.

    The browser picks by `color-scheme`, which Streamlit sets with its theme and
    a page of our own sets itself; so one block serves both without data in it.
    """
    tones = "".join(
        f"--qc-{name}:light-dark({getattr(LIGHT, name)},{getattr(DARK, name)});"
        for name in (field.name for field in fields(Palette))
    )
    marks = "".join(f"--qc-mark-{role}:{colour};" for role, colour in COLOURS.items())
    return f":root,.stApp{{{tones}{marks}--qc-sans:{SANS};--qc-serif:{SERIF}}}"
