"""The evidence of the chain: every arrow with what it rests on, and the way to act."""

from __future__ import annotations

import streamlit as st

from qc.chain.links import ENDS, Link, Node
from qc.pages import act, frame, links
from qc.review.chain import Chain, Station
from qc.view.chain_forest import forest_figure, groups
from qc.view.chain_frames import evidence_frame
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.words import chain as say
from qc.workspace import Workspace
from qc.workspace.actions import signal_day

NODE = "node"
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
        _arrow(workspace, found, found.links[rows[0]])
    _forest(found)
    _collect(found)
    with st.expander(say.HOW):
        for line in say.METHOD_LINES:
            st.markdown(markdown(line, limit=1000))


def to_chart(workspace: Workspace, station: Station) -> None:
    """Lead to the chart of a station, and to an action from it, where a card is."""
    one = station.chart
    if one is None or one.measure.id not in {card.id for card in workspace.measures}:
        return
    with st.container(horizontal=True):
        label = say.to_chart(one)
        if st.button(markdown(label), key="chain-chart", icon=":material/monitoring:"):
            links.to_measure(one.measure.id)
        act.start(one, key="chain-act")


def _arrow(workspace: Workspace, found: Chain, link: Link) -> None:
    """Say what one arrow rests on, and lead on from it."""
    with st.container(border=True, key="qc-card-arrow"):
        head = f"{say.ARROWS[link.arrow]}: {say.state(link).casefold()}"
        st.markdown(f"**{markdown(head)}**")
        told = (
            say.verdict(link),
            say.beside_line(link),
            say.naive_line(link),
            say.basis_line(link) if link.estimate.known else "",
        )
        for line in told:
            if line:
                st.markdown(markdown(line, limit=1000))
        with st.container(horizontal=True):
            for node in ENDS[link.arrow]:
                st.button(
                    markdown(say.look_closer(node)),
                    key=f"chain-to-{node}",
                    on_click=frame.refusing(_open),
                    args=(node,),
                )
            _act(workspace, found.station(ENDS[link.arrow][1]))


def _act(workspace: Workspace, station: Station) -> None:
    """Offer an action about what an arrow points at, prefilled where a card is."""
    if not st.button(
        say.START, key="chain-action", icon=":material/add_task:", type="primary"
    ):
        return
    one = station.chart
    if one is None or one.measure.id not in {card.id for card in workspace.measures}:
        act.to_new()
    else:
        act.to_new(one.measure.id, signal_day(one))


def _open(node: Node) -> None:
    st.session_state[NODE] = str(node)


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
