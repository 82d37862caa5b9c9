"""The form that sets a measure's baseline, phases and exclusions, with a reason."""

from __future__ import annotations

import streamlit as st

from qc.core.charts import PhasePlan
from qc.review.assessment import Assessment
from qc.view.words import pages as say
from qc.view.words import point_label
from qc.workspace import Workspace


def form(workspace: Workspace, one: Assessment) -> None:
    """Offer the plan in force for change; a change needs a reason."""
    if one.chart is None:
        return
    plan = workspace.plan(one.measure.id) or PhasePlan()
    labels = {str(at): point_label(one, at) for at in one.chart.at}
    days = {str(at): at for at in one.chart.at}
    with st.expander(say.LIMITS), st.form(f"limits-{one.measure.id}", border=False):
        freeze = st.number_input(
            say.FREEZE, min_value=2, max_value=200, value=plan.freeze or len(one.chart)
        )
        starts = st.multiselect(
            say.PHASE_STARTS,
            list(days),
            [str(day) for day in plan.starts if str(day) in days],
            format_func=lambda day: labels[day],
        )
        excluded = st.multiselect(
            say.EXCLUDED,
            list(days),
            [str(day) for day in plan.excluded if str(day) in days],
            format_func=lambda day: labels[day],
        )
        reason = st.text_input(say.REASON, max_chars=200)
        if not st.form_submit_button(say.SAVE):
            return
    new = PhasePlan(
        starts=tuple(sorted(days[day] for day in starts)),
        freeze=int(freeze),
        excluded=tuple(sorted(days[day] for day in excluded)),
    )
    workspace.save_plan(one.measure.id, new, reason=reason)
    st.rerun()
