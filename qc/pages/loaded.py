"""What is loaded: each batch with its account, what it set aside, and a way out."""

from __future__ import annotations

import secrets

import streamlit as st

from qc.store.batch import Batch
from qc.view import words
from qc.view.escape import markdown
from qc.view.frames import aside_frame
from qc.view.tables import safe_csv
from qc.view.words import pages as say
from qc.workspace import Workspace


def show(workspace: Workspace, *, fixed: bool) -> None:
    """List the batches, newest first; those of the sample are `fixed`."""
    batches = workspace.batches()
    if not batches:
        return
    st.subheader(say.BATCHES, anchor=False)
    for batch in reversed(batches):
        with st.container(border=True, key=f"qc-batch-{batch.id}"):
            _told(batch)
            with st.container(horizontal=True):
                _aside(workspace, batch)
                if not fixed:
                    _switch(workspace, batch)


def _told(batch: Batch) -> None:
    line = say.batch_line(batch.file, batch.rows, batch.first, batch.last)
    account = words.account_sentence(batch.account)
    loaded = say.loaded_line(batch.loaded_at, batch.mapping, live=batch.live)
    st.markdown(
        f"**{markdown(line)}**  \n{markdown(account)}  \n"
        f":gray[:small[{markdown(loaded)}]]"
    )


def aside_file(workspace: Workspace, batch: Batch) -> bytes:
    """Return what a load did not accept, as CSV that no spreadsheet runs."""
    return safe_csv(aside_frame(workspace.set_aside(batch)))


def _aside(workspace: Workspace, batch: Batch) -> None:
    """Offer the list of what was not accepted, made when it is asked for."""
    if not batch.account.set_aside and not batch.account.values_left_out:
        return
    st.download_button(
        say.SET_ASIDE,
        lambda: aside_file(workspace, batch),
        file_name=f"set-aside-{secrets.token_hex(8)}.csv",
        mime="text/csv",
        key=f"aside-{batch.id}",
    )


def _switch(workspace: Workspace, batch: Batch) -> None:
    label = say.REMOVE if batch.live else say.RESTORE
    if st.button(label, key=f"switch-{batch.id}"):
        change = workspace.remove if batch.live else workspace.restore
        change(batch.id, reason=label)
        st.rerun()
