"""Meeting mode: the whole screen for one measure, and the minutes beside it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from qc.pages import figures, frame, links, minutes, notes, state, training_days
from qc.pages.meeting_bar import ITEM, bar
from qc.review.agenda import Item, agenda
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view import words
from qc.view.control_chart import figure
from qc.view.escape import markdown
from qc.view.numbers import scale_of
from qc.view.style import MEETING_CSS
from qc.view.training_marks import training_notes
from qc.view.words import meeting as say
from qc.view.words import pages as say_pages
from qc.view.words import tiers
from qc.workspace import Workspace, meeting

END = "end"


@frame.page(say.QUESTION)
def show() -> None:
    """Draw the page."""
    st.html(f"<style>{MEETING_CSS}</style>")
    workspace = state.shown()
    if not workspace.warehouse.columns():
        st.info(say_pages.NO_DATA)
        return
    review = state.review(workspace, state.lens(workspace))
    if review.week is None:
        st.info(say_pages.NO_WEEK)
        return
    items = {item.assessment.measure.id: item for item in agenda(review)}
    now = _at(review.week, [*items, END])
    if now in items:
        _item(workspace, review, items[now], review.week)
    else:
        _end(workspace, review, review.week)


def _at(week: np.datetime64, stops: list[str]) -> str:
    """Draw the bar, go where it leads, and return the stop in the URL."""
    now = state.chosen(ITEM, stops, stops[0])
    with st.container(key="qc-top"):
        left, right = st.columns([2, 5], vertical_alignment="center")
        row = left.container(horizontal=True, vertical_alignment="center")
        if row.button(say.LEAVE, key="qc-leave", icon=":material/close:"):
            links.to_review()
        row.markdown(f"**{say_pages.week_line(week)}**")
        place = stops.index(now)
        with right:
            told = say.place_line(place + 1, len(stops) - 1)
            bar(str(week), stops, now, told)
    return now


def _item(
    workspace: Workspace, review: Review, item: Item, week: np.datetime64
) -> None:
    one = item.assessment
    left, right = st.columns([5, 2], gap="large")
    with left:
        st.caption(f"{say.part_line(item.part)} \u00b7 {markdown(one.measure.title)}")
        st.subheader(markdown(words.sentence(one)), anchor=False)
        scale = scale_of(one)
        latest = markdown(words.latest_with_n(one, scale))
        usual = say_pages.usual(words.usual_range(one, scale))
        st.markdown(f"{latest} \u00b7 {usual}")
        _chart(workspace, one)
        if target := words.assurance_sentence(one):
            st.markdown(markdown(target))
        if item.verdict is not None:
            st.caption(markdown(tiers.chance_line(item.verdict, review.judged)))
        st.caption(markdown(one.measure.definition or one.measure.question))
    with right:
        _minutes(workspace, week, one.measure.id)


def _chart(workspace: Workspace, one: Assessment) -> None:
    """Draw the chart with what happened beside it; training is listed below."""
    marks = training_days.of_measure(workspace, one, state.lens(workspace))
    events = (*notes.events(workspace, one), *training_notes(marks))
    told = words.sentence(one)
    drawn = figure(one, events=events, dark=figures.dark())
    figures.picture(drawn, f"meeting-{one.measure.id}", told)
    training_days.table(marks)


def _minutes(workspace: Workspace, week: np.datetime64, measure: str) -> None:
    st.markdown(f"**{say.MINUTES}**")
    found = meeting.minutes(workspace, week)
    minutes.listed(workspace, [one for one in found if one.measure == measure])
    minutes.write(workspace, week, measure)


def _end(workspace: Workspace, review: Review, week: np.datetime64) -> None:
    st.subheader(say.THE_END, anchor=False)
    found = meeting.minutes(workspace, week)
    if steady := say.steady_line(review):
        st.markdown(steady)
    if not found:
        st.caption(say.NOTHING_WRITTEN)
    minutes.listed(workspace, found)
    minutes.write(workspace, week, None)
    if st.button(say.CLOSE, type="primary", help=say.CLOSE_MEANING, key="qc-close"):
        meeting.close(workspace, review)
        links.to_review()


show()
