"""The A3 page of an action: one sheet that fills itself, to be printed or kept."""

from __future__ import annotations

import secrets
from dataclasses import replace

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from qc.core.actions import Action
from qc.pages import act, frame, state
from qc.pages.improve_seen import seen, titles
from qc.review.causes import Causes
from qc.view.a3 import A3, a3_document, a3_html
from qc.view.style_actions import A3_CSS
from qc.view.words import actions as say
from qc.workspace import Workspace
from qc.workspace.actions import causes as cause_list
from qc.workspace.actions import plainly
from qc.workspace.stages import causes, causes_known


def draw(workspace: Workspace, one: Action, bar: DeltaGenerator) -> None:
    """Draw the page, offer it as a file, and a way back to the action."""
    found = seen(workspace, [one])[one.number]
    page = A3(
        action=one,
        drawn=found.drawn,
        check=found.check,
        balancing=found.balancing,
        pareto=_pareto(workspace, one),
        causes=cause_list(workspace),
        titles=titles(workspace),
        today=workspace.today,
    )
    if bar.button(say.BACK, key="to-action", type="tertiary"):
        act.to_action(one.number)
    bar.download_button(
        say.A3_FILE,
        frame.later(lambda: a3_document(page)),
        file_name=f"action-{one.number}-{secrets.token_hex(4)}.html",
        mime="text/html",
        key="a3-file",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
    st.html(f"<style>{A3_CSS}</style>{a3_html(page)}")


def _pareto(workspace: Workspace, one: Action) -> Causes | None:
    known = causes_known(workspace)
    if not known:
        return None
    lens = plainly(state.lens(workspace))
    if one.done is not None:
        lens = replace(lens, last=one.done - np.timedelta64(1, "D"))
    return state.kept(
        workspace,
        f"a3 causes {one.stage}",
        lens,
        lambda: causes(workspace, lens, by=known[0], stage=one.stage),
    )
