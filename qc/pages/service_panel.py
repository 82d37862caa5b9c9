"""Service, looked at closer: consistent, responsive, outstanding, stage by stage."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import Stage
from qc.pages import state
from qc.pages.chain_chart import small
from qc.review.assessment import Assessment
from qc.review.service import ServiceNumbers
from qc.view.escape import markdown
from qc.view.service_frames import service_frame
from qc.view.spark import Frame, trend_svg
from qc.view.svg import data_uri
from qc.view.words import sentence
from qc.view.words import service as say
from qc.view.words import service_times as times
from qc.workspace import Lens, Workspace
from qc.workspace.service_numbers import service_numbers

STAGE = "at-stage"
_FRAME = Frame(width=320, height=72)


def show(workspace: Workspace) -> None:
    """Draw the panel."""
    at = state.chosen(STAGE, {str(stage) for stage in Stage}, "")
    found = state.kept(
        workspace,
        f"service {at}",
        Lens(),
        lambda: service_numbers(workspace, Stage(at) if at else None),
    )
    st.subheader(say.THREE, anchor=False)
    charts = _charts(found)
    for column, which in zip(st.columns(3), charts, strict=True):
        with column, st.container(border=True, key=f"qc-card-{which}"):
            _number(found, which, None if at else charts[which])
    st.subheader(say.CHARTS, anchor=False)
    _stages(found)
    for which, one in charts.items():
        if one is not None:
            st.markdown(f"**{which}**")
            if which == say.CONSISTENT:
                st.caption(say.DRAWN_AS_RHO)
            small(one, key=f"service-{which}")
    st.subheader(say.TABLE, anchor=False)
    st.dataframe(service_frame(found), hide_index=True, alt=say.TABLE)
    st.subheader(times.TIMES, anchor=False)
    _times(found)
    with st.expander(say.HOW):
        for line in (*say.details(found), times.HOW):
            st.markdown(markdown(line, limit=1000))


def _charts(found: ServiceNumbers) -> dict[str, Assessment | None]:
    return {
        say.CONSISTENT: found.consistent,
        say.RESPONSIVE: found.responsive,
        say.OUTSTANDING: found.outstanding,
    }


def _number(found: ServiceNumbers, which: str, one: Assessment | None) -> None:
    st.metric(which, say.value(which, found.whole))
    st.markdown(markdown(say.interval(which, found.whole)))
    if one is not None:
        st.image(data_uri(trend_svg(one, _FRAME)), alt=sentence(one), width="stretch")
    st.caption(markdown(say.note(which, found), limit=400))


def _times(found: ServiceNumbers) -> None:
    """Say where times lie, and draw how much of them depends on who serves."""
    for line in (*times.time_lines(found), times.apart_line(found)):
        if line:
            st.markdown(markdown(line, limit=600))
    if found.apart_chart is not None:
        st.caption(times.DRAWN_AS_SHARE)
        small(found.apart_chart, key="service-times")


def _stages(found: ServiceNumbers) -> None:
    """Offer the stages for the charts; the one chosen goes to the URL."""
    known = ["", *(str(one.stage) for one in found.stages)]
    now = "" if found.stage is None else str(found.stage)
    picked = st.segmented_control(
        say.STAGE,
        known,
        default=now,
        format_func=say.stage_name,
        key="service-stage",
    )
    if (picked or "") != now:
        state.put(STAGE, picked)
        st.rerun()
