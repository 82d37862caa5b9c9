"""The icon table of the weekly review, and the counts that filter it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qc.pages import links, pins
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
    with st.expander(say.steady_line(review)):
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
    alt = "; ".join(f"{one.measure.title}: {words.sentence(one)}" for one in rows)
    return links.icon_table(review_frame(rows), key, alt)
