"""A source that is known: read as last time with one click, or changed."""

from __future__ import annotations

import streamlit as st

from qc.core.errors import NeedsAnswer
from qc.intake.suggestion import NO_ANSWERS
from qc.pages.upload import Upload
from qc.view.escape import markdown
from qc.view.words import mapping as say
from qc.view.words import remembered as words
from qc.workspace.looking import Inspection


def is_ready(upload: Upload, found: Inspection) -> bool:
    """Tell whether the file can be read as last time without a question."""
    if found.remembered is None or upload.changing:
        return False
    if found.remembered.mapping is not None:
        return True
    try:
        found.suggestion.plan()
    except NeedsAnswer:
        return False
    return True


def screen(upload: Upload, found: Inspection, encoding: str | None) -> bool:
    """Say since when it is read so, load it or let it be changed; tell whether loaded.

    `found.remembered` is set.
    """
    assert found.remembered is not None
    st.info(
        markdown(words.banner(found.remembered.since, found.remembered.name)),
        icon=":material/history:",
    )
    with st.container(horizontal=True, vertical_alignment="center", key="qc-load"):
        asked = st.button(say.LOAD, type="primary", key="load")
        if st.button(words.CHANGE, type="tertiary", key="change"):
            upload.change()
            st.rerun()
    if asked:
        upload.load(NO_ANSWERS, encoding)
    return asked
