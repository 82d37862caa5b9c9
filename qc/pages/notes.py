"""Events on a chart: what happened on a day, lettered on the time axis."""

from __future__ import annotations

from datetime import date

import numpy as np
import streamlit as st

from qc.review.assessment import Assessment
from qc.view.control_chart import Note, note_key
from qc.view.escape import markdown
from qc.view.words import events as say
from qc.view.words import full_date
from qc.workspace import Workspace


def events(workspace: Workspace, one: Assessment) -> tuple[Note, ...]:
    """Return the events to draw on the chart of a measure."""
    found = workspace.notes(one.measure.id)
    return tuple(Note(at=note.day, text=note.text) for note in found)


def form(workspace: Workspace, one: Assessment) -> None:
    """List the events, offer to take one off, and to note another."""
    notes = workspace.notes(one.measure.id)
    with st.expander(say.events_line(len(notes)), expanded=bool(notes)):
        for i, note in enumerate(notes):
            row = st.container(horizontal=True, vertical_alignment="center")
            told = f"**{note_key(i)}** {full_date(note.day)}: {markdown(note.text)}"
            row.markdown(told)
            if row.button(say.REMOVE_EVENT, key=f"note-{note.id}", type="tertiary"):
                workspace.remove_note(note.id)
                st.rerun()
        _add(workspace, one)


def _add(workspace: Workspace, one: Assessment) -> None:
    with st.form(f"notes-{one.measure.id}", border=False, clear_on_submit=True):
        left, right = st.columns([1, 3])
        day = left.date_input(say.EVENT_DAY, value=_newest(one))
        text = right.text_input(say.EVENT_TEXT, max_chars=200)
        everywhere = st.checkbox(say.EVENT_EVERYWHERE)
        if st.form_submit_button(say.ADD_EVENT):
            measure = None if everywhere else one.measure.id
            workspace.note(measure, np.datetime64(day, "D"), text)
            st.rerun()


def _newest(one: Assessment) -> date | None:
    """The newest day of the chart: what is noted is mostly recent."""
    if one.chart is None:
        return None
    day: date = one.chart.at[one.newest].astype("datetime64[D]").item()
    return day
