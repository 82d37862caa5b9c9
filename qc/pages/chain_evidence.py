"""The evidence of the chain: every arrow with what it rests on, and the way to act."""

from __future__ import annotations

import streamlit as st

from qc.chain.links import Arrow, Link
from qc.pages import chain_arrow, state
from qc.review.chain import Chain
from qc.view.chain_diagram import ARROW
from qc.view.chain_forest import forest_figure, groups
from qc.view.chain_frames import evidence_frame
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.words import chain as say
from qc.view.words import chain_names as names
from qc.workspace import Workspace

_TABLE = "chain-evidence"
_WIDTHS = (210, 104, 104, 132, 120, 76, 96, 216, 132)


def looked_at(found: Chain) -> Link | None:
    """Return the arrow that is read: picked, linked to, or the first that is broken."""
    held = st.session_state.get(_TABLE, {}).get("selection", {})
    rows: list[int] = held.get("rows", [])
    if rows and rows[0] < len(found.links):
        return found.links[rows[0]]
    name = state.chosen(ARROW, [str(one.arrow) for one in found.links], "")
    return found.link(Arrow(name)) if name else found.weakest()


def draw(workspace: Workspace, found: Chain) -> None:
    """Draw the table of evidence, the arrow picked in it, and all effects."""
    st.subheader(say.EVIDENCE, anchor=False)
    st.caption(say.PICK_ARROW)
    _table(found)
    if one := looked_at(found):
        chain_arrow.draw(workspace, found, one)
    _forest(found)
    _collect(found)
    with st.expander(say.ALL_IN_WORDS):
        for link in found.links:
            head = names.ARROWS[link.arrow]
            text = markdown(say.verdict(link), limit=1000)
            st.markdown(f"**{markdown(head)}**: {text}")
    with st.expander(say.HOW):
        for line in names.METHOD_LINES:
            st.markdown(markdown(line, limit=1000))


def _table(found: Chain) -> None:
    """Draw the table; the arrow picked in it goes to the URL."""
    table = evidence_frame(found)
    shown = list(table.columns[:-1])  # the words of one arrow stand below
    widths = dict(zip(shown, _WIDTHS, strict=True))
    picked = st.dataframe(
        table,
        key=_TABLE,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_order=shown,
        column_config={
            name: st.column_config.TextColumn(width=width)
            for name, width in widths.items()
        },
        alt=say.EVIDENCE,
    )
    if picked["selection"]["rows"] and (one := looked_at(found)):
        state.put(ARROW, one.arrow)


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
