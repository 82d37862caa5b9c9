"""The icon table of the weekly review, and the counts that filter it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from qc.pages import links, pins, state
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view import words
from qc.view.frames import matrix_frame
from qc.view.tables import review_frame
from qc.view.words import pages as say


def draw(review: Review) -> None:
    """Draw the pinned measures with their icons, and fold what is steady."""
    row = st.container(horizontal=True, vertical_alignment="center", key="qc-table")
    row.subheader(say.ALL_MEASURES, anchor=False)
    rows = pins.rows(review)
    with row:
        pins.picker(review)
        picked = _matrix(review)
    if picked is not None:
        rows = [one for one in review.assessments if say.cell_of(one) == picked]
    links.open_row(_icon_table(rows, "discuss"), rows)
    if rows:
        st.caption(say.PICKED_ROW_HINT)
    fold = st.expander(say.steady_line(review), key="qc-steady", on_change="rerun")
    if fold.open:  # hundreds of pictures that nobody looks at are not drawn
        with fold:
            links.open_row(_icon_table(review.steady, "steady"), review.steady)


def _matrix(review: Review) -> tuple[str, str] | None:
    """Offer the counts as a filter: click a cell to see the measures in it."""
    counts = matrix_frame(review.assessments)
    with st.popover(say.MATRIX, icon=":material/filter_list:", help=say.MATRIX_MEANING):
        state_of = st.dataframe(
            counts, key="matrix", on_select="rerun", selection_mode="single-cell"
        )
    cells = state_of["selection"]["cells"]
    if not cells:
        return None
    row, column = cells[0]
    return str(counts.index[row]), str(column)


def _icon_table(rows: Sequence[Assessment], key: str) -> list[int]:
    if not rows:
        return []
    table, alt = _drawn(rows)
    return links.icon_table(table, key, alt)


def _drawn(rows: Sequence[Assessment]) -> tuple[pd.DataFrame, str]:
    """Draw the pictures once for each state of the log and choice of rows."""
    workspace = state.shown()
    names = " ".join(one.measure.id for one in rows)
    return state.kept(
        workspace, f"icons {names}", state.lens(workspace), lambda: _draw(rows)
    )


def _draw(rows: Sequence[Assessment]) -> tuple[pd.DataFrame, str]:
    said = (f"{one.measure.title}: {words.sentence(one)}" for one in rows)
    return review_frame(rows), "; ".join(said)
