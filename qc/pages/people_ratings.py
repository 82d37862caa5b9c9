"""Calibration: a file of ratings, and whether those who rated judge alike."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from qc.core.errors import QcError
from qc.intake.parts import SeveralParts
from qc.pages import refusals
from qc.spc.agreement import Level
from qc.view import words
from qc.view.agreement_frames import codes_frame
from qc.view.control_chart import PLOT_CONFIG
from qc.view.control_chart import figure as control_chart
from qc.view.escape import markdown
from qc.view.words import agreement as say
from qc.view.words import opening
from qc.workspace.agreement import Rated, rated

_MEGABYTES = 10


def section() -> None:
    """Offer the uploader; say what the file in it says of the raters."""
    st.subheader(say.SECTION, anchor=False)
    left, right = st.columns([2, 1])
    file = left.file_uploader(
        say.UPLOAD, type=opening.TYPES, key="ratings", max_upload_size=_MEGABYTES
    )
    levels = [None, *Level]
    level = right.selectbox(say.LEVEL, levels, format_func=say.level_name, key="level")
    if file is None:
        st.caption(say.UPLOAD_HINT)
        return
    try:
        found = _of_part(file.file_id, file.name, level, file.getvalue())
    except QcError as refusal:
        refusals.tell(refusal)
        return
    if found is not None:
        _show(found)


def _of_part(key: str, name: str, level: Level | None, content: bytes) -> Rated | None:
    """Compare the raters of a file, or of the part of it that is chosen; None yet."""
    try:
        return _rated(key, name, level, None, content)
    except SeveralParts as several:
        part = st.selectbox(
            opening.picker_label(several.kind),
            several.parts,
            None,
            placeholder=opening.CHOOSE,
            key=f"ratings-part-{key}",
        )
    return None if part is None else _rated(key, name, level, part, content)


@st.cache_resource(max_entries=8, show_spinner="Comparing the raters ...")
def _rated(
    key: str,  # noqa: ARG001
    name: str,
    level: Level | None,
    part: str | None,
    _content: bytes,
) -> Rated:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ratings"
        file.write_bytes(_content)
        return rated(file, name=name, level=level, part=part)


def _show(found: Rated) -> None:
    one = found.agreement
    st.markdown(f"**{markdown(say.verdict(one))}**")
    for text in (say.figures(one), say.where(one), say.convention(one), say.why(one)):
        if text:
            st.markdown(markdown(text, limit=1000))
    st.caption(markdown(say.account(one, found.ratings), limit=1000))
    st.dataframe(codes_frame(one), hide_index=True, alt=say.CODES)
    if (drift := found.over_time) is not None:
        st.markdown(f"**{say.OVER_TIME}**")
        sentence = words.sentence(drift)
        st.markdown(markdown(sentence))
        dark = st.context.theme.type == "dark"
        st.plotly_chart(
            control_chart(drift, dark=dark),
            key="drift",
            theme=None,
            config=PLOT_CONFIG,
            alt=sentence,
        )
