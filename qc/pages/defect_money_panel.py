"""Defects & money: do customers buy less after a defect, and what is at stake?"""

from __future__ import annotations

import streamlit as st

from qc.chain.contract import Business
from qc.pages import figures, repeat_ahead, state
from qc.pages.links import DATA
from qc.review.defect_money import DefectMoney
from qc.view.defect_frames import ratios_frame
from qc.view.ratio_forest import figure
from qc.view.words import customers
from qc.view.words import defect_money as say
from qc.view.words.collect import to_load
from qc.view.words.defect_formula import formulas
from qc.workspace import Lens, Workspace
from qc.workspace.company import company_of
from qc.workspace.defect_money import defect_money


def show(workspace: Workspace) -> None:
    """Draw the section."""
    found = state.kept(workspace, "defect money", Lens(), lambda: _found(workspace))
    if found.lacking:
        st.info(to_load(found.lacking, say.USE))
        st.page_link(DATA, label=customers.TO_DATA)
        return
    verdict = say.headline(found)
    figures.heading(verdict)
    figures.notes(say.facts(found))
    rows = say.rows(found)
    if rows:
        picture = figure(rows, say.NOTHING, dark=figures.dark())
        figures.picture(picture, "ratios", verdict)
        figures.notes([say.MISLEADING])
        figures.table(ratios_frame(found))
    if mending := say.mending(found):
        st.subheader(say.MENDING, anchor=False)
        figures.told([mending])
    st.subheader(say.AT_STAKE, anchor=False)
    figures.told([say.at_stake(found)])
    figures.notes([say.ASSOCIATION])
    figures.formulas(formulas(found))


def _found(workspace: Workspace) -> DefectMoney:
    """Return the ratio; with what is at stake where purchases can be forecast."""
    if not len(company_of(workspace).sales):
        return defect_money(workspace)
    if repeat_ahead.business(workspace).business is Business.CONTRACT:
        return defect_money(workspace)
    return defect_money(workspace, repeat_ahead.forecast(workspace))
