"""Prescribed steps as bars: how often each is left out, or done out of its order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from qc.review.steps_followed import StepShare
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import SPACE, count, percent
from qc.view.pareto_chart import rows_layout
from qc.view.theme import COLOURS, Palette, Role, palette
from qc.view.words import names
from qc.view.words import stages as shares
from qc.view.words import steps_followed as say

MOST = 12
"""Bars drawn; the table has every step."""

_WHOLE = 100.0
_NAME = 16

Trace = dict[str, Any]


def steps_figure(
    steps: Sequence[StepShare], *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the steps that are most often left out or out of order, in percent.

    Solid bars are left out, with their 95 % interval; hatched ones were done out of
    order.

    Parameters
    ----------
    steps : sequence of StepShare
        In the order to draw; the first `MOST` are.
    dark : bool
        Tones for the dark theme.
    locale : Locale, optional
    """
    tones, drawn = palette(dark=dark), list(steps)[:MOST]
    labels = [_label(step) for step in drawn]
    layout = rows_layout(tones, labels, locale)
    top = max((max(s.astray, s.interval[1]) for s in drawn), default=0.0)
    layout["barmode"] = "stack"
    layout["legend"]["traceorder"] = "normal"
    layout["xaxis"] |= {
        "range": [0, 1.08 * _WHOLE * top or 1.0],
        "nticks": 6,
        "ticksuffix": SPACE + "%",
    }
    hovers = [_hover(step, locale) for step in drawn]
    traces = [_left_out(drawn, tones), _misplaced(drawn, tones)]
    data = [{**trace, "hovertext": hovers} for trace in traces] if drawn else []
    return go.Figure({"data": data, "layout": layout})


def _left_out(steps: Sequence[StepShare], tones: Palette) -> Trace:
    error = {
        "type": "data",
        "symmetric": False,
        "array": [_WHOLE * (s.interval[1] - s.share) for s in steps],
        "arrayminus": [_WHOLE * (s.share - s.interval[0]) for s in steps],
        "color": tones.ink,
        "thickness": 1.3,
        "width": 4,
    }
    look = {"color": COLOURS[Role.COMMON], "line": {"color": tones.line, "width": 1.2}}
    values = [_WHOLE * step.share for step in steps]
    return {**_bars(say.SKIPPED, values), "marker": look, "error_x": error}


def _misplaced(steps: Sequence[StepShare], tones: Palette) -> Trace:
    look = {
        "color": tones.paper,
        "line": {"color": tones.line, "width": 1.2},
        "pattern": {
            "shape": "/",
            "fgcolor": tones.line,
            "bgcolor": tones.paper,
            "size": 6,
            "solidity": 0.25,
        },
    }
    values = [_WHOLE * step.misplaced / step.n for step in steps]
    return {**_bars(say.MISPLACED, values), "marker": look}


def _bars(called: str, values: list[float]) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": called,
        "x": values,
        "y": list(range(len(values))),
        "width": 0.62,
        "hoverinfo": "text",
        "showlegend": True,
    }


def _label(step: StepShare) -> str:
    stage = plotly(names.name(step.stage))
    return f"{stage} \u00b7 {plotly(step.name, limit=_NAME)}"


def _hover(step: StepShare, locale: Locale | None) -> str:
    skipped = percent(step.share, locale, decimals=1)
    lines = [
        f"<b>{plotly(say.step_name(step))}</b>",
        plotly(step.title, limit=80),
        plotly(f"left out in {count(step.skipped, locale)} of {count(step.n, locale)}"),
        plotly(f"{skipped} ({shares.span(step.interval, locale)})"),
        plotly(f"out of order in {count(step.misplaced, locale)}"),
    ]
    return "<br>".join(line for line in lines if line)
