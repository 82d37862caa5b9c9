"""Measure: one chart in depth, down to the interactions behind a point."""

from __future__ import annotations

import numpy as np
import streamlit as st

from qc.core.calendar import next_start
from qc.core.kinds import MeasureKind
from qc.pages import frame, limits, state
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.control_chart import PLOT_CONFIG, figure
from qc.view.escape import markdown
from qc.view.frames import rows_frame
from qc.view.tables import points_frame
from qc.view.words import pages as say
from qc.workspace import Lens, Workspace


@frame.page(say.MEASURE_QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    names = [card.id for card in workspace.available]
    if not names:
        st.info(say.NO_DATA)
        return
    name = _picker(workspace, names)
    lens = state.lens(workspace)
    one = state.assessment(workspace, name, lens)
    st.markdown(f"*{markdown(one.measure.question)}*")
    st.subheader(markdown(words.sentence(one)), anchor=False)
    if target := words.assurance_sentence(one):
        st.markdown(markdown(target))
    if one.chart is None:
        return
    point = _chart(one)
    point = _points(one, point)
    if point is not None:
        _behind(workspace, one, lens, point)
    _about(one)
    limits.form(workspace, one)


def _picker(workspace: Workspace, names: list[str]) -> str:
    titles = {card.id: card.title for card in workspace.available}
    current = state.chosen("measure", names, names[0])
    left, right = st.columns([2, 1])
    picked = left.selectbox(
        say.MEASURE_PICKER,
        names,
        index=names.index(current),
        format_func=lambda name: titles[name],
    )
    rules = right.selectbox(
        say.RULES_PICKER,
        list(workspace.rules),
        index=list(workspace.rules).index(
            state.chosen("rules", workspace.rules, workspace.default_rules)
        ),
        format_func=lambda name: workspace.rules[name].title,
    )
    state.put("measure", picked)
    state.put("rules", rules if rules != workspace.default_rules else None)
    state.filters(workspace)
    return picked


def _chart(one: Assessment) -> int | None:
    """Draw the chart; return the index of the point that was clicked."""
    dark = st.context.theme.type == "dark"
    clicked = st.plotly_chart(
        figure(one, dark=dark),
        key=f"chart-{one.measure.id}",
        theme=None,
        on_select="rerun",
        selection_mode="points",
        config=PLOT_CONFIG,
        alt=words.sentence(one),
    )
    points = [
        point for point in clicked["selection"]["points"] if "customdata" in point
    ]
    if not points:
        return None
    data = points[0]["customdata"]
    return int(data[0] if isinstance(data, list) else data)


def _points(one: Assessment, clicked: int | None) -> int | None:
    """Offer the points as a table; a row chosen there counts as a click."""
    with st.expander(say.POINTS):
        table = points_frame(one)[::-1]
        picked = st.dataframe(
            table,
            key=f"points-{one.measure.id}",
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            alt=words.sentence(one),
        )
        rows = picked["selection"]["rows"]
    return len(table) - 1 - rows[0] if rows and rows[0] < len(table) else clicked


def _behind(workspace: Workspace, one: Assessment, lens: Lens, point: int) -> None:
    if one.chart is None or point >= len(one.chart):
        return
    first = one.chart.at[point]
    last = first
    if one.measure.kind is not MeasureKind.GAP:
        last = next_start(np.array([first]), one.measure.by)[0] - np.timedelta64(1, "D")
    rows = workspace.interactions(one.measure.id, first, last, lens)
    st.subheader(say.INTERACTIONS, anchor=False)
    st.caption(say.rows_line(rows.total, len(rows.rows), first, last))
    st.dataframe(rows_frame(rows.rows), hide_index=True, key="interactions")


def _about(one: Assessment) -> None:
    left, right = st.columns(2)
    with left.container(border=True):
        st.markdown(f"**{say.DEFINITION}**")
        st.markdown(markdown(one.measure.definition or one.measure.question))
        st.markdown(f"**{say.FORMULA}**")
        st.markdown(markdown(words.formula(one), limit=2000))
    with right.container(border=True):
        if one.choice is not None:
            st.markdown(f"**{say.WHY_THIS_CHART}**")
            st.markdown(markdown(words.why_this_chart(one.choice), limit=2000))
        st.markdown(f"**{say.RULES_IN_FORCE}**")
        st.markdown(markdown(words.rule_set_line(one.rules), limit=2000))
        for caveat in words.caveats(one):
            st.markdown(f"- {markdown(caveat)}")


show()
