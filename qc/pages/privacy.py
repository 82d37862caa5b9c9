"""Privacy on the data page: whose names are kept, where the key is, a new one."""

from __future__ import annotations

import streamlit as st

from qc.core.people import Keep
from qc.pages.state import kept
from qc.store.people_known import known
from qc.view.escape import markdown
from qc.view.words import privacy as say
from qc.workspace import Lens, Workspace
from qc.workspace.privacy import Privacy


def warnings(workspace: Workspace) -> None:
    """Say, before anything else, what is wrong with the key or with the codes."""
    found = workspace.privacy
    if found.lost:
        st.warning(markdown(say.key_line(found.file, found.key), limit=1000))
    for line in say.notes(found.by_name, found.other_keys):
        st.info(markdown(line, limit=600))


def form(workspace: Workspace) -> None:
    """Tell how people are stored; let the owner say whose names are kept."""
    found = workspace.privacy
    with st.expander(say.TITLE, expanded=found.lost):
        st.markdown(markdown(say.HOW, limit=1000))
        codes = kept(workspace, "codes", Lens(), lambda: known(workspace.warehouse))
        told = f"{say.codes_line(codes)} {say.names_line(found.names)}"
        st.markdown(markdown(told, limit=600))
        if not found.lost:
            st.caption(markdown(say.key_line(found.file, found.key), limit=1000))
        _keep(workspace, found)
        if found.lost:
            _new_key(workspace)


def _keep(workspace: Workspace, found: Privacy) -> None:
    """Offer whose names are kept; a change is told first, and saved by a button."""
    names = {keep.value: keep for keep in Keep}
    picked = st.segmented_control(
        say.KEEP,
        list(names),
        default=found.keep.value,
        format_func=lambda value: say.KEEPS[names[value]],
        key=f"keep-{found.keep}",
    )
    asked = names.get(picked or "", found.keep)
    if asked is found.keep:
        return
    st.caption(markdown(say.change_line(found.keep, asked, found.names), limit=600))
    if st.button(say.SAVE, type="primary", key="keep-save"):
        workspace.keep_names(asked)
        st.rerun()


def _new_key(workspace: Workspace) -> None:
    st.caption(markdown(say.NEW_KEY_MEANS, limit=600))
    sure = st.checkbox(say.KEY_IS_LOST, key="new-key-sure")
    if st.button(say.NEW_KEY, key="new-key", disabled=not sure):
        workspace.start_new_key()
        st.rerun()
