"""Who is due for training, and the way from there to an action."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from qc.core.actions import Kind
from qc.pages import act, state
from qc.review.training import Training
from qc.view.escape import markdown
from qc.view.training_frames import due_frame
from qc.view.words import training_due as say
from qc.workspace import Lens, Workspace
from qc.workspace.actions import signal_day
from qc.workspace.training_setting import HOLDING, course_told, tell_course

_MEASURE = "steps-skipped"


def draw(workspace: Workspace, found: Training, called: Mapping[str, str]) -> None:
    """Draw who is due, and the way to an action."""
    st.subheader(say.DUE, anchor=False)
    st.markdown(markdown(say.due_line(found), limit=600))
    if found.found is not None:
        _holds(workspace)
    if not (found.due or found.due_steps):
        return
    st.dataframe(due_frame(found, called), hide_index=True, alt=say.due_line(found))
    if st.button(say.ACT, key="train", icon=":material/add_task:", type="primary"):
        measure, signal = _answered(workspace)
        title = say.action_title(found)
        act.to_new(measure, signal, kind=Kind.TRAIN, title=title)


def _answered(workspace: Workspace) -> tuple[str, np.datetime64 | None]:
    """Return the measure that training is to improve, and the signal it answers."""
    if _MEASURE not in {card.id for card in workspace.available}:
        return "", None
    return _MEASURE, signal_day(state.assessment(workspace, _MEASURE, Lens()))


def _holds(workspace: Workspace) -> None:
    """Ask for how long a course holds; it is kept with the settings."""
    now = course_told(workspace.warehouse)
    picked = st.segmented_control(
        say.HOLDS,
        list(HOLDING),
        default=now,
        format_func=lambda choice: say.HOLDING[HOLDING[choice]],
        required=True,
        key="training-holds",
    )
    if picked and picked != now:
        tell_course(workspace, picked)
        st.rerun()
