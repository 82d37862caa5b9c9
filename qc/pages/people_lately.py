"""Who changed in the newest weeks: a section of People, a line of the weekly review."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.core.errors import NothingToShow
from qc.pages import links, state
from qc.review.lately import Changes
from qc.view.escape import markdown
from qc.view.lately_frames import changes_frame
from qc.view.words import lately as say
from qc.workspace import Lens, Workspace
from qc.workspace.compare import dimensions
from qc.workspace.labels import labelled
from qc.workspace.lately import of_everybody, who_changed


def section(
    workspace: Workspace, dimension: str, shown: Mapping[str, str], lens: Lens
) -> None:
    """Show everyone's newest weeks beside their weeks before."""
    st.subheader(say.SECTION, anchor=False)
    try:
        found = _found(workspace, dimension, lens)
    except NothingToShow as refusal:
        st.caption(markdown(refusal, limit=400))
        return
    st.markdown(f"**{markdown(say.verdict(found, shown), limit=1000)}**")
    st.caption(markdown(say.judged_line(found), limit=400))
    if not found.units:
        return
    with st.expander(say.TABLE):
        told = changes_frame(found, shown)
        st.dataframe(told, hide_index=True, alt=say.verdict(found, shown))
    with st.expander(say.HOW):
        for line in say.HOW_LINES:
            st.markdown(markdown(line, limit=600))


def line(workspace: Workspace, lens: Lens) -> None:
    """Say in the weekly review who changed; nothing where the log cannot tell."""
    known = state.kept(
        workspace, "who changed", lens, lambda: _with_codes(workspace, lens)
    )
    if known is None:
        return
    found, codes = known
    st.subheader(say.SECTION, anchor=False)
    st.caption(markdown(say.judged_line(found), limit=400))
    told = markdown(say.verdict(found, codes), limit=1000)
    st.markdown(f"**{told}**" if found.standing else told)
    if st.button(
        say.OPEN, key="lately-people", type="tertiary", icon=":material/arrow_forward:"
    ):
        links.to_people()


def _with_codes(
    workspace: Workspace, lens: Lens
) -> tuple[Changes, Mapping[str, str]] | None:
    """Return who changed, and what everybody is called; None where nothing tells."""
    ways = dimensions(workspace)
    if not ways or not of_everybody(workspace):
        return None
    try:
        found = _found(workspace, ways[0], lens)
    except NothingToShow:
        return None
    return (found, labelled(workspace, ways[0], asked=False)) if found.units else None


def _found(workspace: Workspace, dimension: str, lens: Lens) -> Changes:
    return state.kept(
        workspace,
        f"lately {dimension}",
        lens,
        lambda: who_changed(workspace, dimension, lens),
    )
