"""What agents are called in the chain: codes, until names are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qc.view.codes import labels
from qc.view.words.training import NAMES
from qc.workspace import Workspace
from qc.workspace.personal import called, may_see_names, names_hidden

_AGENT = "agent"


def agents(
    workspace: Workspace, names: Sequence[str], *, key: str
) -> Mapping[str, str]:
    """Offer the names, and return what each agent is called; never by a link."""
    asked = False
    if names and may_see_names(workspace, _AGENT):
        asked = st.toggle(NAMES, key=key)
    return labels(
        names,
        noun=_AGENT,
        hidden=names_hidden(workspace, _AGENT, asked=asked),
        salt=workspace.warehouse.digest,
        called=called(workspace, _AGENT, names, asked=asked),
    )
