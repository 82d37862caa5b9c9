"""The interactions of a stretch of a chart."""

from __future__ import annotations

import streamlit as st

from qc.review.assessment import Assessment
from qc.view.frames import rows_frame
from qc.view.words import pages as say
from qc.view.words.compare import NAMES
from qc.workspace import Lens, Workspace
from qc.workspace.behind import Span, behind
from qc.workspace.personal import may_see_names


def interactions(
    workspace: Workspace, one: Assessment, lens: Lens, span: Span, *, key: str
) -> None:
    """List the interactions of a stretch of the chart, events first."""
    asked = may_see_names(workspace, "agent") and st.toggle(NAMES, key=f"names-{key}")
    found = behind(workspace, one, lens, span, names=asked)
    rows = found.found.rows
    st.markdown(say.rows_line(found.found.total, len(rows), found.first, found.last))
    st.dataframe(
        rows_frame(rows),
        hide_index=True,
        placeholder="",
        key=key,
        alt=say.INTERACTIONS,
    )
