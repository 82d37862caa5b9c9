"""The points of a control chart: one line that breaks, one mark for each point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from qc.core.arrays import Floats
from qc.core.charts import ControlChart
from qc.core.kinds import Variation
from qc.review.assessment import Assessment
from qc.view.escape import plotly
from qc.view.marks import marks, members, rule_of
from qc.view.numbers import Scale
from qc.view.theme import COLOURS, ROLE_OF, SHAPE_OF, Palette, Role, Shape
from qc.view.words import point_label, rule_name, usual_range
from qc.view.words.labels import Label, value_with_cases

_DOT, _SIGNAL, _LARGER = 7, 12, 4
_REASON = 120


def line_trace(
    assessment: Assessment, x: list[str], value: Floats, tones: Palette
) -> dict[str, Any]:
    """Join the points; the line breaks at missing and excluded ones."""
    chart = assessment.chart
    joined = value if chart is None else np.where(chart.excluded, np.nan, value)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": [v if np.isfinite(v) else None for v in joined.tolist()],
        "line": {"color": tones.line, "width": 1.6},
        "connectgaps": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def point_trace(
    assessment: Assessment,
    x: list[str],
    value: Floats,
    said: Sequence[str],
    tones: Palette,
) -> dict[str, Any]:
    """Draw each point that has a value, by the shape and colour of its meaning.

    `said` is what hovering over each point tells. ``customdata`` holds the index of
    the point in the chart.
    """
    chart = assessment.chart
    shown = [] if chart is None else np.flatnonzero(np.isfinite(chart.value)).tolist()
    meaning = marks(assessment)
    looks = [] if chart is None else [_look(chart, meaning[i], i, tones) for i in shown]
    return {
        "type": "scatter",
        "name": "points",
        "mode": "markers",
        "x": [x[i] for i in shown],
        "y": [float(value[i]) for i in shown],
        "customdata": shown,
        "hovertext": [said[i] for i in shown],
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": False,
        "marker": {
            "symbol": [_symbol(shape) for shape, _ in looks],
            "color": [_fill(shape, colour, tones) for shape, colour in looks],
            "size": [
                _size(assessment, shape, i)
                for i, (shape, _) in zip(shown, looks, strict=True)
            ],
            "line": {
                "width": [2 if shape.is_open else 0 for shape, _ in looks],
                "color": [colour for _, colour in looks],
            },
            "opacity": 1,
        },
        "unselected": {"marker": {"opacity": 1}},
    }


def _look(
    chart: ControlChart, icon: Variation, i: int, tones: Palette
) -> tuple[Shape, str]:
    if chart.excluded[i]:
        return Shape.CROSS, COLOURS[Role.COMMON]
    common = icon is Variation.COMMON
    return SHAPE_OF[icon], tones.line if common else COLOURS[ROLE_OF[icon]]


def _symbol(shape: Shape) -> str:
    """Return the outline alone: hollow shapes are filled with paper over the line."""
    return shape.value if shape is Shape.CROSS else shape.solid.value


def _fill(shape: Shape, colour: str, tones: Palette) -> str:
    hollow = shape.is_open and shape is not Shape.CROSS
    return tones.paper if hollow else colour


def _size(assessment: Assessment, shape: Shape, i: int) -> int:
    size = _DOT if shape is Shape.CIRCLE else _SIGNAL
    return size + (_LARGER if i == assessment.newest else 0)


def hover(
    assessment: Assessment, why: Mapping[int, str], scale: Scale
) -> tuple[str, ...]:
    """Tell of each point its time, value, cases, limits and the rules it breaks.

    And `why` it is left out, or a phase starts with it.
    """
    chart = assessment.chart
    if chart is None:
        return ()
    rules: list[list[str]] = [[] for _ in range(len(chart))]
    for finding in assessment.findings:
        rule = rule_of(assessment, finding)
        for i in np.flatnonzero(members(assessment, finding)).tolist():
            if rule is not None and rule_name(rule) not in rules[i]:
                rules[i].append(rule_name(rule))
    return tuple(
        "<br>".join(
            [
                f"<b>{plotly(point_label(assessment, chart.at[i]))}</b>",
                plotly(value_with_cases(assessment, i, scale)),
                plotly(f"{Label.USUAL} {usual_range(assessment, scale, i)}"),
                *_decided(chart, i, why.get(i, "")),
                *(plotly(text) for text in rules[i]),
            ]
        )
        for i in range(len(chart))
    )


def _decided(chart: ControlChart, i: int, why: str) -> list[str]:
    """Say that a point is left out or starts a phase, and why."""
    begins = i > 0 and chart.phase[i] != chart.phase[i - 1]
    told = [Label.NEW_PHASE] if begins else []
    told += [Label.LEFT_OUT] if chart.excluded[i] else []
    reason = f": {why}" if why and told else ""
    return [plotly(f"{' and '.join(told)}{reason}", limit=_REASON)] if told else []
