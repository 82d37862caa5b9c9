"""The board: actions in the columns of the PDCA circle, the most urgent on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from qc.core.actions import Action, Status
from qc.pages import act, improve_check, improve_list, state
from qc.pages.improve_seen import seen, titles
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
    called = titles(workspace)
    _columns(workspace, shown, called)
    improve_list.draw(workspace, shown, called)


def _columns(
    workspace: Workspace, shown: Sequence[Action], called: Mapping[str, str]
) -> None:
    """Draw the columns; of what they show everything is computed at once."""
    rows = {
        status: sorted((one for one in shown if one.status is status), key=_urgency)
        for status in say.COLUMNS
    }
    top = [one for found in rows.values() for one in found[:CARDS]]
    look = seen(workspace, top)
    columns = st.columns(len(rows), gap="medium")
    for column, (status, found) in zip(columns, rows.items(), strict=True):
        with column.container(key=f"qc-col-{status}"):
            _head(status, len(found))
            for one in found[:CARDS]:
                measure = called.get(one.measure, one.measure)
                with st.container(key=f"qc-act-{one.number}"):
                    _card(one, measure, workspace.today)
                    improve_check.small(one, look[one.number])
            if len(found) > CARDS:
                st.caption(say.below_line(len(found) - CARDS))


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


def _head(status: Status, count: int) -> None:
    step, means = say.COLUMNS[status]
    st.html(
        f'<div class="qc-colhead"><b>{step}</b><span>{means}</span><i>{count}</i></div>'
    )
    if not count:
        st.caption(say.NONE_HERE)


def _card(one: Action, measure: str, today: np.datetime64) -> None:
    title = markdown(one.title, limit=160)
    if st.button(title, key=f"go-{one.number}", type="tertiary"):
        act.to_action(one.number)
    line, when = say.head_line(one, measure), markup(say.when_line(one, today))
    late = one.overdue(today) and one.status is not Status.CHECK
    when = f'<span class="qc-not">{when}</span>' if late else f"<b>{when}</b>"
    owner = markup(one.owner, limit=80) or say.NO_OWNER
    st.html(f'<div class="qc-meta">{markup(line)}<br>{owner} &#183; {when}</div>')


def _urgency(one: Action) -> tuple[bool, np.datetime64, int]:
    """What is due first stands first; closed ones by when they were closed."""
    day = one.next_day
    if one.resolved is not None:
        return True, np.datetime64(0, "D"), -int(one.resolved.astype(int))
    return day is None, np.datetime64(0, "D") if day is None else day, one.number
