"""What agents are called in the chain: codes, until names are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qc.view.words.training import NAMES
from qc.workspace import Workspace
from qc.workspace.labels import labelled
from qc.workspace.personal import may_see_names

_AGENT = "agent"


def agents(
    workspace: Workspace, names: Sequence[str], *, key: str
) -> Mapping[str, str]:
    """Offer the names, and return what each agent is called; never by a link."""
    asked = False
    if names and may_see_names(workspace, _AGENT):
        asked = st.toggle(NAMES, key=key)
    return labelled(workspace, _AGENT, names, asked=asked)
