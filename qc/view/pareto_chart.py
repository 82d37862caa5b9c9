"""Pareto chart: which causes make up most of the defects."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from qc.review.cause_costs import Costs
from qc.review.causes import Cause, Causes
from qc.review.tallies import CauseKind
from qc.view.chart_labels import FONT_SIZE
from qc.view.escape import plotly
from qc.view.locales import Locale
from qc.view.numbers import SPACE, percent, separators
from qc.view.theme import COLOURS, SANS, Palette, Role, palette
from qc.view.words import causes as tell
from qc.view.words import stages as say
from qc.view.words.cause_units import COUNTED, CauseUnit

_ROW, _AROUND = 34, 76
_NAME = 18
_WHOLE = 100.0
_ALL = 0.995  # shown as 100 %, which goes without saying

Trace = dict[str, Any]


def pareto_figure(
    found: Causes | Costs, *, dark: bool = False, locale: Locale | None = None
) -> go.Figure:
    """Draw the causes of defects, largest first, with the line of shares up to each.

    Bars and line share one axis in percent of all defective interactions, or of all
    that they cost. The vital few are solid, the others hatched, the remainder hollow;
    thin lines are the 95 % intervals.

    Parameters
    ----------
    found : Causes or Costs
    dark : bool
        Tones for the dark theme.
    locale : Locale, optional

    Returns
    -------
    plotly.graph_objects.Figure
        Empty axes where there is no defect. Draw with `PLOT_CONFIG` and without
        Streamlit's own theme.
    """
    tones, bars = palette(dark=dark), found.bars
    rows = list(range(len(bars)))
    unit = CauseUnit(rates=found.rates) if isinstance(found, Costs) else COUNTED
    names = [_bar_name(bar, unit, locale) for bar in bars]
    layout = rows_layout(tones, names, locale)
    layout["xaxis"] |= {"range": [0, 112], "ticksuffix": SPACE + "%"}
    layout["xaxis"]["tickvals"] = [0, 20, 40, 60, 80, 100]
    layout["shapes"] = [_eighty(tones)]
    hovers = [_bar_hover(bar, unit, locale) for bar in bars]
    traces = [
        {**_bars(bars, rows, tones), "hovertext": hovers},
        _cumulated(bars, rows, tones, locale),
    ]
    return go.Figure({"data": traces if bars else [], "layout": layout})


def _bars(bars: tuple[Cause, ...], rows: list[int], tones: Palette) -> Trace:
    low = [_WHOLE * (bar.share - bar.interval[0]) for bar in bars]
    high = [_WHOLE * (bar.interval[1] - bar.share) for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "causes",
        "x": [_WHOLE * bar.share for bar in bars],
        "y": rows,
        "width": 0.62,
        "marker": {
            "color": [_fill(bar, tones) for bar in bars],
            "line": {"color": tones.line, "width": 1.2},
            "pattern": {
                "shape": [_pattern(bar) for bar in bars],
                "fgcolor": tones.line,
                "bgcolor": tones.paper,
                "size": 6,
                "solidity": 0.25,
            },
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": high,
            "arrayminus": low,
            "color": tones.ink,
            "thickness": 1.3,
            "width": 4,
        },
        "hoverinfo": "text",
        "showlegend": False,
    }


def _cumulated(
    bars: tuple[Cause, ...], rows: list[int], tones: Palette, locale: Locale | None
) -> Trace:
    shares = [
        f" {plotly(percent(bar.cumulated, locale))}" if bar.cumulated < _ALL else ""
        for bar in bars
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": "cumulated",
        "x": [_WHOLE * bar.cumulated for bar in bars],
        "y": rows,
        "text": ["", *shares[1:]],  # the first is the bar itself
        "textposition": "middle right",
        "textfont": {"color": tones.ink, "size": FONT_SIZE},
        "line": {"color": tones.quiet, "width": 1.4},
        "marker": {"color": tones.paper, "size": 7}
        | {"line": {"color": tones.quiet, "width": 1.6}},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def rows_layout(
    tones: Palette, names: list[str], locale: Locale | None
) -> dict[str, Any]:
    """Return the frame of a chart of one row a cause, the first on top."""
    font = {"family": SANS, "size": FONT_SIZE, "color": tones.quiet}
    axis = {"zeroline": False, "fixedrange": True, "linecolor": tones.hairline}
    bubble = {"bgcolor": tones.raised, "bordercolor": tones.hairline}
    return {
        "template": {},
        "height": _AROUND + _ROW * max(len(names), 1),
        "margin": {"l": 8, "r": 16, "t": 30, "b": 44, "pad": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "hovermode": "closest",
        "hoverlabel": {**bubble, "font": {**font, "color": tones.ink}, "align": "left"},
        "dragmode": False,
        "separators": separators(locale),
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {**font, "color": tones.ink},
        },
        "xaxis": {**axis, "showgrid": True, "gridcolor": tones.hairline},
        "yaxis": {
            **axis,
            "automargin": True,
            "showgrid": False,
            "range": [len(names) - 0.4, -0.6],
            "tickvals": list(range(len(names))),
            "ticktext": names,
            "tickfont": {**font, "color": tones.ink},
        },
    }


def _eighty(tones: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "x0": 80,
        "x1": 80,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": tones.quiet, "width": 1, "dash": "2px,3px"},
    }


def _fill(bar: Cause, tones: Palette) -> str:
    hollow = bar.kind is CauseKind.NOT_STATED
    return tones.paper if hollow else COLOURS[Role.COMMON]


def _pattern(bar: Cause) -> str:
    if bar.vital or bar.kind is CauseKind.NOT_STATED:
        return ""
    return "/"


def _bar_name(bar: Cause, unit: CauseUnit, locale: Locale | None) -> str:
    told = tell.cause_name(bar.kind, bar.cause, bar.causes, limit=_NAME)
    amount = unit.total(bar.count, locale)
    return plotly(f"{told} \u00b7 {amount}", limit=_NAME + 24)


def _bar_hover(bar: Cause, unit: CauseUnit, locale: Locale | None) -> str:
    named = tell.cause_name(bar.kind, bar.cause, bar.causes)
    lines = [
        f"<b>{plotly(named)}</b>",
        plotly(unit.told(bar.count, locale)),
        plotly(f"{say.percent(bar.share, locale)}, {say.span(bar.interval, locale)}"),
        plotly(f"up to here {say.percent(bar.cumulated, locale)}"),
    ]
    return "<br>".join(lines)
