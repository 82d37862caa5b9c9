"""Customers who buy by contract: how long they stay, and whether they renew."""

from __future__ import annotations

import streamlit as st

from qc.pages import figures, state
from qc.pages.repeat_groups import groups
from qc.view.control_chart import figure
from qc.view.words import retention as say
from qc.view.words.sentences import sentence
from qc.workspace import Lens, Workspace
from qc.workspace.repeat_contracts import contracts


def section(workspace: Workspace) -> None:
    """Draw the curve of staying, by cohort, and the renewals by month."""
    found = state.kept(workspace, "contracts", Lens(), lambda: contracts(workspace))
    st.subheader(say.STAYING, anchor=False)
    figures.told([say.contract_line(found)])
    if found.cohorts.groups:
        groups(found.cohorts, "staying", stay=True)
    st.subheader(say.RENEWALS, anchor=False)
    told = [say.renewed_line(found)]
    if found.chart.chart is not None:
        told.append(sentence(found.chart))
        figures.told(told)
        picture = figure(found.chart, dark=figures.dark())
        figures.picture(picture, "renewals", " ".join(told))
    else:
        figures.told(told)
    figures.formulas(say.formulas(found))
