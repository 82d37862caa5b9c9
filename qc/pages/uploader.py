"""The uploader of the data page."""

from __future__ import annotations

import streamlit as st

from qc.pages.upload import STATE, Upload
from qc.view.words import mapping as say
from qc.view.words import opening
from qc.workspace import Workspace


def uploaded(workspace: Workspace) -> Upload | None:
    """Offer the uploader; return what is in it."""
    file = st.file_uploader(opening.UPLOAD, type=opening.TYPES, key="file")
    if file is None:
        st.caption(say.UPLOAD_HINT)
        st.session_state.pop(STATE, None)
        return None
    return Upload(
        workspace=workspace, id=file.file_id, name=file.name, content=file.getvalue
    )
