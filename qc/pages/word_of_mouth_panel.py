"""Word of mouth against campaigns: which returned more, and can that be told?"""

from __future__ import annotations

import streamlit as st

from qc.pages import figures, state
from qc.pages.links import DATA
from qc.view.word_of_mouth_chart import returns_figure
from qc.view.word_of_mouth_frames import credit_frame, sides_frame
from qc.view.words import customers
from qc.view.words import word_of_mouth as say
from qc.workspace import Lens, Workspace
from qc.workspace.word_of_mouth import word_of_mouth


def show(workspace: Workspace) -> None:
    """Draw the panel."""
    found = state.kept(
        workspace, "word of mouth", Lens(), lambda: word_of_mouth(workspace)
    )
    told = say.verdict(found)
    if found.lacking:
        st.info(told)
        st.page_link(DATA, label=customers.TO_DATA)
        return
    figures.heading(told)
    figures.told([say.returned(found), say.chance(found), say.break_even(found)])
    if found.found.referred.known:
        drawn = returns_figure(found, dark=figures.dark())
        figures.picture(drawn, "returns", told)
    st.markdown(f"**{say.BOTH}**")
    st.dataframe(sides_frame(found), hide_index=True, alt=say.BOTH)
    figures.notes(say.notes(found))
    with st.expander(say.CREDIT):
        st.caption(say.CREDIT_HINT)
        st.dataframe(credit_frame(found), hide_index=True, alt=say.CREDIT)
    figures.formulas(say.formulas(found))
