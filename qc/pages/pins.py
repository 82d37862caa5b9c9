"""Pinned measures: the few that stand in the table every week, signal or not."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qc.pages import state
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view.frames import distinct
from qc.view.words import pages as say
from qc.workspace import pinning


def rows(review: Review) -> list[Assessment]:
    """Return the rows of the table: what to discuss and what is pinned, in order."""
    pinned = set(pinning.pinned(state.shown()))
    told = {id(one) for one in (*review.signals, *review.cannot_meet)}
    return [
        one for one in review.assessments if id(one) in told or one.measure.id in pinned
    ]


def picker(review: Review) -> None:
    """Offer what to pin; kept for everybody who opens the workspace."""
    workspace = state.shown()
    titles = {one.measure.id: one.measure.title for one in review.assessments}
    labels = distinct(list(titles), limit=80, show=titles.__getitem__)
    now = [name for name in pinning.pinned(workspace) if name in titles]
    with st.popover(say.PIN, icon=":material/push_pin:"):
        picked = st.multiselect(
            say.PIN_PICKER,
            list(titles),
            now,
            format_func=labels.__getitem__,
            max_selections=pinning.MOST,
            help=say.PIN_MEANING,
            key="pins",
        )
    if _other(picked, now):
        pinning.pin(workspace, picked)
        st.rerun()


def _other(picked: Sequence[str], now: Sequence[str]) -> bool:
    return set(picked) != set(now)
