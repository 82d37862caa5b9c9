"""Pictures and words of the panels, drawn alike: table and formulas one click away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from qc.pages import state
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.words import repeat as say

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

_SENTENCE = 1000


def dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"


def choice(label: str, key: str, names: Mapping[str, str]) -> str:
    """Offer a few ways to look; the one picked goes to the URL, the first is plain."""
    first, *_ = names
    picked = st.segmented_control(
        label,
        list(names),
        default=state.chosen(key, names, first),
        format_func=names.__getitem__,
        required=True,
        key=key,
    )
    state.put(key, picked if picked != first else None)
    return picked or first


def picture(figure: go.Figure, key: str, alt: str) -> None:
    """Draw a picture that says in words what it shows."""
    st.plotly_chart(figure, key=key, theme=None, config=PLOT_CONFIG, alt=alt)


def table(frame: pd.DataFrame, title: str = say.TABLE) -> None:
    """Offer the table that stands in for a picture."""
    with st.expander(title):
        st.dataframe(frame, hide_index=True, alt=title)


def heading(text: str) -> None:
    """Answer a section's question in one sentence."""
    st.subheader(markdown(text, limit=_SENTENCE), anchor=False)


def told(lines: Iterable[str]) -> None:
    """Say some sentences in one paragraph."""
    if text := "  \n".join(markdown(line, limit=_SENTENCE) for line in lines if line):
        st.markdown(text)


def notes(lines: Iterable[str]) -> None:
    """Say in small what figures rest on."""
    if text := " ".join(line for line in lines if line):
        st.caption(markdown(text, limit=4 * _SENTENCE))


def formulas(lines: Iterable[str]) -> None:
    """Offer definitions and formulas with their numbers."""
    with st.expander(say.FORMULAS):
        for line in lines:
            st.markdown(markdown(line, limit=2 * _SENTENCE))
