"""Which chart of a measure, and by which period: as the data say, or by hand."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qc.core.kinds import ChartKind, Period
from qc.core.measures import Measure
from qc.pages import state
from qc.view import words
from qc.view.words import choosing as say
from qc.workspace import Lens, Workspace
from qc.workspace.drawn import charts_for

_BY_DATA = ""


def lens(workspace: Workspace, measure: Measure) -> Lens:
    """The view in the URL, with the chart and the period asked for."""
    charts = [str(kind) for kind in charts_for(measure)]
    chart = state.chosen("chart", charts, _BY_DATA)
    by = state.chosen("by", list(map(str, Period)), _BY_DATA)
    return replace(
        state.lens(workspace),
        chart=ChartKind(chart) if chart else None,
        by=Period(by) if by else None,
    )


def pickers(measure: Measure) -> None:
    """Offer every chart the measure can have, and the periods."""
    left, right = st.columns([2, 1])
    charts = [_BY_DATA, *map(str, charts_for(measure))]
    asked = state.chosen("chart", charts, _BY_DATA)
    chart = left.selectbox(
        say.CHART_PICKER,
        charts,
        charts.index(asked),
        format_func=lambda kind: words.name(ChartKind(kind)) if kind else say.BY_DATA,
        key=f"chart-kind-{measure.id}",
    )
    periods = [_BY_DATA, *map(str, Period)]
    by = right.selectbox(
        say.PERIOD_PICKER,
        periods,
        periods.index(state.chosen("by", periods, _BY_DATA)),
        format_func=lambda by: (
            words.name(Period(by)) if by else say.by_card(measure.by)
        ),
        key=f"period-{measure.id}",
    )
    state.put("chart", chart or None)
    state.put("by", by or None)
