"""A mapping file in place of all choices: read it, load by it."""

from __future__ import annotations

import streamlit as st

from qc.core.errors import InvalidCard
from qc.intake.mapping_read import read_mapping
from qc.intake.suggestion import NO_ANSWERS
from qc.pages import refusals
from qc.pages.upload import Upload
from qc.view.escape import markdown
from qc.view.words import mapping as say
from qc.view.words import remembered as words


def screen(upload: Upload, encoding: str | None) -> bool:
    """Offer to read by a mapping file; tell whether the upload was loaded by one."""
    with st.expander(words.USE_MAPPING):
        st.caption(words.MAPPING_HELP)
        file = st.file_uploader(
            words.MAPPING_FILE, type=["toml"], key=f"mapping-{upload.id}"
        )
        if file is None:
            return False
        try:
            text = file.getvalue().decode("utf-8", "replace")
            mapping = read_mapping(text, file.name)
        except InvalidCard as faults:
            refusals.tell(faults)
            return False
        st.caption(markdown(words.by_mapping(file.name)))
        asked = st.button(say.LOAD, type="primary", key="load-by-mapping")
    if asked:
        upload.load(NO_ANSWERS, encoding, mapping)
    return asked
