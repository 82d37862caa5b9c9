"""Forget a customer, on the data page: what would be erased, then the button."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from qc.core.errors import QcError
from qc.pages import refusals
from qc.view.escape import markdown
from qc.view.words import forgetting as say
from qc.workspace import Workspace

_DONE, _TURN = "forgotten", "forget-turn"


def form(workspace: Workspace) -> None:
    """Ask whom, say what that means, and erase it when it is confirmed."""
    done = st.session_state.pop(_DONE, None)
    with st.expander(say.TITLE, expanded=done is not None):
        st.markdown(markdown(say.HOW, limit=1000))
        if done is not None:
            st.success(markdown(done[0], limit=1000))
            _list(done[1:])
        turn = st.session_state.get(_TURN, 0)  # another field each time: empty again
        customer = st.text_input(say.WHO, key=f"forget-{turn}", autocomplete="off")
        if customer.strip():
            try:
                _confirm(workspace, customer, turn)
            except QcError as refusal:
                refusals.tell(refusal)


def _confirm(workspace: Workspace, customer: str, turn: int) -> None:
    """Say what would go, and let it go."""
    found = workspace.look_for_customer(customer)
    left = list(say.left(found.told, found.out_of_reach))
    if found.told.nothing:
        st.info(markdown(say.NOTHING))
        _list(left[:-1])
        return
    st.markdown(f"**{markdown(say.will_line(found.told), limit=1000)}**")
    _list(left)
    reason = st.text_input(say.REASON, key=f"forget-why-{turn}", autocomplete="off")
    sure = st.checkbox(say.SURE, key=f"forget-sure-{turn}")
    if st.button(say.ERASE, type="primary", disabled=not sure, key="forget"):
        erased = workspace.forget_customer(customer, reason=reason)
        told = say.left(erased.told, erased.out_of_reach)
        st.session_state[_DONE] = [say.did_line(erased.told), *told]
        st.session_state[_TURN] = turn + 1
        st.rerun()


def _list(lines: Iterable[str]) -> None:
    for line in lines:
        st.caption(markdown(line, limit=600))
