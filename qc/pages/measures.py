"""Definitions: every measure card, and whether the log can answer it."""

from __future__ import annotations

import streamlit as st

from qc.pages import frame, settings, state, tour
from qc.view.frames import cards_frame
from qc.view.words import pages as say

_WIDTHS = {  # all but the last column are seen at once on a wide window
    "Measure": 172,
    "Stage": 100,
    "Question": 256,
    "Definition": 388,
    "Clock": 104,
    "Kind": 130,
    "Better": 114,
    "Shown": 104,
}


@frame.page(say.DEFINITIONS_QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    if not state.on_sample():  # its banner offers the tour
        tour.button()
    available = frozenset(card.id for card in workspace.available)
    st.dataframe(
        cards_frame(workspace.measures, available),
        hide_index=True,
        height="content",
        row_height=64,  # room for two lines
        column_config={
            name: st.column_config.TextColumn(name, width=width)
            for name, width in _WIDTHS.items()
        },
        alt=say.DEFINITIONS_QUESTION,
    )
    if not state.on_sample():
        settings.cards(workspace)


show()
