"""The actions that a weekly review carries over, as that week saw them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from qc.core.actions import Action
from qc.pages import act
from qc.view.escape import markdown
from qc.view.style_actions import ACTIONS_CSS
from qc.view.words import actions as say
from qc.workspace import Workspace
from qc.workspace.actions import carried

MOST = 8


def actions(workspace: Workspace, week: np.datetime64 | None) -> None:
    """List open actions, the one due first on top, and those closed since."""
    if week is None:
        return
    found = carried(workspace, week)
    if not found.open and not found.closed:
        return
    st.html(f"<style>{ACTIONS_CSS}</style>")
    st.subheader(say.CARRIED, anchor=False)
    today = min(workspace.today, week + np.timedelta64(14, "D"))
    st.caption(say.summary_line(found.open, today))
    waiting = sorted(found.open, key=lambda one: (one.next_day is None, one.next_day))
    _lines(workspace, waiting, today)
    if found.closed:
        with st.expander(say.CARRIED_CLOSED):
            _lines(workspace, found.closed[::-1], today)


def _lines(workspace: Workspace, found: Sequence[Action], today: np.datetime64) -> None:
    titles = {card.id: card.title for card in workspace.measures}
    for one in found[:MOST]:
        with st.container(key=f"qc-act-{one.number}"):
            if st.button(markdown(one.title), key=f"go-{one.number}", type="tertiary"):
                act.to_action(one.number)
            measure = titles.get(one.measure, one.measure)
            st.caption(markdown(say.carried_line(one, measure, today), limit=400))
    if len(found) > MOST:
        more = say.more_line(len(found) - MOST)
        if st.button(more, key=f"board-{found[0].number}", type="tertiary"):
            act.to_board()
