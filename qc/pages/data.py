"""Data: upload, mapping, what is loaded, what was set aside."""

from __future__ import annotations

import secrets

import streamlit as st

from qc.pages import frame, mapping, state
from qc.store.batch import Batch
from qc.view import words
from qc.view.escape import markdown
from qc.view.frames import aside_frame
from qc.view.tables import safe_csv
from qc.view.words import pages as say
from qc.workspace import Workspace
from qc.workspace.loading import LoadReport


@frame.page(say.DATA_QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.own()
    uploaded = st.file_uploader(say.UPLOAD, type=["csv", "tsv", "txt", "gz"])
    if uploaded is None:
        st.session_state.pop("report", None)
    else:
        _take(workspace, uploaded.name, uploaded.getvalue())
    _batches(workspace)


def _take(workspace: Workspace, name: str, content: bytes) -> None:
    """Map and load what was uploaded; once loaded, say what became of it."""
    report: LoadReport | None = st.session_state.get("report")
    with workspace.upload(content) as file:
        if report is None or st.session_state.get("loaded") != (name, len(content)):
            report = mapping.screen(workspace, file, name)
            if report is None:
                return
            st.session_state["report"] = report
            st.session_state["loaded"] = (name, len(content))
    _told(report, name)


def _told(report: LoadReport, name: str) -> None:
    if report.known:
        st.info(markdown(say.already_loaded(name, report.batch.id)))
    else:
        st.success(markdown(words.account_sentence(report.account)))
    if report.encoding_guessed:
        st.warning(markdown(say.guessed_encoding(report.encoding)))
    for left, rows in report.account.values_left_out.items():
        st.caption(markdown(say.left_out_line(left, rows)))
    st.page_link(frame.REVIEW, label=say.TO_REVIEW, icon=":material/arrow_forward:")


def _batches(workspace: Workspace) -> None:
    batches = workspace.batches()
    if not batches:
        return
    st.subheader(say.BATCHES, anchor=False)
    for batch in reversed(batches):
        _batch(workspace, batch)


def _batch(workspace: Workspace, batch: Batch) -> None:
    first, last = str(batch.first), str(batch.last)
    with st.container(border=True, key=f"batch-{batch.id}"):
        st.markdown(
            f"**{markdown(say.batch_line(batch.file, batch.rows, first, last))}**"
        )
        st.caption(
            f"{markdown(words.account_sentence(batch.account))} \u00b7 "
            f"{markdown(say.loaded_line(batch.loaded_at, batch.mapping, batch.live))}"
        )
        with st.container(horizontal=True):
            _aside(workspace, batch)
            _switch(workspace, batch)


def _aside(workspace: Workspace, batch: Batch) -> None:
    if not batch.account.set_aside and not batch.account.values_left_out:
        return

    def content() -> bytes:
        return safe_csv(aside_frame(workspace.set_aside(batch)))

    st.download_button(
        say.SET_ASIDE,
        content,
        file_name=f"set-aside-{secrets.token_hex(8)}.csv",
        mime="text/csv",
        key=f"aside-{batch.id}",
    )


def _switch(workspace: Workspace, batch: Batch) -> None:
    label = say.REMOVE if batch.live else say.RESTORE
    if st.button(label, key=f"switch-{batch.id}", type="tertiary"):
        change = workspace.remove if batch.live else workspace.restore
        change(batch.id, reason=label)
        st.rerun()


show()
