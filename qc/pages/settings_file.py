"""A settings file in an uploader: what it would change, and taking it over."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qc.core.errors import InvalidCard, QcError
from qc.pages import refusals
from qc.view.escape import markdown
from qc.view.settings_told import differences_by_section
from qc.view.words import settings as say
from qc.workspace import Workspace
from qc.workspace.settings import Look, decoded, take

_MEGABYTES = 2
_DONE = "settings-done"
Read = Callable[[str, str], Look]


def uploader(what: str, label: str) -> tuple[str, bytes] | None:
    """Return name and content of the file; a new uploader after each import."""
    times = st.session_state.setdefault(f"{what}-times", 0)
    file = st.file_uploader(
        label, type="toml", max_upload_size=_MEGABYTES, key=f"{what}-file-{times}"
    )
    return None if file is None else (file.name, file.getvalue())


def offer(
    what: str, label: str, workspace: Workspace, file: tuple[str, bytes], read: Read
) -> None:
    """Show what a file would change; change it when asked to.

    Parameters
    ----------
    what : str
        Tells one uploader from another.
    label : str
        Of the button.
    workspace : Workspace
    file : tuple of str, bytes
        Its name and content.
    read : callable
        Holds its text against the workspace.
    """
    name, content = file
    try:
        seen = read(decoded(content, name), name)
        _shown(seen)
        if seen.differences and st.button(label, type="primary", key=f"{what}-apply"):
            take(workspace, seen)
            st.session_state[f"{what}-{_DONE}"] = say.applied(seen.differences)
            st.session_state[f"{what}-times"] += 1
            st.rerun()
    except QcError as refusal:
        refused(refusal)


def _shown(seen: Look) -> None:
    if not seen.differences:
        st.info(say.NOTHING)
        return
    st.markdown(
        f"**{markdown(say.NOT_YET)}** {markdown(say.counted(seen.differences))}"
    )
    for section, lines in differences_by_section(seen.differences):
        items = "\n".join(f"- {markdown(line, limit=600)}" for line in lines)
        st.markdown(f"**{markdown(section)}**\n\n{items}")
    if stays := say.stays(seen.same):
        st.caption(markdown(stays))
    if lost := say.names_lost(seen.names_lost):
        st.warning(markdown(lost, limit=1000))


def refused(refusal: QcError) -> None:
    """Tell a refusal; faults of a file stand one under the other."""
    if not isinstance(refusal, InvalidCard):
        refusals.tell(refusal)
        return
    head = markdown(str(refusal).partition("\n")[0])
    faults = "\n".join(f"- {markdown(fault, limit=500)}" for fault in refusal.faults)
    st.warning(f"{head}\n\n{faults}")


def told(what: str) -> None:
    """Say what was taken over last, once."""
    if done := st.session_state.pop(f"{what}-{_DONE}", None):
        st.success(markdown(done))
