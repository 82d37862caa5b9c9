"""The time of a measure by both clocks, on the measure page."""

from __future__ import annotations

import streamlit as st

from qc.pages import state
from qc.review.assessment import Assessment
from qc.view.clocks_frames import clocks_frame
from qc.view.words import clocks as say
from qc.workspace import Lens, Workspace
from qc.workspace.clocks import both_clocks


def section(workspace: Workspace, one: Assessment, lens: Lens) -> None:
    """Put both clocks side by side, where two are known."""
    name = one.measure.id
    if one.chart is None:
        return
    both = state.kept(
        workspace, f"clocks {name}", lens, lambda: both_clocks(workspace, name, lens)
    )
    if both is None:
        return
    with st.expander(say.SECTION):
        st.dataframe(clocks_frame(both), hide_index=True, alt=say.FORMULA)
        st.caption(say.FORMULA)
