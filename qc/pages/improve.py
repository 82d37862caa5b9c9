"""Improve: the board of actions, one action in depth, its A3 page."""

from __future__ import annotations

import streamlit as st

from qc.pages import (
    act,
    frame,
    improve_a3,
    improve_board,
    improve_form,
    improve_one,
    state,
)
from qc.view.style_actions import ACTIONS_CSS
from qc.view.words import actions as say
from qc.view.words import pages as say_pages
from qc.workspace import Workspace
from qc.workspace.actions import action, board

_MOST = 1_000_000


@frame.page(say.QUESTION)
def show() -> None:
    """Draw what the URL asks for: one action, a new one, or the board."""
    st.html(f"<style>{ACTIONS_CSS}</style>")
    workspace = state.shown()
    number = state.whole(act.ACTION, _MOST)
    if number is not None:
        _one(workspace, number)
    elif act.NEW in st.query_params:
        improve_form.new(workspace)
    elif not workspace.measures:
        st.info(say_pages.NO_MEASURE)
    else:
        improve_board.draw(workspace, board(workspace))


def _one(workspace: Workspace, number: int) -> None:
    row = st.container(horizontal=True, key="qc-noprint-back")
    if row.button(say.BOARD, key="back", type="tertiary", icon=":material/arrow_back:"):
        act.to_board()
    found = action(workspace, number)
    if state.chosen(act.VIEW, {"a3"}, ""):
        improve_a3.draw(workspace, found, row)
    else:
        improve_one.draw(workspace, found, row)


show()
