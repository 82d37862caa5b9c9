"""The formats of numbers and days: one choice for the whole workspace."""

from __future__ import annotations

import streamlit as st

from qc.view.locales import LOCALES
from qc.view.words import formats as say
from qc.workspace import Workspace
from qc.workspace.locale import locale_of, use_locale


def picker(workspace: Workspace) -> None:
    """Offer every locale by an example."""
    tags, current = list(LOCALES), locale_of(workspace.warehouse).tag
    chosen = st.selectbox(
        say.LABEL,
        tags,
        tags.index(current),
        format_func=say.example,
        help=say.HELP,
        key=f"locale-{current}",
        width=420,
    )
    if chosen != current:
        use_locale(workspace, chosen)
        st.rerun()
