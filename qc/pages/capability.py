"""Capability on the measure page: able or not, the single values, the budget."""

from __future__ import annotations

import streamlit as st

from qc.core.kinds import MeasureKind
from qc.core.measures import Measure
from qc.pages import state
from qc.review import tolerances
from qc.review.assessment import Assessment
from qc.review.capability_report import CapabilityReport
from qc.view.capability_frames import figures_frame, share_used
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.histogram import alt_text, figure
from qc.view.words import budgets as spending
from qc.view.words import capability as say
from qc.view.words.capability_figures import how
from qc.workspace import Lens, Workspace
from qc.workspace.capability import capability

_TOLERANCE, _SHIFT, _OF = "tolerance", "shift", "capability-of"


def section(workspace: Workspace, one: Assessment, lens: Lens) -> None:
    """Say whether the process is able, or why that cannot be said."""
    st.subheader(say.SECTION, anchor=False)
    place = st.container()
    tolerance, shift = _asked(one.measure)
    report = state.kept(
        workspace,
        f"capability {one.measure.id} {tolerance} {shift}",
        lens,
        lambda: capability(
            workspace, one.measure.id, lens, tolerance=tolerance, shift=shift
        ),
    )
    with place:
        _told(report)
        _details(report)
    _budgets(report)


def _asked(measure: Measure) -> tuple[float | None, bool]:
    """Let tolerance and shift be chosen; what is chosen goes to the URL."""
    if st.session_state.get(_OF, measure.id) != measure.id:
        state.put(_TOLERANCE, None)  # it was meant for another measure
    st.session_state[_OF] = measure.id
    if not tolerances.applies(measure):
        return None, False
    known = tolerances.tolerance(measure)
    default = None if known is None else round(known.dpmo)
    left, right = st.columns(2, vertical_alignment="bottom")
    picked = left.number_input(
        say.TOLERANCE,
        min_value=1,
        max_value=1_000_000,
        value=state.whole(_TOLERANCE, 1_000_000) or default,
        step=1_000,
        help=say.tolerance_help(),
        key=f"tolerance-{measure.id}",
    )
    on = st.query_params.get(_SHIFT) == "1"
    shift = right.toggle(say.shift(), on, help=say.shift_help(), key=_SHIFT)
    own = picked if picked != default else None
    state.put(_TOLERANCE, None if own is None else str(own))
    state.put(_SHIFT, "1" if shift else None)
    return own, shift


def _told(report: CapabilityReport) -> None:
    ability, one = report.ability, report.assessment
    if verdict := say.verdict_sentence(ability):
        st.markdown(f"**{markdown(verdict)}**")
    for text in (say.refusal_sentence(ability, one), say.level_sentence(ability, one)):
        if text:
            st.markdown(markdown(text, limit=1000))


def _details(report: CapabilityReport) -> None:
    values, rows = report.values, figures_frame(report)
    if values is not None and len(values):
        left, right = st.columns([3, 2]) if len(rows) else (st.container(), None)
        with left:
            _histogram(report)
    else:
        right, _ = st.columns(2)
    if right is not None and len(rows):
        right.table(rows)
        with right.popover(say.HOW):
            st.markdown("\n".join(f"- {markdown(text)}" for text in how(report)))


def _histogram(report: CapabilityReport) -> None:
    measure = report.assessment.measure
    st.caption(markdown(say.sample_sentence(report)))
    log = measure.kind is MeasureKind.DURATION and st.toggle(
        say.LOG_SCALE, key=f"log-{measure.id}"
    )
    st.plotly_chart(
        figure(report, log=log, dark=st.context.theme.type == "dark"),
        key=f"histogram-{measure.id}",
        theme=None,
        config=PLOT_CONFIG,
        alt=alt_text(report),
    )


def _budgets(report: CapabilityReport) -> None:
    if not report.budgets:
        return
    st.markdown(f"**{say.BUDGET}**", help=say.BUDGET_HELP)
    columns = st.columns(len(report.budgets))
    for column, spent in zip(columns, report.budgets, strict=True):
        with column.container(border=True):
            title = spending.budget_title(spent)
            st.progress(share_used(spent), markdown(title))
            st.markdown(markdown(spending.budget_sentence(spent), limit=1000))
