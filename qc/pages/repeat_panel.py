"""Repeat business: who comes back, how soon and how often, and how much is to come."""

from __future__ import annotations

import streamlit as st

from qc.chain.contract import Business
from qc.core.kinds import TableName
from qc.pages import figures, repeat_ahead, repeat_contracts
from qc.pages.links import DATA
from qc.pages.repeat_groups import groups
from qc.review.repeat import RepeatBusiness
from qc.view.repeat_charts import mean_figure
from qc.view.words import customers
from qc.view.words import repeat as say
from qc.view.words.collect import shortage, to_load
from qc.view.words.repeat_formula import curve_formulas
from qc.workspace import Workspace
from qc.workspace.company import lacking
from qc.workspace.repeat_setting import CHOICES, tell_business


def show(workspace: Workspace) -> None:
    """Draw the section."""
    if missing := lacking(workspace, TableName.TRANSACTIONS):
        st.info(to_load(missing, say.USE))
        st.page_link(DATA, label=customers.TO_DATA)
        return
    found = repeat_ahead.business(workspace)
    figures.heading(say.headline(found))
    figures.notes(say.facts(found))
    _how_they_buy(workspace, found)
    if found.business is Business.CONTRACT:
        repeat_contracts.section(workspace)
    else:
        _curves(found)
        figures.formulas(curve_formulas(found))
        repeat_ahead.section(workspace, found)


def _curves(found: RepeatBusiness) -> None:
    if found.curves.cohorts.groups:
        st.markdown(f"**{say.BY_COHORT}**")
        groups(found.curves.cohorts, "cohorts")
    if found.curves.journeys is not None:
        st.markdown(f"**{say.BY_JOURNEY}**")
        groups(found.curves.journeys, "journeys")
        figures.notes([say.OTHER_CUSTOMERS])
    mean = found.curves.mean
    st.markdown(f"**{say.HOW_OFTEN}**")
    if mean.short:
        figures.notes([shortage(mean.short)])
        return
    verdict = say.how_often(mean)
    figures.picture(mean_figure(mean, dark=figures.dark()), "how-often", verdict)
    figures.told([verdict])


def _how_they_buy(workspace: Workspace, found: RepeatBusiness) -> None:
    with st.expander(say.HOW_THEY_BUY):
        figures.told([say.beat_line(found)])
        now = found.told.value if found.told else CHOICES[0]
        picked = st.radio(
            say.HOW_THEY_BUY,
            CHOICES,
            CHOICES.index(now),
            format_func=say.FREELY.__getitem__,
            label_visibility="collapsed",
            key="business",
        )
        if picked != now:
            tell_business(workspace, picked)
            st.rerun()
