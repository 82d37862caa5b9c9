"""Every decision about a chart on record, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qc.core.decisions import Decision, redoable, undoable
from qc.pages import deciding
from qc.review.assess import usual_plan
from qc.review.assessment import Assessment
from qc.view.decisions_frame import decisions_frame
from qc.view.escape import markdown
from qc.view.words import decisions as say
from qc.workspace import Workspace
from qc.workspace.decisions import redo, undo


def bar(workspace: Workspace, one: Assessment, past: Sequence[Decision]) -> None:
    """Offer to take the newest decision back, or to make it again."""
    last, next_ = undoable(past), redoable(past)
    deciding.told()
    if last is None and next_ is None:
        return
    usual = usual_plan(one.measure)
    with st.container(horizontal=True, key="qc-turn"):
        if last is not None:
            _turn(workspace, one, last, back=True, label=say.undo_label(last, usual))
        if next_ is not None:
            _turn(workspace, one, next_, back=False, label=say.redo_label(next_, usual))


def table(one: Assessment, past: Sequence[Decision]) -> None:
    """List every decision about this chart, newest first."""
    with st.expander(say.history_label(len(past))):
        if not past:
            st.caption(say.NO_HISTORY)
            return
        frame = decisions_frame(past, usual_plan(one.measure))
        st.dataframe(frame, hide_index=True, key="decisions", alt=say.HISTORY)


def _turn(
    workspace: Workspace, one: Assessment, found: Decision, *, back: bool, label: str
) -> None:
    name = one.measure.id
    line = say.turned_line(found, usual_plan(one.measure), back=back)

    def act() -> str:
        (undo if back else redo)(workspace, name, number=found.number)
        return line

    icon = ":material/undo:" if back else ":material/redo:"
    deciding.button(markdown(label, limit=120), act, f"turn-{back}-{name}", icon)
