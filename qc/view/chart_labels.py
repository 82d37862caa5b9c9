"""Labels beside the lines of a chart instead of a legend, kept from overlapping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qc.review.assessment import Assessment
from qc.view.numbers import Scale
from qc.view.theme import ROLE_OF, Palette, Role
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

    @property
    def strong(self) -> bool:
        """Say whether it names the newest point, not a line."""
        return self.text.startswith(Label.LATEST)


def side_labels(
    assessment: Assessment, scale: Scale, tones: Palette
) -> tuple[SideLabel, ...]:
    """Name limits, centre line and target where they end, from top to bottom."""
    chart, target = assessment.chart, assessment.target
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
    now = latest(assessment)
    found.append((now, f"{Label.LATEST} {scale.value(now)}", _tone(assessment, tones)))
    return tuple(
        SideLabel(y=value * scale.factor, text=text, colour=colour)
        for value, text, colour in sorted(found, key=lambda each: -each[0])
    )


def _tone(assessment: Assessment, tones: Palette) -> str:
    role = ROLE_OF[assessment.variation]
    tone: str = tones.ink if role is Role.COMMON else getattr(tones, role)
    return tone


def margin(labels: tuple[SideLabel, ...]) -> int:
    """Return the room in pixels that the longest label needs."""
    longest = max((len(label.text) for label in labels), default=0)
    return 18 + round(longest * _CHARACTER)


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
            "text": f"<b>{label.text}</b>" if label.strong else label.text,
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 10,
            "y": label.y,
            "yref": "y",
            "yanchor": "middle",
            "yshift": at - want,
            "showarrow": False,
            "font": {"color": label.colour, "size": FONT_SIZE},
        }
        for label, want, at in zip(labels, wanted, spread(wanted, room), strict=True)
    ]


def baseline_annotation(x: str, text: str, tones: Palette, side: str) -> Annotation:
    """Name a baseline above the plot, from `x` to the right, or ("right") up to it."""
    return {
        "text": text,
        "x": x,
        "xanchor": side,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "font": {"color": tones.quiet, "size": FONT_SIZE},
    }


def band_annotation(x: str, y: float, text: str, tones: Palette) -> Annotation:
    """Name the guaranteed band inside itself, from `x` to the right."""
    return {
        "text": text,
        "x": x,
        "xanchor": "left",
        "xshift": 4,
        "y": y,
        "yref": "y",
        "yanchor": "middle",
        "showarrow": False,
        "bgcolor": tones.paper,
        "borderpad": 1,
        "font": {"color": tones.quiet, "size": FONT_SIZE - 1},
    }
