"""Waiting times on the measure page: those who still wait are not forgotten."""

from __future__ import annotations

import streamlit as st

from qc.core.errors import NothingToShow
from qc.pages import clocks, state
from qc.review.assessment import Assessment
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.waiting_chart import figure
from qc.view.waiting_frames import newest_frame
from qc.view.words import waiting as say
from qc.workspace import Lens, Workspace
from qc.workspace.waiting import waiting_times


def section(workspace: Workspace, one: Assessment, lens: Lens) -> None:
    """Show how long customers wait, where the measure has a clock."""
    clocks.section(workspace, one, lens)
    name = one.measure.id
    if one.measure.clock is None or one.chart is None:
        return
    with st.expander(say.SECTION):
        try:
            times = state.kept(
                workspace,
                f"waiting {name}",
                lens,
                lambda: waiting_times(workspace, name, lens),
            )
        except NothingToShow as refusal:
            st.caption(markdown(refusal))
            return
        told = say.sentences(times)
        st.markdown("  \n".join(markdown(text) for text in told))
        dark = st.context.theme.type == "dark"
        st.plotly_chart(
            figure(times, dark=dark),
            key=f"waiting-{name}",
            theme=None,
            config=PLOT_CONFIG,
            alt=" ".join(told),
        )
        if times.newest:
            st.markdown(f"**{say.NEWEST}**")
            st.dataframe(newest_frame(times), hide_index=True, alt=say.NEWEST)
