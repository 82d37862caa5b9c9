"""Labels beside the lines of a chart instead of a legend, kept from overlapping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qc.core.kinds import Variation
from qc.review.assessment import Assessment
from qc.view.numbers import Scale
from qc.view.theme import ROLE_OF, Palette, Role
from qc.view.words import letter
from qc.view.words.labels import Label, centre_label
from qc.view.words.ranges import as_target, latest, level, limits_at

FONT_SIZE = 14
_LINE_HEIGHT = 18.0
_CHARACTER = 7.1  # mean width of a letter at this size, on the safe side

Annotation = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLabel:
    """A word and a number to the right of the line they belong to.

    `y` is in the unit of the axis.
    """

    y: float
    text: str
    colour: str


def side_labels(
    assessment: Assessment, scale: Scale, tones: Palette
) -> tuple[SideLabel, ...]:
    """Name limits, centre line and target where they end, from top to bottom."""
    chart, target = assessment.chart, assessment.measure.target
    if chart is None or assessment.newest < 0:
        return ()
    low, high = limits_at(assessment)
    middle = level(assessment)
    phase = min(int(chart.phase[assessment.newest]), len(chart.baselines) - 1)
    name = centre_label(chart.baselines[phase].kind)
    found = [
        (value, f"{word} {scale.value(value)}", tones.quiet)
        for value, word in ((high, Label.UPPER), (middle, name), (low, Label.LOWER))
        if value is not None and value == value
    ]
    if target is not None:
        text = f"{Label.TARGET} {as_target(target, scale)}"
        found.append((target, text, tones.target))
    return tuple(
        SideLabel(y=value * scale.factor, text=text, colour=colour)
        for value, text, colour in sorted(found, key=lambda each: -each[0])
    )


def margin(labels: tuple[SideLabel, ...]) -> int:
    """Return the room in pixels that the longest label needs."""
    longest = max((len(label.text) for label in labels), default=0)
    return 16 + round(longest * _CHARACTER)


def spread(pixels: list[float], room: float) -> list[float]:
    """Move labels apart by as little as a line of text each, staying in the plot.

    Parameters
    ----------
    pixels : list of float
        Where each wants to be, from the bottom up, in falling order.
    room : float
        Height of the plot.

    Returns
    -------
    list of float
        In the same order, a line of text apart where the room allows it.
    """
    placed: list[float] = []
    for want in pixels:
        top = placed[-1] - _LINE_HEIGHT if placed else room
        placed.append(min(want, top))
    floor = 0.0
    for i in reversed(range(len(placed))):
        placed[i] = max(placed[i], floor)
        floor = placed[i] + _LINE_HEIGHT
    return placed


def side_annotations(
    labels: tuple[SideLabel, ...], bounds: tuple[float, float], room: float
) -> list[Annotation]:
    """Place the labels right of the plot, each as near to its line as there is room."""
    low, high = bounds
    wanted = [(label.y - low) / (high - low) * room for label in labels]
    return [
        {
            "text": label.text,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": label.y,
            "yref": "y",
            "yanchor": "middle",
            "yshift": at - want,
            "showarrow": False,
            "font": {"color": label.colour, "size": FONT_SIZE},
        }
        for label, want, at in zip(labels, wanted, spread(wanted, room), strict=True)
    ]


def newest_annotation(
    assessment: Assessment, x: str, scale: Scale, tones: Palette
) -> Annotation:
    """Write the newest value beside its point, on the side away from the centre."""
    value = latest(assessment)
    above = value >= level(assessment)
    colour = getattr(tones, ROLE_OF[assessment.variation])
    plain = ROLE_OF[assessment.variation] is Role.COMMON
    return {
        "text": f"<b>{scale.value(value)}</b>{_sign(assessment.variation)}",
        "x": x,
        "y": value * scale.factor,
        "xanchor": "right",
        "xshift": 8,
        "yanchor": "bottom" if above else "top",
        "yshift": 7 if above else -7,
        "showarrow": False,
        "bgcolor": tones.paper,
        "opacity": 0.92,
        "font": {"color": tones.ink if plain else colour, "size": FONT_SIZE + 1},
    }


def baseline_annotation(x: str, text: str, tones: Palette) -> Annotation:
    """Name a baseline above the plot, where its phase starts."""
    return {
        "text": text,
        "x": x,
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT_SIZE},
    }


def _sign(icon: Variation) -> str:
    return f" {letter(icon)}" if letter(icon) else ""
