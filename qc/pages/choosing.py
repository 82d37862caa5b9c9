"""Which chart of a measure, and by which period: as the data say, or by hand."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qc.core.kinds import ChartKind, Period
from qc.core.measures import Measure
from qc.pages import deciding, state
from qc.view import words
from qc.view.words import choosing as say
from qc.view.words import point
from qc.workspace import Lens, Workspace
from qc.workspace.decided import kept_chart
from qc.workspace.decisions import keep_chart
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


def pickers(workspace: Workspace, measure: Measure) -> None:
    """Offer every chart the measure can have, and the periods."""
    charts = [_BY_DATA, *map(str, charts_for(measure))]
    asked = state.chosen("chart", charts, _BY_DATA)
    kept = kept_chart(workspace.warehouse, measure)
    chart = st.selectbox(
        say.CHART_PICKER,
        charts,
        charts.index(asked),
        format_func=lambda kind: (
            words.name(ChartKind(kind)) if kind else say.by_default(kept)
        ),
        key=f"chart-kind-{measure.id}",
    )
    periods = [_BY_DATA, *map(str, Period)]
    by = st.selectbox(
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
    if chart and chart != kept:
        _keep(workspace, measure, ChartKind(chart), kept)
    elif kept is not None:
        _keep(workspace, measure, None, kept)


def _keep(
    workspace: Workspace,
    measure: Measure,
    new: ChartKind | None,
    seen: ChartKind | None,
) -> None:
    """Offer to overrule the chart for everyone, or to end that."""
    key = f"why-chart-{measure.id}"
    st.caption(say.DROP_HINT if new is None else say.KEEP_HINT)
    with st.form(f"form-{key}", border=False):
        st.text_input(point.REASON, max_chars=200, key=key, help=point.REASON_HELP)

        def act() -> str:
            reason = st.session_state[key]
            keep_chart(workspace, measure.id, new, seen=seen, reason=reason)
            return say.DROPPED if new is None else say.KEPT

        deciding.submit(say.DROP_CHART if new is None else say.KEEP_CHART, act)
