"""From a signal to an action: the button, and the way to the board."""

from __future__ import annotations

import numpy as np
import streamlit as st

from qc.core.actions import Action, Kind
from qc.pages import links
from qc.review.assessment import Assessment
from qc.view.words import actions as say
from qc.workspace.actions import signal_day

ACTION, NEW, SIGNAL, VIEW = "action", "new", "signal", "view"
KIND, TITLE = "kind", "title"
_KEPT = ("week", "rules")


def start(one: Assessment, *, key: str) -> None:
    """Offer to start an action from what the newest point of a measure signals."""
    if st.button(say.START, key=key, type="tertiary", icon=":material/add_task:"):
        to_new(one.measure.id, signal_day(one))


def to_new(
    measure: str = "",
    signal: np.datetime64 | None = None,
    *,
    kind: Kind | None = None,
    title: str = "",
) -> None:
    """Open the form of a new action, filled in as far as is known."""
    asked = {NEW: measure or "yes"}
    asked |= {key: str(value) for key, value in ((KIND, kind), (TITLE, title)) if value}
    if signal is not None:
        asked[SIGNAL] = str(signal)
    st.switch_page(links.IMPROVE, query_params={**_kept(), **asked})


def to_action(number: int, **more: str) -> None:
    """Open an action."""
    asked = {ACTION: str(number), **more}
    st.switch_page(links.IMPROVE, query_params={**_kept(), **asked})


def to_board() -> None:
    """Open the board."""
    st.switch_page(links.IMPROVE, query_params=_kept())


def _kept() -> dict[str, str]:
    return {key: st.query_params[key] for key in _KEPT if key in st.query_params}


def saw(one: Action) -> None:
    """Remember which version of an action this reader saw, or made."""
    st.session_state[f"qc-seen-{one.number}"] = one.version


def changed_meanwhile(one: Action) -> bool:
    """Tell whether somebody else changed the action since this reader saw it."""
    before = st.session_state.get(f"qc-seen-{one.number}", one.version)
    saw(one)
    return bool(before != one.version)
