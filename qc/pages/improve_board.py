"""The board: actions in the columns of the PDCA circle, the most urgent on top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from qc.core.actions import Action, Status
from qc.pages import act, improve_check, state
from qc.view.actions_frames import actions_frame
from qc.view.escape import markdown, markup
from qc.view.frames import distinct
from qc.view.words import actions as say
from qc.workspace import Workspace

CARDS = 6
_OWNERS = 200


def draw(workspace: Workspace, found: Sequence[Action]) -> None:
    """Draw the board, or how to begin where there is none."""
    left, middle, right = st.columns([4, 2, 1], vertical_alignment="center")
    with right:
        if st.button(
            say.START,
            key="new",
            icon=":material/add_task:",
            type="primary",
            width="stretch",
        ):
            act.to_new()
    if not found:
        left.markdown(say.NONE)
        return
    with middle:
        shown = _of_owner(found)
    left.markdown(say.summary_line(shown, workspace.today))
    columns = st.columns(len(say.COLUMNS), gap="medium")
    for column, status in zip(columns, say.COLUMNS, strict=True):
        with column.container(key=f"qc-col-{status}"):
            _column(workspace, [one for one in shown if one.status is status], status)
    _list(workspace, shown)


def _of_owner(found: Sequence[Action]) -> list[Action]:
    """Offer the owners as a filter; the one chosen goes to the URL."""
    owners = sorted({one.owner for one in found if one.owner})[:_OWNERS]
    if len(owners) < 2:
        return list(found)
    labels = {"": say.EVERYBODY, **distinct(owners)}
    owner = st.selectbox(
        say.OWNER_FILTER,
        list(labels),
        list(labels).index(state.chosen("owner", owners, "")),
        format_func=labels.__getitem__,
        key="owner",
        label_visibility="collapsed",
    )
    state.put("owner", owner)
    return [one for one in found if not owner or one.owner == owner]


def _column(workspace: Workspace, found: list[Action], status: Status) -> None:
    step, means = say.COLUMNS[status]
    st.html(
        f'<div class="qc-colhead"><b>{step}</b><span>{means}</span>'
        f"<i>{len(found)}</i></div>"
    )
    if not found:
        st.caption(say.NONE_HERE)
    for one in sorted(found, key=_urgency)[:CARDS]:
        _card(workspace, one)
    if len(found) > CARDS:
        st.caption(say.below_line(len(found) - CARDS))


def _card(workspace: Workspace, one: Action) -> None:
    with st.container(key=f"qc-act-{one.number}"):
        title = markdown(one.title, limit=160)
        if st.button(title, key=f"go-{one.number}", type="tertiary"):
            act.to_action(one.number)
        titles = {card.id: card.title for card in workspace.measures}
        line = say.head_line(one, titles.get(one.measure, one.measure))
        late = one.overdue(workspace.today) and one.status is not Status.CHECK
        when = markup(say.when_line(one, workspace.today))
        when = f'<span class="qc-not">{when}</span>' if late else f"<b>{when}</b>"
        owner = markup(one.owner, limit=80) or "no owner yet"
        st.html(f'<div class="qc-meta">{markup(line)}<br>{owner} &#183; {when}</div>')
        improve_check.small(workspace, one)


def _urgency(one: Action) -> tuple[bool, np.datetime64, int]:
    """What is due first stands first; closed ones by when they were closed."""
    day = one.next_day
    if one.resolved is not None:
        return True, np.datetime64(0, "D"), -int(one.resolved.astype(int))
    return day is None, np.datetime64(0, "D") if day is None else day, one.number


def _list(workspace: Workspace, found: list[Action]) -> None:
    """List all actions, newest first; a row opens its action."""
    titles = {card.id: card.title for card in workspace.measures}
    rows = found[::-1]
    with st.expander(say.LIST):
        st.caption(say.LIST_HINT)
        event = st.dataframe(
            actions_frame(rows, titles, workspace.today),
            key="actions",
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            alt=say.summary_line(found, workspace.today),
        )
    picked = event["selection"]["rows"]
    if picked and picked[0] < len(rows):
        act.to_action(rows[picked[0]].number)
