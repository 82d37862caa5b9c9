"""Take away: the weekly review as a file, in one click for each format."""

from __future__ import annotations

import secrets
from functools import partial

import streamlit as st

from qc.pages import frame, state
from qc.review.weekly import Review
from qc.view.pack import Format
from qc.view.words import pack as say
from qc.workspace import Lens, Workspace, packing

_TOKEN = "qc-token"
_TYPES = {
    Format.HTML: "text/html",
    Format.PDF: "application/pdf",
    Format.PPTX: "application/vnd.openxmlformats-officedocument."
    "presentationml.presentation",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
}


def draw(workspace: Workspace, review: Review) -> None:
    """Draw a button for each format; a file is made, and recorded, when clicked."""
    lens = state.lens(workspace)
    if packing.single_people(lens):
        st.caption(say.NOT_PEOPLE)
        return
    row = st.container(horizontal=True, vertical_alignment="center", key="qc-take")
    row.caption(say.TAKE_AWAY, help=say.HINT, width="content")
    for form in Format:
        row.download_button(
            say.FORMATS[form],
            frame.later(partial(_made, workspace, review, lens, form)),
            file_name=packing.file_name(review, form, _token()),
            mime=_TYPES[form],
            help=say.FORMAT_HELP[form],
            key=f"take-{form}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def _made(workspace: Workspace, review: Review, lens: Lens, form: Format) -> bytes:
    return packing.write(workspace, packing.make(workspace, review, lens), form)


def _token() -> str:
    """Return a part of file names that no other session has.

    Streamlit could hand two files of one name and length out at one address.
    """
    if _TOKEN not in st.session_state:
        st.session_state[_TOKEN] = secrets.token_hex(4)
    return str(st.session_state[_TOKEN])
