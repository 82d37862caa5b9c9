"""Adherence, looked at closer: which steps are left out, where, and what follows."""

from __future__ import annotations

import streamlit as st

from qc.pages import state, step_list
from qc.pages.chain_chart import small
from qc.review.adherence import Adhering
from qc.view.adherence_frames import stages_frame, steps_frame, where_frame
from qc.view.escape import markdown
from qc.view.words import adherence as say
from qc.view.words import field_name
from qc.workspace import Lens, Workspace
from qc.workspace.adherence_chain import adhering

BY = "steps-by"
_WIDTHS = (92, 76, 104, 68, 200, 132, 196, 200, 200)


def show(workspace: Workspace) -> None:
    """Draw the panel."""
    found = state.kept(workspace, "adherence", Lens(), lambda: adhering(workspace))
    if not found.known:
        st.info(say.NO_STEPS)
        return
    st.markdown(f"**{markdown(say.headline(found), limit=600)}**")
    for line in (say.follows_line(found), say.same_line(found)):
        st.markdown(markdown(line, limit=1000))
    if found.chart is not None:
        st.subheader(say.OVER_TIME, anchor=False)
        small(found.chart, key="adherence-chart")
    _steps(found)
    _where(found)
    st.subheader(say.STAGES, anchor=False)
    st.dataframe(stages_frame(found), hide_index=True, alt=say.STAGES)
    st.caption(markdown(f"{say.balance_line(found)} {say.order_line(found)}"))
    step_list.show(workspace)
    with st.expander(say.HOW):
        for line in say.HOW_LINES:
            st.markdown(markdown(line, limit=1000))


def _steps(found: Adhering) -> None:
    st.subheader(say.STEPS, anchor=False)
    table = steps_frame(found)
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            name: st.column_config.TextColumn(width=width)
            for name, width in zip(table.columns, _WIDTHS, strict=True)
        },
        alt=say.headline(found),
    )


def _where(found: Adhering) -> None:
    st.subheader(say.WHERE, anchor=False)
    ways = [way for way in say.WAYS if say.where_names(found, way)]
    picked = st.segmented_control(
        say.BY,
        ways,
        default=state.chosen(BY, ways, ways[0]),
        format_func=field_name,
        key="adherence-by",
    )
    way = picked or ways[0]
    state.put(BY, None if way == ways[0] else way)
    st.dataframe(where_frame(found, way), hide_index=True, alt=say.WHERE)
