"""The evidence of the chain: every arrow with what it rests on, and the way to act."""

from __future__ import annotations

import streamlit as st

from qc.pages import chain_arrow
from qc.review.chain import Chain
from qc.view.chain_forest import forest_figure, groups
from qc.view.chain_frames import evidence_frame
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.words import chain as say
from qc.view.words import chain_names as names
from qc.workspace import Workspace

_WORDS = 560


def draw(workspace: Workspace, found: Chain) -> None:
    """Draw the table of evidence, the arrow picked in it, and all effects."""
    st.subheader(say.EVIDENCE, anchor=False)
    st.caption(say.PICK_ARROW)
    table = evidence_frame(found)
    wide = st.column_config.TextColumn(width=_WORDS)
    picked = st.dataframe(
        table,
        key="chain-evidence",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={table.columns[-1]: wide},
        alt=say.EVIDENCE,
    )
    rows = picked["selection"]["rows"]
    if rows and rows[0] < len(found.links):
        chain_arrow.draw(workspace, found, found.links[rows[0]])
    _forest(found)
    _collect(found)
    with st.expander(say.HOW):
        for line in names.METHOD_LINES:
            st.markdown(markdown(line, limit=1000))


def _forest(found: Chain) -> None:
    if not groups(found.links):
        return
    st.subheader(say.FOREST, anchor=False)
    st.plotly_chart(
        forest_figure(found.links, dark=st.context.theme.type == "dark"),
        key="forest",
        theme=None,
        config=PLOT_CONFIG,
        alt=say.picture_text(found),
    )
    st.caption(say.FOREST_KEY)


def _collect(found: Chain) -> None:
    lines = say.collect_lines(found)
    if not lines:
        return
    st.subheader(say.COLLECT, anchor=False)
    for title, text in lines:
        st.markdown(f"**{markdown(title)}**: {markdown(text, limit=600)}")
