"""Training, looked at closer: what it changed, who had it, who is due."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.chain.links import Arrow
from qc.pages import chain_names, state, training_due
from qc.pages.chain_chart import small
from qc.review.training import Training
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.event_study import event_figure
from qc.view.learning_chart import learning_figure
from qc.view.training_frames import (
    agents_frame,
    courses_frame,
    curve_frame,
    weeks_frame,
)
from qc.view.words import chain as say_chain
from qc.view.words import training as say
from qc.workspace import Lens, Workspace
from qc.workspace.training import expiring, training
from qc.workspace.training_setting import HOLDING, course_told

OUTCOME = "outcome"


def show(workspace: Workspace) -> None:
    """Draw the panel."""
    found = state.kept(workspace, "training", Lens(), lambda: training(workspace))
    if days := HOLDING[course_told(workspace.warehouse)]:
        found = expiring(found, days)
    if found.found is None:
        st.info(say.NO_TABLE)
    else:
        _effect(found)
    called = chain_names.agents(workspace, found.agents, key="training-names")
    training_due.draw(workspace, found, called)
    if found.found is not None:
        _coverage(found, called)
    _curve(found)
    if found.chart is not None:
        st.subheader(say.HANDS, anchor=False)
        small(found.chart, key="untrained-hands")
    with st.expander(say.HOW):
        for line in say.HOW_LINES:
            st.markdown(markdown(line, limit=1000))


def _effect(found: Training) -> None:
    st.subheader(say.EFFECT, anchor=False)
    known = [str(arrow) for arrow in say.OUTCOMES]
    picked = st.segmented_control(
        say.OUTCOME,
        known,
        default=state.chosen(OUTCOME, known, known[0]),
        format_func=lambda key: say.OUTCOMES[Arrow(key)],
        key="training-outcome",
    )
    arrow = Arrow(picked or known[0])
    state.put(OUTCOME, None if str(arrow) == known[0] else str(arrow))
    link = next(one for one in found.links if one.arrow is arrow)
    st.markdown(markdown(say.effect_line(found, link), limit=1000))
    one = found.tested.get(arrow)
    if one is None:
        return
    for line in (say.checks_line(one), say_chain.naive_line(link)):
        st.markdown(markdown(line, limit=600))
    st.plotly_chart(
        event_figure(one, dark=st.context.theme.type == "dark"),
        key="event-study",
        theme=None,
        config=PLOT_CONFIG,
        alt=say.effect_line(found, link),
    )
    st.caption(markdown(say.who_line(one), limit=600))
    with st.expander(say.WEEKS):
        st.dataframe(weeks_frame(one), hide_index=True, alt=say.WEEKS)


def _coverage(found: Training, called: Mapping[str, str]) -> None:
    st.subheader(say.COVERAGE, anchor=False)
    st.dataframe(courses_frame(found), hide_index=True, alt=say.COVERAGE)
    if line := say.records_line(found):
        st.caption(markdown(line))
    with st.expander(say.EVERYONE):
        st.dataframe(agents_frame(found, called), hide_index=True, alt=say.EVERYONE)


def _curve(found: Training) -> None:
    curve = found.curve
    if curve is None:
        return
    st.subheader(say.CURVE, anchor=False)
    told = say.curve_line(curve)
    st.markdown(markdown(told, limit=600))
    st.plotly_chart(
        learning_figure(curve, dark=st.context.theme.type == "dark"),
        key="learning",
        theme=None,
        config=PLOT_CONFIG,
        alt=told,
    )
    if note := say.curve_note(curve):
        st.caption(markdown(note, limit=400))
    with st.expander(say.CURVE_TABLE):
        st.dataframe(curve_frame(curve), hide_index=True, alt=told)
