"""Single contacts that did not go as their steps prescribe: the list, all as a file."""

from __future__ import annotations

import secrets

import streamlit as st

from qc.pages import state
from qc.view.escape import markdown
from qc.view.step_list import cases_frame
from qc.view.tables import safe_csv
from qc.view.words import step_list as say
from qc.workspace import Lens, Workspace
from qc.workspace.adherence_list import step_list

_WIDTHS = (90, 146, 120, 70, 66, 56, 92, 200, 260)


def show(workspace: Workspace) -> None:
    """List the contacts that fit least; the rest can be taken away."""
    found = state.kept(workspace, "step list", Lens(), lambda: step_list(workspace))
    told = say.headline(found)
    st.subheader(say.TITLE, anchor=False)
    st.markdown(markdown(told, limit=600))
    if not found.cases:
        return
    table = cases_frame(found)
    st.dataframe(
        table,
        key="step-list",
        hide_index=True,
        column_config={
            name: st.column_config.Column(width=width)
            for name, width in zip(table.columns, _WIDTHS, strict=True)
        }
        | {say.FITNESS: st.column_config.NumberColumn(width=70, format="%.2f")},
        alt=told,
    )
    st.download_button(
        say.ALL,
        lambda: safe_csv(cases_frame(found, None)),
        file_name=f"steps-{secrets.token_hex(8)}.csv",
        mime="text/csv",
        key="step-list-all",
        on_click="ignore",
    )
    with st.expander(say.HOW):
        for line in (*say.HOW_LINES, say.example(found)):
            st.markdown(markdown(line, limit=1000))
