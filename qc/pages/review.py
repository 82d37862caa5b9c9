"""Weekly review: what changed, in the order a meeting should take it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from qc.pages import cards, frame, links, minutes, pins, state, take_away
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view import words
from qc.view.frames import matrix_frame
from qc.view.tables import review_frame
from qc.view.words import meeting as say_meeting
from qc.view.words import pages as say
from qc.workspace import Workspace


@frame.page(say.REVIEW_QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    if not workspace.warehouse.columns():
        st.info(say.NO_DATA)
        return
    lens = state.lens(workspace)
    review = state.review(workspace, lens)
    _header(workspace, review)
    if not review.assessments:
        st.info(say.NO_MEASURE)
        return
    take_away.draw(workspace, review)
    cards.draw(review)
    _table(review)
    with st.expander(say.steady_line(review)):
        links.open_row(_icon_table(review.steady, "steady"), review.steady)
    if review.week is not None:
        minutes.section(workspace, review.week)


def _header(workspace: Workspace, review: Review) -> None:
    if review.week is None:
        st.info(say.NO_WEEK)
        return
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    left.subheader(say.week_line(review.week), anchor=False)
    with middle:
        _week_picker(workspace, review.week)
    with right:
        _rules_picker(workspace, review.rules.id)
    st.caption(say.header_line(review, workspace.set_aside_count))
    row = st.container(horizontal=True, vertical_alignment="center", key="qc-do")
    row.markdown(say.summary_line(review))
    if row.button(say_meeting.START, type="primary", icon=":material/slideshow:"):
        links.to_meeting()
    minutes.seen(workspace, review)


def _week_picker(workspace: Workspace, week: np.datetime64) -> None:
    weeks = [str(day) for day in workspace.weeks[::-1]]
    picked = st.selectbox(
        say.WEEK_PICKER,
        weeks,
        index=weeks.index(str(week)) if str(week) in weeks else 0,
        format_func=lambda day: say.week_line(np.datetime64(day)),
        label_visibility="collapsed",
    )
    if picked != str(week):
        state.put("week", picked)
        st.rerun()


def _rules_picker(workspace: Workspace, current: str) -> None:
    """Choose the one rule set behind charts, tables, exports and exit status."""
    rules = workspace.rules
    picked = st.selectbox(
        say.RULES_PICKER,
        list(rules),
        index=list(rules).index(current),
        format_func=lambda name: rules[name].title,
        label_visibility="collapsed",
    )
    if picked != current:
        workspace.use_rules(picked)
        state.put("rules", None)
        st.rerun()


def _table(review: Review) -> None:
    row = st.container(horizontal=True, vertical_alignment="center", key="qc-table")
    row.subheader(say.ALL_MEASURES, anchor=False)
    rows = pins.rows(review)
    with row:
        pins.picker(review)
        picked = _matrix(review)
    if picked is not None:
        rows = [one for one in review.assessments if say.cell_of(one) == picked]
    links.open_row(_icon_table(rows, "discuss"), rows)


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


show()
