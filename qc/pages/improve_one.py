"""One action: where it stands, its next step, its check, its history."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from qc.core.actions import Action, Status
from qc.core.errors import QcError
from qc.pages import act, improve_check, improve_form, improve_moves, links, refusals
from qc.pages.improve_seen import seen, titles
from qc.view.escape import markdown, markup
from qc.view.words import actions as say
from qc.workspace import Workspace
from qc.workspace.actions import causes, history, undo


def draw(workspace: Workspace, one: Action, bar: DeltaGenerator) -> None:
    """Draw the page of an action."""
    if bar.button(say.A3, key="a3", type="tertiary", icon=":material/description:"):
        act.to_action(one.number, view="a3")
    found = seen(workspace, [one])[one.number]
    if found.drawn is not None and bar.button(
        say.TO_MEASURE, key="to-measure", type="tertiary", icon=":material/show_chart:"
    ):
        links.to_measure(one.measure)
    if act.changed_meanwhile(one):
        st.info(say.MEANWHILE)
    st.subheader(markdown(one.title), anchor=False)
    called = titles(workspace)
    line = say.head_line(one, called.get(one.measure, one.measure))
    st.caption(markdown(f"{line} \u00b7 {say.when_line(one, workspace.today)}"))
    left, right = st.columns([2, 3], gap="large")
    with left:
        _facts(workspace, one)
        improve_moves.draw(workspace, one)
    with right:
        improve_check.section(one, found)
    with st.expander(say.CHANGE, expanded=one.status is Status.TODO):
        improve_form.fields(workspace, one, say.SAVE)
    _history(workspace, one)


def _facts(workspace: Workspace, one: Action) -> None:
    rows = "".join(
        f"<span>{label}</span><div>{markup(text, limit=1200)}</div>"
        for label, text in facts(workspace, one)
        if text
    )
    st.html(f'<div class="qc-facts">{rows}</div>')


def facts(workspace: Workspace, one: Action) -> tuple[tuple[str, str], ...]:
    """Return what an action says, as label and text; texts are not yet escaped."""
    called = titles(workspace)
    known = {cause.code: cause.title for cause in causes(workspace)}
    cause = known.get(one.cause_code, one.cause_code)
    return (
        (say.STATUS_LABEL, say.STATUS[one.status]),
        (say.OWNER, one.owner),
        (say.SIGNAL, say.day_text(one.signal) if one.signal is not None else ""),
        (say.CAUSE_CODE, ": ".join(text for text in (cause, one.cause) if text)),
        (say.EXPECTED, one.expected),
        (say.WATCHED, called.get(one.balancing, one.balancing)),
        (say.DUE, say.day_text(one.due) if one.due is not None else ""),
        (say.DONE, say.day_text(one.done) if one.done is not None else ""),
        (say.CHECK_DAY, say.day_text(one.check) if one.check is not None else ""),
        (say.FOLLOW_UP_LABEL, one.follow_up),
    )


def _history(workspace: Workspace, one: Action) -> None:
    found = history(workspace, one.number)
    with st.expander(say.HISTORY):
        for version in found[::-1]:
            line = say.version_line(version.at, version.who, version.action)
            st.caption(markdown(line))
        if len(found) > 1 and st.button(say.UNDO, key="undo"):
            try:
                act.saw(undo(workspace, one.number))
            except QcError as refusal:
                refusals.tell(refusal)
                return
            st.rerun()
