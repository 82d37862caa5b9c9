"""The form of an action: what it says, prefilled from the signal it began with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import streamlit as st

from qc.core.action_checks import LONGEST
from qc.core.actions import Action, Kind
from qc.core.errors import QcError
from qc.core.kinds import Stage
from qc.pages import act, refusals, state
from qc.pages import improve_fields as ask
from qc.view.words import actions as say
from qc.view.words import name
from qc.workspace import Workspace
from qc.workspace.actions import causes, keep, started


def new(workspace: Workspace) -> None:
    """Offer the form of a new action, for the measure and the signal in the URL."""
    if st.button(say.BOARD, key="back", type="tertiary", icon=":material/arrow_back:"):
        act.to_board()
    st.subheader(say.NEW, anchor=False)
    asked = st.query_params.get(act.NEW, "")
    signal = _day(st.query_params.get(act.SIGNAL, ""))
    begun = started(workspace, asked, signal)
    kind = state.chosen(act.KIND, set(Kind), "")
    title = st.query_params.get(act.TITLE, "")[: LONGEST["title"]]
    begun = replace(begun, title=title, kind=Kind(kind) if kind else None)
    fields(workspace, begun, say.KEEP)


def fields(workspace: Workspace, one: Action, label: str) -> None:
    """Draw the fields of an action, and keep what was typed; faults are told."""
    with st.form(f"action-{one.number}-{one.version}", border=False):
        changed = replace(one, **_what(workspace, one), **_who(workspace, one))
        if not st.form_submit_button(label, type="primary"):
            return
    try:
        act.saw(kept := keep(workspace, changed))
    except QcError as refusal:
        refusals.tell(refusal)
        return
    act.to_action(kept.number)


def _what(workspace: Workspace, one: Action) -> dict[str, Any]:
    title = ask.text(say.TITLE_FIELD, one, "title", hint=say.TITLE_HINT)
    left, right = st.columns(2)
    with left:
        measure = ask.measure(workspace, say.MEASURE, one.measure)
        signal = ask.day(say.SIGNAL, one.signal, told=say.SIGNAL_HELP)
    with right:
        balancing = ask.measure(
            workspace, say.BALANCING, one.balancing, told=say.BALANCING_HELP
        )
        stage = ask.option(
            say.STAGE,
            {"": say.ANY_STAGE, **{str(s): name(s) for s in Stage}},
            str(one.stage or ""),
        )
    return {
        "title": title,
        "measure": measure,
        "signal": signal,
        "balancing": balancing,
        "stage": Stage(stage) if stage else None,
    }


def _who(workspace: Workspace, one: Action) -> dict[str, Any]:
    known = {cause.code: f"{cause.title}: {cause.help}" for cause in causes(workspace)}
    left, right = st.columns(2)
    with left:
        code = ask.option(say.CAUSE_CODE, {"": say.NO_CHOICE, **known}, one.cause_code)
    with right:
        cause = st.text_area(
            say.CAUSE, one.cause, max_chars=LONGEST["cause"], height=80
        )
    kinds = {"": say.NO_CHOICE, **{str(kind): say.KIND[kind] for kind in Kind}}
    left, middle, right = st.columns(3)
    with left:
        kind = ask.option(
            say.KIND_FIELD, kinds, str(one.kind or ""), told=say.KIND_HELP
        )
    with middle:
        owner = ask.text(say.OWNER, one, "owner", told=say.OWNER_HELP)
    with right:
        due = ask.day(say.DUE, one.due)
    expected = ask.text(say.EXPECTED, one, "expected", hint=say.EXPECTED_HINT)
    return {
        "cause_code": code,
        "cause": cause.strip(),
        "kind": Kind(kind) if kind else None,
        "owner": owner,
        "due": due,
        "expected": expected,
    }


def _day(text: str) -> np.datetime64 | None:
    try:
        return np.datetime64(date.fromisoformat(text), "D")
    except ValueError:
        return None
