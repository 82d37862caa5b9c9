"""The next step of an action: the legal moves as buttons, with what they ask."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qc.core.action_checks import LONGEST
from qc.core.actions import MOVES, Action, Status
from qc.core.errors import QcError
from qc.pages import act, refusals
from qc.pages.improve_fields import day
from qc.view.words import actions as say
from qc.workspace import Workspace
from qc.workspace.actions import move


def draw(workspace: Workspace, one: Action) -> None:
    """Offer the moves from where the action stands; a refusal says what is lacking."""
    with st.form(f"move-{one.number}-{one.version}", border=False):
        st.markdown(f"**{say.NEXT}**")
        changed = _asked(workspace, one)
        row = st.container(horizontal=True)
        pressed = [
            status
            for place, status in enumerate(MOVES[one.status])
            if row.form_submit_button(
                say.MOVE[one.status, status],
                type="tertiary" if place or not one.is_open else "primary",
            )
        ]
    if not pressed:
        return
    try:
        act.saw(move(workspace, changed, pressed[0]))
    except QcError as refusal:
        refusals.tell(refusal)
        return
    st.rerun()


def _asked(workspace: Workspace, one: Action) -> Action:
    """Ask for what the next step needs and no other form asks for."""
    if one.status is Status.DOING:
        done = one.done if one.done is not None else workspace.today
        left, right = st.columns(2)
        with left:
            done_on = day(say.DONE, done)
        with right:
            check_on = day(say.CHECK_DAY, one.check, say.CHECK_HELP)
        return replace(one, done=done_on, check=check_on)
    if one.status is Status.CHECK:
        typed = st.text_area(
            say.FOLLOW_UP, one.follow_up, max_chars=LONGEST["follow_up"], height=80
        )
        return replace(one, follow_up=typed.strip())
    return one
