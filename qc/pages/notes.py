"""Events on a chart: what happened on a day, lettered on the time axis."""

from __future__ import annotations

from datetime import date

import numpy as np
import streamlit as st

from qc.core.decisions import Event
from qc.pages import deciding
from qc.review.assessment import Assessment
from qc.store.state import Annotation
from qc.view.control_chart import Note, note_key
from qc.view.escape import markdown
from qc.view.locales import reader
from qc.view.words import events as say
from qc.view.words import full_date
from qc.view.words.point import DONE_NOTE
from qc.workspace import Workspace
from qc.workspace.decisions import change_note, remove_note


def events(workspace: Workspace, one: Assessment) -> tuple[Note, ...]:
    """Return the events to draw on the chart of a measure."""
    found = workspace.notes(one.measure.id)
    return tuple(Note(at=note.day, text=note.text) for note in found)


def form(workspace: Workspace, one: Assessment) -> None:
    """List the events, offer to change each or take it off, and to note another."""
    notes = workspace.notes(one.measure.id)
    with st.expander(say.events_line(len(notes))):
        for i, note in enumerate(notes):
            row = st.container(horizontal=True, vertical_alignment="center")
            told = f"**{note_key(i)}** {full_date(note.day)}: {markdown(note.text)}"
            row.markdown(told)
            with row.popover(say.EDIT_EVENT, type="tertiary", key=f"edit-{note.id}"):
                _edit(workspace, one, note)
            with row:
                _offer_removal(workspace, note)
        _add(workspace, one)


def _offer_removal(workspace: Workspace, note: Annotation) -> None:
    def act() -> str:
        remove_note(workspace, note)
        return say.EVENT_REMOVED

    deciding.button(say.REMOVE_EVENT, act, key=f"note-{note.id}")


def _edit(workspace: Workspace, one: Assessment, note: Annotation) -> None:
    keys = [f"{part}-{note.id}" for part in ("note-day", "note-new", "note-all")]
    with st.form(f"form-note-{note.id}", border=False):
        st.date_input(
            say.EVENT_DAY, _date(note.day), format=reader().typed, key=keys[0]
        )
        st.text_input(say.EVENT_TEXT, note.text, max_chars=200, key=keys[1])
        st.checkbox(say.EVENT_EVERYWHERE, note.measure is None, key=keys[2])

        def act() -> str:
            day, text, everywhere = (st.session_state[key] for key in keys)
            measure = None if everywhere else note.measure or one.measure.id
            day = np.datetime64(day, "D") if day else note.day
            change_note(workspace, note, Event(measure=measure, day=day, text=text))
            return say.EVENT_CHANGED

        deciding.submit(say.KEEP_EVENT, act)


def _add(workspace: Workspace, one: Assessment) -> None:
    day_key, text_key = f"new-day-{one.measure.id}", f"new-text-{one.measure.id}"
    all_key = f"new-all-{one.measure.id}"
    with st.form(f"notes-{one.measure.id}", border=False):
        left, right = st.columns([1, 3])
        left.date_input(say.EVENT_DAY, _newest(one), format=reader().typed, key=day_key)
        right.text_input(say.EVENT_TEXT, max_chars=200, key=text_key)
        st.checkbox(say.EVENT_EVERYWHERE, key=all_key)

        def act() -> str:
            measure = None if st.session_state[all_key] else one.measure.id
            day = np.datetime64(st.session_state[day_key], "D")
            workspace.note(measure, day, st.session_state[text_key])
            return DONE_NOTE

        deciding.submit(say.ADD_EVENT, act, clears=[text_key])


def _newest(one: Assessment) -> date | None:
    """The newest day of the chart: what is noted is mostly recent."""
    return None if one.chart is None else _date(one.chart.at[one.newest])


def _date(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").item()
    return found
