"""The holidays of a workspace, one a line."""

from __future__ import annotations

import streamlit as st

from qc.core.errors import QcError
from qc.view.escape import markdown
from qc.view.words import holidays as say
from qc.workspace import Workspace
from qc.workspace.holidays import holidays_of, read_holidays

_MOST = 20_000


def form(workspace: Workspace) -> None:
    """Offer the holidays for change."""
    kept = holidays_of(workspace.warehouse)
    with st.expander(say.TITLE), st.form("holidays", border=False):
        st.caption(f"{say.line(len(kept))} {say.HINT}")
        text = st.text_area(say.LABEL, "\n".join(map(str, kept)), max_chars=_MOST)
        if not st.form_submit_button(say.SAVE):
            return
        try:
            workspace.use_holidays(read_holidays(text))
        except QcError as refusal:
            st.warning(markdown(refusal, limit=2000))
            return
    st.rerun()
