"""The units of a comparison over time: who was unlike themselves, and when."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.core.arrays import Dates
from qc.pages import state, training_days
from qc.review.compare import Comparison
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.short_run_chart import figure
from qc.view.short_run_frames import points_frame
from qc.view.training_marks import training_notes
from qc.view.words import pages as around
from qc.view.words import short_run as say
from qc.workspace import Lens, Workspace
from qc.workspace.compare import short_run

AGENT = "agent"


def section(
    workspace: Workspace, found: Comparison, called: Mapping[str, str], lens: Lens
) -> None:
    """Show the units over time on one chart, each against its own average."""
    scope = found.scope
    st.subheader(say.SECTION, anchor=False)
    run = state.kept(
        workspace,
        f"short run {found.measure.id} {scope.dimension} {scope.first} {scope.last}",
        lens,
        lambda: short_run(workspace, found, lens),
    )
    if run is None:
        st.caption(markdown(say.nothing(scope.dimension, found.measure.by)))
        return
    verdict = say.verdict(run, called)
    st.markdown(markdown(verdict, limit=1000))
    days = run.chart.at.astype("datetime64[D]")
    marks = _training(workspace, scope.dimension, lens, days)
    events = training_notes(marks, called)
    dark = st.context.theme.type == "dark"
    st.plotly_chart(
        figure(run, called, events=events, dark=dark),
        key="short-run",
        theme=None,
        config=PLOT_CONFIG,
        alt=verdict,
    )
    st.caption(markdown(say.method(run), limit=1000))
    with st.expander(around.POINTS):
        st.dataframe(points_frame(run, called), hide_index=True, alt=verdict)
    training_days.table(marks, called)


def _training(
    workspace: Workspace, dimension: str, lens: Lens, days: Dates
) -> training_days.Marks:
    """Return the training of the agents compared; of other units, none."""
    if dimension != AGENT or not len(days):
        return ()
    return training_days.between(workspace, lens, days.min(), days.max())
