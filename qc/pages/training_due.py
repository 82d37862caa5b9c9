"""Who is due for training, and the way from there to an action."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.core.actions import Kind
from qc.pages import act, state
from qc.review.training import Training
from qc.view.escape import markdown
from qc.view.training_frames import due_frame
from qc.view.words import training_due as say
from qc.workspace import Workspace

HOLDS = "holds"
_MEASURE = "steps-skipped"


def holds() -> int:
    """Return how many days a course holds; 0 for good. It stands in the URL."""
    known = {str(days): days for days in say.HOLDING}
    return known[state.chosen(HOLDS, known, "0")]


def draw(workspace: Workspace, found: Training, called: Mapping[str, str]) -> None:
    """Draw who is due, and the way to an action."""
    st.subheader(say.DUE, anchor=False)
    st.markdown(markdown(say.due_line(found), limit=600))
    if found.found is not None:
        known = [str(days) for days in say.HOLDING]
        picked = st.segmented_control(
            say.HOLDS,
            known,
            default=state.chosen(HOLDS, known, "0"),
            format_func=lambda key: say.HOLDING[int(key)],
            key="training-holds",
        )
        state.put(HOLDS, picked if picked != "0" else None)
    if not (found.due or found.due_steps):
        return
    st.dataframe(due_frame(found, called), hide_index=True, alt=say.due_line(found))
    if st.button(say.ACT, key="train", icon=":material/add_task:", type="primary"):
        there = {card.id for card in workspace.measures}
        measure = _MEASURE if _MEASURE in there else ""
        act.to_new(measure, kind=Kind.TRAIN, title=say.action_title(found))
