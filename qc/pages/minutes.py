"""Notes and decisions of a week: written straight in, listed, taken out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from qc.core.kinds import MinuteKind
from qc.core.minutes import Minute
from qc.pages import frame
from qc.review.weekly import Review
from qc.view import words
from qc.view.escape import markdown
from qc.view.words import meeting as say
from qc.workspace import Workspace, meeting

_LONGEST = 2000


def write(workspace: Workspace, week: np.datetime64, measure: str | None) -> None:
    """Offer to write down a note or a decision."""
    about = measure or "all"
    with st.form(f"qc-minute-{about}", clear_on_submit=True, border=False):
        st.text_area(say.WRITE, max_chars=_LONGEST, height=96, key=f"text-{about}")
        row = st.container(horizontal=True, vertical_alignment="bottom")
        row.radio(
            say.MINUTES,
            list(MinuteKind),
            index=1,
            format_func=words.name,
            horizontal=True,
            label_visibility="collapsed",
            key=f"kind-{about}",
        )
        # In a callback: a second run for it would drop a key pressed meanwhile.
        row.form_submit_button(
            say.WRITE_DOWN, on_click=_write, args=(workspace, week, measure, about)
        )


@frame.refusing
def _write(
    workspace: Workspace, week: np.datetime64, measure: str | None, about: str
) -> None:
    text = str(st.session_state.get(f"text-{about}") or "")
    kind = MinuteKind(str(st.session_state[f"kind-{about}"]))
    if text.strip():
        meeting.write_minute(workspace, week, kind, text, measure)


def listed(workspace: Workspace, minutes: Sequence[Minute]) -> None:
    """Draw lines of the minutes, each with a way out."""
    titles = {card.id: card.title for card in workspace.measures}
    for one in minutes:
        row = st.container(
            horizontal=True, vertical_alignment="top", key=f"qc-line-{one.id}"
        )
        head = markdown(say.minute_head(one, titles))
        row.markdown(f"**{head}**  \n{markdown(one.text, limit=_LONGEST)}")
        row.button(
            say.TAKE_OUT,
            key=f"minute-{one.id}",
            type="tertiary",
            on_click=frame.refusing(meeting.remove_minute),
            args=(workspace, one.id),
        )


def section(workspace: Workspace, week: np.datetime64) -> None:
    """Draw all notes and decisions of a week, and the way to write another."""
    found = meeting.minutes(workspace, week)
    with st.expander(say.minutes_line(found), expanded=bool(found)):
        listed(workspace, found)
        write(workspace, week, None)


def seen(workspace: Workspace, review: Review) -> None:
    """Say when the week was reviewed, and what reads otherwise since."""
    was = meeting.seen(workspace, review)
    if was is None:
        return
    line = say.seen_line(was.at, was.changed, same_rules=was.same_rules)
    if not was.changed:
        st.caption(line)
        return
    with st.expander(line):
        for one in was.changed:
            st.markdown(f"- {markdown(say.changed_line(one))}")
