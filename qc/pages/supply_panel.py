"""Customers as a supply: who comes, stays and goes, and what hangs on few."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import Period, TableName
from qc.pages import figures, state
from qc.pages.chain_chart import small
from qc.pages.links import DATA
from qc.review.supply import SupplyReport
from qc.view.supply_charts import curve_figure, flow_figure
from qc.view.supply_frames import (
    flow_frame,
    lead_frame,
    parts_frame,
    promises_frame,
    silent_frame,
)
from qc.view.words import customers
from qc.view.words import supply as say
from qc.view.words.collect import to_load
from qc.view.words.supply_formula import definitions
from qc.workspace import Lens, Workspace
from qc.workspace.company import lacking
from qc.workspace.supply import supply_card, supply_report

BY = "supply-by"


def show(workspace: Workspace) -> None:
    """Draw the section."""
    if missing := lacking(workspace, TableName.TRANSACTIONS):
        st.info(to_load(missing, say.USE))
        st.page_link(DATA, label=customers.TO_DATA)
        return
    place = st.container()
    by = Period(figures.choice(say.BY, BY, say.PERIODS))
    what = f"supply {by} {supply_card(workspace)}"
    found = state.kept(workspace, what, Lens(), lambda: supply_report(workspace, by))
    with place:
        figures.heading(say.headline(found))
    _flow(found)
    _rhythm(found)
    _parts(found)
    _risk(found)
    _promises(found)
    figures.formulas(definitions(found))


def _flow(found: SupplyReport) -> None:
    told = say.trend(found)
    figures.told([told])
    figures.picture(flow_figure(found, dark=figures.dark()), "supply-flow", told)
    figures.notes(say.silence_notes(found))
    figures.table(flow_frame(found), say.FLOW)


def _rhythm(found: SupplyReport) -> None:
    if found.rhythm is None:
        return
    st.subheader(say.RHYTHM, anchor=False)
    small(found.rhythm, key="supply-rhythm")
    figures.table(lead_frame(found), say.RHYTHM)


def _parts(found: SupplyReport) -> None:
    st.subheader(say.PARTS, anchor=False)
    told = say.parts_line(found.parts)
    figures.told([told])
    if found.parts.gini.known:
        figures.picture(curve_figure(found, dark=figures.dark()), "supply-parts", told)
        figures.table(parts_frame(found), say.PARTS)


def _risk(found: SupplyReport) -> None:
    st.subheader(say.RISK, anchor=False)
    told = say.risk_line(found)
    figures.told([told])
    if len(found.risk.silent):
        st.dataframe(silent_frame(found), hide_index=True, alt=told)


def _promises(found: SupplyReport) -> None:
    st.subheader(say.PROMISES, anchor=False)
    figures.told([say.promises_line(found)])
    if found.promises is not None:
        figures.table(promises_frame(found), say.PROMISES)
