"""One point of a chart: its interactions, and what can be decided about it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from qc.core.charts import PhasePlan
from qc.pages import deciding, rows
from qc.review import replan
from qc.review.assess import usual_plan
from qc.review.assessment import Assessment
from qc.view.chart_notes import Told
from qc.view.escape import markdown
from qc.view.words import events as said
from qc.view.words import point as say
from qc.view.words import point_label
from qc.workspace import Lens, Workspace
from qc.workspace.decisions import save_plan
from qc.workspace.trial import tried

Change = Callable[[Assessment, PhasePlan, int], PhasePlan]


def panel(
    workspace: Workspace, one: Assessment, lens: Lens, told: Told, point: int
) -> None:
    """Show everything about one point, in one place under the chart."""
    if one.chart is None:
        return
    at, why = one.chart.at[point], told.why.get(point, "")
    with st.container(border=True, key="qc-point"):
        line = markdown(say.point_line(one, point), limit=400)
        st.markdown(f"**{markdown(point_label(one, at))}** · {line}")
        if why:
            st.caption(markdown(say.why_line(why), limit=400))
        out = bool(one.chart.excluded[point])
        begun = replan.starts_phase(one, point)
        labels = (
            *(say.INTERACTIONS, say.NOTE),
            say.TAKE_IN if out else say.LEAVE_OUT,
            *(say.JOIN if begun else say.SPLIT, say.BASELINE),
        )
        behind, note, leave, phase, baseline = st.tabs(labels)
        with behind:
            rows.interactions(workspace, one, lens, (at, at), key="behind-point")
        with note:
            _note(workspace, one, at)
        with leave:
            _leave(workspace, one, point, out=out)
        with phase:
            _phase(workspace, one, point, begun=begun)
        with baseline:
            _baseline(workspace, one, point, out=out)


def _note(workspace: Workspace, one: Assessment, at: np.datetime64) -> None:
    key = f"note-text-{one.measure.id}-{at}"
    with st.form(f"note-here-{at}", border=False):
        st.text_input(said.EVENT_TEXT, max_chars=200, key=key)
        everywhere = f"note-all-{one.measure.id}-{at}"
        st.checkbox(said.EVENT_EVERYWHERE, key=everywhere)

        def act() -> str:
            measure = None if st.session_state[everywhere] else one.measure.id
            day = at.astype("datetime64[D]")
            workspace.note(measure, day, st.session_state[key])
            return say.DONE_NOTE

        deciding.submit(said.ADD_EVENT, act, clears=[key])


def _leave(workspace: Workspace, one: Assessment, point: int, *, out: bool) -> None:
    if one.series.missing[point]:
        st.caption(say.NOTHING_THERE)
        return
    how: tuple[str, str, Change] = (say.LEAVE_OUT, say.LEAVE_OUT_TEXT, replan.left_out)
    back = (say.TAKE_IN, say.TAKE_IN_TEXT, replan.taken_in)
    _change(workspace, one, point, back if out else how)


def _phase(workspace: Workspace, one: Assessment, point: int, *, begun: bool) -> None:
    if not point:
        st.caption(say.FIRST_PHASE)
    elif begun:
        _change(workspace, one, point, (say.JOIN, say.JOIN_TEXT, replan.joined))
    else:
        _change(workspace, one, point, (say.SPLIT, say.SPLIT_TEXT, replan.split))


def _baseline(workspace: Workspace, one: Assessment, point: int, *, out: bool) -> None:
    if out or one.series.missing[point]:
        st.caption(say.NOTHING_THERE)
        return
    old = workspace.plan(one.measure.id) or usual_plan(one.measure)
    text = say.baseline_line(one, old, replan.baseline_to(one, old, point))
    _change(workspace, one, point, (say.BASELINE, text, replan.baseline_to))


def _change(
    workspace: Workspace, one: Assessment, point: int, how: tuple[str, str, Change]
) -> None:
    """Offer one change of the plan, with what would follow; it needs a reason."""
    label, text, change = how
    seen = workspace.plan(one.measure.id)
    new = change(one, seen or usual_plan(one.measure), point)
    then = say.then_line(one, tried(workspace, one, new))
    st.markdown(f"{markdown(text)} {markdown(then)}")
    key = f"why-{change.__name__}-{one.measure.id}-{point}"
    with st.form(f"form-{key}", border=False):
        st.text_input(say.REASON, max_chars=200, key=key, help=say.REASON_HELP)

        def act() -> str:
            reason = st.session_state[key]
            save_plan(workspace, one.measure.id, new, seen=seen, reason=reason)
            return say.DONE.format(then=then)

        deciding.submit(label, act, clears=[key])
