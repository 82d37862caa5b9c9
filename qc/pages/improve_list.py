"""All actions in one list, for when the board shows only the most urgent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qc.core.actions import Action
from qc.pages import act
from qc.view.actions_frames import actions_frame
from qc.view.words import actions as say
from qc.workspace import Workspace


def draw(
    workspace: Workspace, found: Sequence[Action], called: Mapping[str, str]
) -> None:
    """List all actions, newest first; a row opens its action."""
    rows = found[::-1]
    with st.expander(say.LIST):
        st.caption(say.LIST_HINT)
        event = st.dataframe(
            actions_frame(rows, called, workspace.today),
            key="actions",
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            alt=say.summary_line(found, workspace.today),
        )
    picked = event["selection"]["rows"]
    if picked and picked[0] < len(rows):
        act.to_action(rows[picked[0]].number)
