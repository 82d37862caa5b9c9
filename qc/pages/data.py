"""Data: upload, mapping, what became of it, what is loaded."""

from __future__ import annotations

import secrets

import streamlit as st

from qc.core.errors import QcError
from qc.intake.mapping import Mapping
from qc.intake.mapping_write import write_mapping
from qc.pages import (
    adding,
    calendars,
    forgetting,
    formats,
    frame,
    loaded,
    mapping,
    privacy,
    refusals,
    settings,
    state,
)
from qc.pages.upload import Upload
from qc.pages.uploader import uploaded
from qc.view import words
from qc.view.escape import markdown
from qc.view.words import mapping as say
from qc.view.words import pages
from qc.workspace.loading import LoadReport
from qc.workspace.tables import every_batch


@frame.page(pages.DATA_QUESTION)
def show() -> None:
    """Draw the page."""
    privacy.warnings(state.own())
    upload = uploaded(state.own())
    if upload is not None:
        try:
            _take(upload)
        except QcError as refusal:
            refusals.tell(refusal)
    mine = bool(every_batch(state.own()))
    if upload is None or mine:
        loaded.show(state.own() if mine else state.shown(), fixed=not mine)
    if not state.on_sample():
        calendars.form(state.own())
        privacy.form(state.own())
        forgetting.form(state.own())
    settings.form(state.own())
    formats.picker(state.own())


def _take(upload: Upload) -> None:
    """Map and load what was uploaded; once loaded, say what became of it."""
    if not upload.choose_part():
        return
    if upload.report is None and mapping.screen(upload):
        st.rerun()
    if upload.report is not None:
        _told(upload.report, upload.name)


def _told(report: LoadReport, name: str) -> None:
    if report.known:
        st.info(markdown(pages.already_loaded(name, report.batch.id)))
    else:
        told = words.account_sentence(report.account, table=report.table)
        st.success(markdown(told))
    for left, rows in report.account.values_left_out.items():
        st.caption(markdown(pages.left_out_line(left, rows)))
    adding.told(report)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(frame.REVIEW, label=say.TO_REVIEW, icon=":material/arrow_forward:")
        st.download_button(
            say.KEEP_MAPPING,
            lambda: write_mapping(Mapping.of(report.plan, part=report.chosen_part)),
            file_name=f"mapping-{secrets.token_hex(8)}.toml",
            mime="application/toml",
            key="mapping-file",
            on_click="ignore",
            type="tertiary",
        )


show()
