"""The tolerance budgets on the page of the five stages."""

from __future__ import annotations

import streamlit as st

from qc.pages import state
from qc.view.escape import markdown
from qc.view.stages_frames import budgets_frame, budgets_short_frame
from qc.view.words import stage_budgets as say
from qc.workspace import Lens, Workspace
from qc.workspace.stage_budgets import budgets

TOLERANCE = "tolerance"
_MOST = 1_000_000


def draw(workspace: Workspace, lens: Lens) -> None:
    """Draw the section; a tolerance given here goes to the URL."""
    st.subheader(say.BUDGETS, anchor=False)
    left, _ = st.columns([1, 2])
    asked = left.number_input(
        say.TOLERANCE,
        min_value=1,
        max_value=_MOST,
        value=_asked(),
        step=10_000,
        placeholder=say.NO_TOLERANCE_SHORT,
        help=say.TOLERANCE_HELP,
        key="tolerance",
    )
    state.put(TOLERANCE, str(asked) if asked else None)
    found = state.kept(
        workspace,
        f"budgets {asked}",
        lens,
        lambda: budgets(workspace, lens, tolerance_dpmo=asked),
    )
    if not found:
        st.markdown(say.NO_TOLERANCE)
        return
    st.markdown(markdown(say.budgets_sentence(found), limit=600))
    shown = budgets_short_frame(found)
    st.dataframe(shown, hide_index=True, height="content", alt=say.BUDGETS)
    st.caption(markdown(say.windows_line(found), limit=400))
    with st.expander(say.BUDGET_TABLE):
        told = next((one for one in found if one.budget is not None), None)
        st.markdown(markdown(say.budget_formula(told), limit=1000))
        st.dataframe(budgets_frame(found), hide_index=True, alt=say.BUDGETS)


def _asked() -> int | None:
    """Return the tolerance of the URL, where it can be one."""
    text = st.query_params.get(TOLERANCE, "")
    value = int(text) if text.isdecimal() and text.isascii() and len(text) < 8 else 0
    return value if 1 <= value <= _MOST else None
