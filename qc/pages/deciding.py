"""Decisions made on a page: done as they were seen, refused or confirmed in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from qc.core.errors import QcError
from qc.pages import refusals, state
from qc.view.escape import markdown

Act = Callable[[], str]
"""Decides something, and says what was done."""

_DONE, _REFUSED = "qc-done", "qc-refused"


def submit(label: str, act: Act, *, clears: Sequence[str] = ()) -> None:
    """Offer the button of a form; what it does is as the reader saw it."""
    st.form_submit_button(label, on_click=_do, args=(act, clears))


def button(label: str, act: Act, key: str, icon: str | None = None) -> None:
    """Offer a quiet button that decides at once."""
    st.button(label, key=key, type="tertiary", icon=icon, on_click=_do, args=(act,))


def told() -> None:
    """Tell what was decided just now, or why it was not."""
    if refusal := st.session_state.pop(_REFUSED, ""):
        refusals.tell(refusal)
    if done := st.session_state.pop(_DONE, ""):
        st.info(markdown(done, limit=600))


def _do(act: Act, clears: Sequence[str] = ()) -> None:
    try:
        state.read_as_told()
        st.session_state[_DONE] = act()
    except QcError as refusal:
        st.session_state[_REFUSED] = str(refusal)
        return
    for key in clears:
        st.session_state[key] = ""
