"""The causes of defects on the page of the five stages: Pareto, before and after."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import Stage
from qc.pages import split_day, state
from qc.review.causes import Causes, Comparison
from qc.review.tallies import CauseBy
from qc.view.change_chart import change_figure
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.pareto_chart import pareto_figure
from qc.view.stages_frames import causes_frame, changes_frame
from qc.view.words import causes as say
from qc.view.words import name
from qc.workspace import Lens, Workspace
from qc.workspace.stage_costs import Asked
from qc.workspace.stages import causes, causes_known

BY, AT = "by", "at"


def draw(workspace: Workspace, lens: Lens) -> Asked | None:
    """Draw the section, with what is asked for in the URL, and return that.

    None where the log has no column that names a cause.
    """
    known = causes_known(workspace)
    st.subheader(say.CAUSES, anchor=False)
    if not known:
        st.markdown(say.NO_CAUSES)
        return None
    first, second, third = st.columns(3)
    with first:
        by = _by(known)
    with second:
        at = _at()
    with third:
        split = split_day.pick(workspace, lens)
    found = state.kept(
        workspace,
        f"causes {by} {at} {split}",
        lens,
        lambda: causes(workspace, lens, by=by, stage=at, split=split),
    )
    left, right = st.columns(2, gap="medium")
    with left:
        _pareto(found)
    with right:
        _changes(found.comparison)
    return Asked(by=by, stage=at, split=split)


def _by(known: tuple[CauseBy, ...]) -> CauseBy:
    names = [str(by) for by in known]
    picked = st.selectbox(
        say.BY,
        names,
        names.index(state.chosen(BY, names, names[0])),
        format_func=lambda by: say.by_name(CauseBy(by)),
        key="causes-by",
    )
    state.put(BY, picked if picked != names[0] else None)
    return CauseBy(picked)


def _at() -> Stage | None:
    stages = ["", *map(str, Stage)]
    picked = st.selectbox(
        say.AT,
        stages,
        stages.index(state.chosen(AT, stages, "")),
        format_func=lambda at: name(Stage(at)) if at else say.EVERY_STAGE,
        key="causes-at",
    )
    state.put(AT, picked)
    return Stage(picked) if picked else None


def _pareto(found: Causes) -> None:
    told = say.causes_sentence(found)
    st.markdown(markdown(told, limit=600))
    if not found.bars:
        return
    figure = pareto_figure(found, dark=st.context.theme.type == "dark")
    st.plotly_chart(figure, key="pareto", theme=None, config=PLOT_CONFIG, alt=told)
    st.caption(say.CAUSE_NOTE)
    with st.expander(say.CAUSES_TABLE):
        st.dataframe(causes_frame(found), hide_index=True, alt=told)


def _changes(compared: Comparison | None) -> None:
    told = say.change_sentence(compared)
    st.markdown(markdown(told, limit=1000))
    if compared is None or not compared.changes:
        return
    figure = change_figure(compared, dark=st.context.theme.type == "dark")
    st.plotly_chart(figure, key="changes", theme=None, config=PLOT_CONFIG, alt=told)
    st.caption(markdown(say.spans_line(compared), limit=400))
    with st.expander(say.CHANGES_TABLE):
        st.dataframe(changes_frame(compared), hide_index=True, alt=told)
