"""Weekly review: what changed, in the order a meeting should take it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from qc.pages import (
    cards,
    carried,
    frame,
    links,
    minutes,
    people_lately,
    review_table,
    state,
    take_away,
)
from qc.review.weekly import Review
from qc.view.escape import markdown
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
    people_lately.line(workspace, lens)
    review_table.draw(review)
    carried.actions(workspace, review.week)
    if review.week is not None:
        minutes.section(workspace, review.week)


def _header(workspace: Workspace, review: Review) -> None:
    if review.week is None:
        st.info(say.NO_WEEK)
        return
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="center")
    left.subheader(say.week_line(review.week), anchor=False)
    with middle:
        _week_picker(workspace, review.week)
    with right:
        _rules_picker(workspace, review.rules.id)
    told = say.header_line(review, workspace.set_aside_count)
    st.caption(markdown(told, limit=300))
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


show()
