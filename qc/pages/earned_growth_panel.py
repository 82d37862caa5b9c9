"""Earned growth: did the company grow by what it earned, or by what it bought?"""

from __future__ import annotations

import streamlit as st

from qc.pages import figures, state
from qc.pages.links import DATA
from qc.view.earned_growth_chart import stair_figure
from qc.view.earned_growth_frames import growth_frame, parts_frame
from qc.view.words import customers
from qc.view.words import earned_growth as say
from qc.workspace import Lens, Workspace
from qc.workspace.earned_growth import earned_growth


def show(workspace: Workspace) -> None:
    """Draw the panel."""
    found = state.kept(
        workspace, "earned growth", Lens(), lambda: earned_growth(workspace)
    )
    told = say.headline(found)
    if found.lacking:
        st.info(told)
        st.page_link(DATA, label=customers.TO_DATA)
        return
    figures.heading(told)
    figures.told([*say.facts(found.years.wide)])
    figures.notes(say.caveats(found.years))
    if not found.years.wide.growth.known:
        return
    figures.picture(stair_figure(found, dark=figures.dark()), "stair", told)
    st.dataframe(growth_frame(found), hide_index=True, alt=told)
    figures.table(parts_frame(found), say.PARTS)
    figures.formulas(say.formulas(found))
