"""The opening hours and holidays of a workspace: its calendar file, what it means."""

from __future__ import annotations

import secrets

import streamlit as st

from qc.core.calendars import Calendars
from qc.core.errors import QcError
from qc.pages import refusals
from qc.view.calendar_frames import ahead_frame
from qc.view.escape import markdown
from qc.view.words import calendars as say
from qc.workspace import Workspace
from qc.workspace.calendars import (
    ahead,
    calendar_text,
    checked,
    decoded,
    example,
    is_old,
)

_MOST = 200_000  # characters
_MEGABYTES = 1


def form(workspace: Workspace) -> None:
    """Show the calendar in force, and offer its text for change."""
    with st.expander(say.TITLE):
        text = calendar_text(workspace.warehouse)
        told = st.container()
        given = _given(text or example(workspace.warehouse))
        if text:
            _keep(text)
        try:
            if given is not None and given[1]:
                workspace.use_calendar(given[0])
                st.rerun()
            shown = text if given is None else given[0]
            with told:
                _means(workspace, checked(shown), trial=given is not None)
                _stands(workspace, text)
        except QcError as refusal:
            refusals.tell(refusal, told)


def _given(text: str) -> tuple[str, bool] | None:
    """Return what was sent, and whether it is to be saved; None if nothing was."""
    with st.form("calendar", border=False):
        written = st.text_area(say.LABEL, text, height=320, max_chars=_MOST)
        file = st.file_uploader(say.UPLOAD, type="toml", max_upload_size=_MEGABYTES)
        st.caption(markdown(say.HINT, limit=1000))
        with st.container(horizontal=True):
            look = st.form_submit_button(say.PREVIEW)
            save = st.form_submit_button(say.SAVE, type="primary")
    if not (look or save):
        return None
    return (written if file is None else decoded(file.getvalue())), save


def _stands(workspace: Workspace, text: str) -> None:
    if is_old(workspace.warehouse):
        st.info(say.OLD)
    elif not text:
        st.caption(say.NO_FILE)


def _means(workspace: Workspace, found: Calendars, *, trial: bool) -> None:
    """Say what a calendar means, and the opening hours of the next two weeks."""
    if trial:
        st.caption(say.TRIAL)
    for hours in found.all:
        st.markdown(markdown(say.line(hours), limit=1000))
    days = ahead(workspace.today)
    names = [hours.name for hours in found.all]
    st.markdown(f"**{say.AHEAD}**")
    tabs = st.tabs([markdown(name, limit=40) for name in names])
    for tab, hours in zip(tabs, found.all, strict=True):
        table = ahead_frame(hours, days)
        tab.dataframe(table, hide_index=True, height="content", alt=say.AHEAD)


def _keep(text: str) -> None:
    st.download_button(
        say.KEEP,
        lambda: text,
        file_name=f"calendar-{secrets.token_hex(8)}.toml",
        mime="application/toml",
        key="calendar-file",
        on_click="ignore",
        type="tertiary",
    )
