"""Chain: does training become goodwill? Six stations, their arrows, the evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from qc.chain.links import Node
from qc.core.kinds import TableName
from qc.pages import (
    adherence_panel,
    chain_evidence,
    frame,
    ledger_panel,
    referral_panel,
    repeat_panel,
    scrolled,
    service_panel,
    state,
    training_panel,
    trust_panel,
)
from qc.pages.chain_arrow import to_chart
from qc.pages.links import DATA
from qc.review.chain import Chain
from qc.view.chain_diagram import ARROW, CLOSER, NODE, chain_html
from qc.view.escape import markdown
from qc.view.style_chain import CHAIN_CSS
from qc.view.words import chain as say
from qc.view.words import chain_names as names
from qc.view.words import customers
from qc.workspace import Lens, Workspace
from qc.workspace.chain import chain
from qc.workspace.company import lacking

Panel = Callable[[Workspace], None]
PANELS: Mapping[Node, tuple[Panel, ...]] = {
    Node.TRAINING: (training_panel.show,),
    Node.ADHERENCE: (adherence_panel.show,),
    Node.SERVICE: (service_panel.show,),
    Node.TRUST: (trust_panel.show,),
    Node.LOYALTY: (repeat_panel.show, referral_panel.show),
    Node.GOODWILL: (ledger_panel.show,),
}
"""What is shown of a station when it is looked at closer."""


@frame.page(say.QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    if len(lacking(workspace, *TableName)) == len(TableName):
        st.info(say.NO_DATA)
        st.page_link(DATA, label=customers.TO_DATA)
        return
    found = state.kept(workspace, "chain", Lens(), lambda: chain(workspace))
    st.subheader(markdown(say.headline(found), limit=600), anchor=False)
    st.html(f"<style>{CHAIN_CSS}</style>")
    picture = st.container()
    st.subheader(say.CLOSER, anchor=CLOSER)
    node = _node()
    link = None if node else chain_evidence.looked_at(found)
    drawn = chain_html(found, now=node or (link.arrow if link else None))
    picture.markdown(drawn, unsafe_allow_html=True)
    if node is None:
        chain_evidence.draw(workspace, found)
    else:
        _panels(workspace, found, node)
    scrolled.to(CLOSER)


def _node() -> Node | None:
    """Offer the stations; the one chosen goes to the URL."""
    known = [str(node) for node in PANELS]
    asked = state.chosen(NODE, known, "")
    if NODE not in st.session_state:
        st.session_state[NODE] = asked
    picked = st.segmented_control(
        say.PICK,
        ["", *known],
        format_func=lambda key: names.NODES[Node(key)] if key else say.EVIDENCE,
        required=True,
        key=NODE,
    )
    state.put(NODE, picked)
    if picked:
        state.put(ARROW, None)
    return Node(picked) if picked else None


def _panels(workspace: Workspace, found: Chain, node: Node) -> None:
    to_chart(workspace, found.station(node))
    for panel in PANELS[node]:
        panel(workspace)


show()
