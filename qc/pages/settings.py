"""Settings as one file: download them, see what a file would change, take it over."""

from __future__ import annotations

import secrets

import streamlit as st

from qc.core.errors import QcError
from qc.pages.settings_file import offer, refused, told, uploader
from qc.view.words import settings as say
from qc.workspace import Workspace
from qc.workspace.settings import exported, look, look_at_cards


def form(workspace: Workspace) -> None:
    """Offer the settings as a file, and to take over another one."""
    with st.expander(say.TITLE):
        st.caption(say.HINT)
        _download(workspace)
        file = uploader("settings", say.UPLOAD)
        replace = st.checkbox(say.REPLACE, key="settings-replace")
        label = say.APPLY_REMOVING if replace else say.APPLY
        if file is not None:
            offer(
                *("settings", label, workspace, file),
                lambda text, name: look(workspace, text, name, replace=replace),
            )
    told("settings")


def cards(workspace: Workspace) -> None:
    """Offer to add measure cards from a file, or to replace those of the same id."""
    with st.expander(say.CARDS_TITLE):
        st.caption(say.CARDS_HINT)
        file = uploader("cards", say.CARDS_UPLOAD)
        if file is not None:
            offer(
                *("cards", say.CARDS_APPLY, workspace, file),
                lambda text, name: look_at_cards(workspace, text, name),
            )
    told("cards")


def _download(workspace: Workspace) -> None:
    try:
        text = exported(workspace)
    except QcError as refusal:
        st.caption(say.BROKEN)
        refused(refusal)
        return
    st.download_button(
        say.DOWNLOAD,
        lambda: text,  # a text would be a file that is gone after the next run
        file_name=f"settings-{secrets.token_hex(8)}.toml",
        mime="application/toml",
        key="settings-file",
        on_click="ignore",
        icon=":material/download:",
    )
