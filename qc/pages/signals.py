"""The signals of a chart, one a row, down to the interactions since each change."""

from __future__ import annotations

import streamlit as st

from qc.pages import act, rows
from qc.review.assessment import Assessment
from qc.view.findings_frame import findings_frame
from qc.view.words import findings as say
from qc.view.words import pages as around
from qc.workspace import Lens, Workspace


def section(workspace: Workspace, one: Assessment, lens: Lens) -> None:
    """List the signals; the one picked shows its interactions."""
    if one.chart is None:
        return
    act.start(one, key=f"act-{one.measure.id}")
    if not one.findings:
        st.caption(say.NONE)
        return
    with st.expander(f"{say.TITLE} ({len(one.findings)})"):
        st.caption(say.HINT)
        event = st.dataframe(
            findings_frame(one),
            key=f"signals-{one.measure.id}-{one.chart.kind}",
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            alt=say.TITLE,
        )
        picked = event["selection"]["rows"]
        if picked and picked[0] < len(one.findings):
            finding = one.findings[picked[0]]
            span = (finding.since, finding.until)
            st.markdown(f"**{around.INTERACTIONS}**")
            rows.interactions(workspace, one, lens, span, key="behind-signal")
