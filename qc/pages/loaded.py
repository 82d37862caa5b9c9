"""What is loaded, by table: each batch with its account, and a way out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import astuple

import streamlit as st

from qc.core.errors import BrokenStore
from qc.core.kinds import TableName
from qc.pages import refusals
from qc.pages.state import kept
from qc.store.batch import Batch
from qc.view import words
from qc.view.escape import markdown
from qc.view.frames import aside_frame
from qc.view.tables import safe_csv
from qc.view.words import adding, tables_loaded
from qc.view.words import pages as say
from qc.workspace import Lens, Workspace
from qc.workspace.personal import listed
from qc.workspace.tables import by_table, overview

_BESIDE = 2
"""Tables in a row, where the window is wide."""


def show(workspace: Workspace, *, fixed: bool) -> None:
    """List the batches, newest first; those of the sample are `fixed`."""
    tables = by_table(workspace)
    if not tables:
        return
    st.subheader(say.BATCHES, anchor=False)
    if [*tables] != [TableName.INTERACTIONS]:
        _joined(workspace)
    if len(tables) == 1:
        _batches(workspace, *tables.values(), fixed=fixed)
        return
    each = list(tables.items())
    for place in range(0, len(each), _BESIDE):
        row = zip(st.columns(_BESIDE), each[place : place + _BESIDE], strict=False)
        for column, (table, batches) in row:
            with column:
                st.markdown(f"**{words.name(table)}**")
                _batches(workspace, batches, fixed=fixed)


def _batches(workspace: Workspace, batches: Sequence[Batch], *, fixed: bool) -> None:
    for batch in batches:
        with st.container(border=True, key=f"qc-batch-{batch.id}"):
            _told(batch)
            with st.container(horizontal=True):
                _aside(workspace, batch)
                if not fixed:
                    _switch(workspace, batch)


def _joined(workspace: Workspace) -> None:
    """Say who is named in one table and known in no other."""
    try:
        found = kept(workspace, "tables", Lens(), lambda: overview(workspace))
    except BrokenStore as broken:  # the way out of it is in the list below
        refusals.tell(broken)
        return
    lines = [tables_loaded.link_line(*astuple(link)) for link in found.links]
    if told := [line for line in lines if line]:
        st.markdown("\n".join(f"- {markdown(line, limit=400)}" for line in told))
    elif found.links:
        st.caption(markdown(tables_loaded.nothing_lost()))


def _told(batch: Batch) -> None:
    days = (batch.first, batch.last)
    line = say.batch_line(batch.file, batch.rows, *days, batch.table)
    if batch.adds:
        line = adding.held(batch.file, batch.rows, batch.columns)
    account = words.account_sentence(batch.account, table=batch.table)
    loaded = say.loaded_line(batch.loaded_at, batch.mapping, live=batch.live)
    st.markdown(
        f"**{markdown(line)}**  \n{markdown(account)}  \n"
        f":gray[:small[{markdown(loaded)}]]"
    )


def aside_file(workspace: Workspace, batch: Batch) -> bytes:
    """Return what a load did not accept, as CSV that no spreadsheet runs."""
    try:
        return safe_csv(aside_frame(listed(workspace, batch)))
    except BrokenStore as broken:
        return str(broken).encode()


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
        on_click="ignore",
    )


def _switch(workspace: Workspace, batch: Batch) -> None:
    label = say.REMOVE if batch.live else say.RESTORE
    if st.button(label, key=f"switch-{batch.id}"):
        change = workspace.remove if batch.live else workspace.restore
        change(batch.id, reason=label)
        st.rerun()
