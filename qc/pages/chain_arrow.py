"""One arrow of the chain: what it rests on, its stations, and the way to an action."""

from __future__ import annotations

import streamlit as st

from qc.chain.links import ENDS, Link, Node
from qc.pages import act, frame, links
from qc.review.chain import Chain, Station
from qc.view.chain_diagram import NODE
from qc.view.escape import markdown
from qc.view.words import chain as say
from qc.view.words import chain_figures as figures
from qc.view.words import chain_names as names
from qc.workspace import Workspace
from qc.workspace.actions import signal_day


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


def draw(workspace: Workspace, found: Chain, link: Link) -> None:
    """Say what one arrow rests on, and lead on from it."""
    with st.container(border=True, key="qc-card-arrow"):
        head = f"{names.ARROWS[link.arrow]}: {figures.state(link).casefold()}"
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
