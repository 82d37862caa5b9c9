"""Relationships at risk: the list, and every promise to the one that is picked."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import TableName
from qc.pages import figures, repeat_ahead, state
from qc.pages.links import DATA
from qc.review.trust import RiskList
from qc.view.trust_frames import promises_frame, risk_frame
from qc.view.trust_history_chart import history_figure
from qc.view.words import customers
from qc.view.words import trust_risk as say
from qc.view.words.collect import to_load
from qc.workspace import Lens, Workspace
from qc.workspace.company import lacking
from qc.workspace.trust import customer_trust, relationships_at_risk

_WHY = 420


def show_at_risk(workspace: Workspace) -> None:
    """Draw the list of relationships at risk, and one customer's promises."""
    found = state.kept(workspace, "trust at risk", Lens(), lambda: _at_risk(workspace))
    if found.lacking:
        missing(found.lacking, say.USE)
        return
    figures.heading(say.headline(found))
    figures.notes(say.notes(found))
    if found.names:
        figures.notes([say.PICK])
        table = risk_frame(found)
        picked = st.dataframe(
            table,
            key="trust-risk",
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            column_config={table.columns[-1]: st.column_config.TextColumn(width=_WHY)},
            alt=say.TITLE,
        )
        rows = picked["selection"]["rows"]
        if rows and rows[0] < len(found.names):
            _one(workspace, int(found.risk.customer[rows[0]]))
    figures.formulas(say.formulas(found))


def _one(workspace: Workspace, customer: int) -> None:
    one = state.kept(
        workspace,
        f"trust of {customer}",
        Lens(),
        lambda: customer_trust(workspace, customer),
    )
    told = say.one_line(one)
    figures.told([told])
    figures.picture(history_figure(one, dark=figures.dark()), "trust-history", told)
    figures.notes([say.MARKS])
    figures.table(promises_frame(one), say.PROMISED)


def _at_risk(workspace: Workspace) -> RiskList:
    bought = not lacking(workspace, TableName.TRANSACTIONS)
    ahead = repeat_ahead.forecast(workspace) if bought else None
    return relationships_at_risk(workspace, ahead)


def missing(fields: tuple[str, ...], use: str) -> None:
    """Say which fields are lacking, and lead to where they go in."""
    st.info(to_load(fields, use))
    st.page_link(DATA, label=customers.TO_DATA)
