"""A control chart for paper: the small picture with its dates and named lines.

Inline SVG without script, font file or reference. Text carries the tone of the light
theme as an attribute and its name as a class, so that a page with a dark theme can
give the class another colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from qc.core.charts import ControlChart
from qc.review.assessment import Assessment
from qc.view.chart_labels import side_labels, spread
from qc.view.escape import markup
from qc.view.locales import Locale
from qc.view.marks import marks
from qc.view.numbers import scale_of
from qc.view.spark import Frame, Plot
from qc.view.svg import coordinate, document, path
from qc.view.theme import LIGHT
from qc.view.words.dates import time_ticks
from qc.view.words.labels import alt_text

WIDE = Frame(width=660, height=196, points=52)
NARROW = Frame(width=330, height=190, points=26)
"""Sizes of the whole picture: on paper or a screen, and on a telephone."""

FONT = "'Source Sans 3','Source Sans Pro','Source Sans',system-ui,sans-serif"
_RIGHT, _BOTTOM, _SIZE = 116, 38, 13
_TONES = {getattr(LIGHT, field.name): field.name for field in fields(LIGHT)}
_NEAREST = 34.0  # pixels between two dates on the axis
_LABEL = 16  # half the width of a date, in pixels


def chart_svg(
    assessment: Assessment, size: Frame = WIDE, locale: Locale | None = None
) -> str:
    """Draw the newest periods of a measure with dates and named lines.

    Parameters
    ----------
    assessment : Assessment
    size : Frame
        Of the whole picture, and how many periods it shows at most.
    locale : Locale, optional

    Returns
    -------
    str
        One ``<svg>``; what it shows is its title. Empty where there is no chart.
    """
    chart = assessment.chart
    if chart is None or assessment.newest < 0:
        return ""
    frame = Frame(
        width=size.width - _RIGHT,
        height=size.height - _BOTTOM,
        points=min(size.points, max(2, len(chart))),
    )
    plot = Plot(chart, assessment.target, frame)
    parts = [
        *(plot.band(), plot.lines(), plot.target(), plot.trace()),
        plot.points(marks(assessment)),
        *_axis(plot, chart),
        *_names(plot, assessment, locale),
    ]
    title, whole = alt_text(assessment, locale), (size.width, size.height)
    return document(parts, title=title, box=(0, 0, *whole), size=whole)


def _axis(plot: Plot, chart: ControlChart) -> Iterator[str]:
    """Yield a hairline under the plot with few dates, the year once beneath."""
    foot, at = plot.frame.height, chart.at[plot.first :]
    yield path(f"M0 {foot}H{plot.frame.width}", stroke=LIGHT.hairline, width="1")
    seconds = at.astype("datetime64[s]").astype(np.int64)
    taken = -_NEAREST
    for day, label in zip(*time_ticks(at), strict=True):
        when = np.datetime64(day, "s").astype(np.int64)
        x = float(np.interp(when, seconds, plot.x))
        if x < taken + _NEAREST or x > plot.frame.width - _SIZE:
            continue
        taken = x
        yield path(f"M{coordinate(x)} {foot}v5", stroke=LIGHT.quiet, width="1")
        for row, word in enumerate(label.split("<br>")):
            y = foot + 18 + 15 * row
            where = "middle" if x > _LABEL else "start"
            yield _text(max(x, 1.0), y, word, LIGHT.quiet, anchor=where)


def _names(plot: Plot, assessment: Assessment, locale: Locale | None) -> Iterator[str]:
    """Yield the name and number of each line, right of where it ends."""
    scale = scale_of(assessment, locale)
    labels = side_labels(assessment, scale, LIGHT)
    values = np.array([label.y for label in labels]) / scale.factor
    width, height = plot.frame.width, float(plot.frame.height)
    placed = spread((height - plot.y(values)).tolist(), height)
    for label, up in zip(labels, placed, strict=True):
        y = height - up + _SIZE * 0.35
        yield _text(width + 6, y, label.text, label.colour, strong=label.strong)


def _text(  # noqa: PLR0913 - what a piece of text needs
    x: float,
    y: float,
    text: str,
    colour: str,
    *,
    anchor: str = "start",
    strong: bool = False,
) -> str:
    weight = ' font-weight="600"' if strong else ""
    return (
        f'<text x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}" '
        f'font-family="{FONT}" font-size="{_SIZE}" fill="{colour}" '
        f'class="{_TONES.get(colour, "ink")}"{weight}>{markup(text)}</text>'
    )
