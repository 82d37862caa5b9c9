"""The form that sets a measure's baseline, phases and exclusions, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from qc.core.errors import QcError
from qc.review.assess import usual_plan
from qc.review.assessment import Assessment
from qc.review.rebase import proposal
from qc.view.escape import markdown
from qc.view.words import pages as say
from qc.view.words import point_label
from qc.view.words.rebase import proposal_sentence
from qc.workspace import Workspace

_MOST = 100_000

Days = Sequence[np.datetime64]


def form(workspace: Workspace, one: Assessment) -> None:
    """Offer the plan in force for change; a change needs a reason."""
    if one.chart is None:
        return
    plan = workspace.plan(one.measure.id) or usual_plan(one.measure)
    if (found := proposal(one)) is not None:
        st.info(markdown(proposal_sentence(one, found), limit=2000))
    with st.expander(say.LIMITS), st.form(f"limits-{one.measure.id}", border=False):
        freeze = st.number_input(
            say.FREEZE,
            min_value=1,
            max_value=_MOST,
            value=plan.freeze,
            placeholder=say.ALL_POINTS,
        )
        starts = _days(say.PHASE_STARTS, one, plan.starts)
        excluded = _days(say.EXCLUDED, one, plan.excluded)
        reason = st.text_input(say.REASON, max_chars=200)
        if not st.form_submit_button(say.SAVE):
            return
        try:
            new = replace(plan, starts=starts, freeze=freeze, excluded=excluded)
            workspace.save_plan(one.measure.id, new, reason=reason)
        except QcError as refusal:
            st.warning(markdown(refusal, limit=2000))
            return
    st.rerun()


def _days(label: str, one: Assessment, kept: Days) -> tuple[np.datetime64, ...]:
    """Let points of the chart be chosen; days kept beyond its ends stay as they are."""
    at = () if one.chart is None else one.chart.at.astype("datetime64[D]")
    days = {str(day): day for day in at}
    labels = {key: point_label(one, day) for key, day in days.items()}
    picked = st.multiselect(
        label,
        list(days),
        [str(day) for day in kept if str(day) in days],
        format_func=labels.__getitem__,
    )
    unseen = (day for day in kept if str(day) not in days)
    return tuple(sorted([*unseen, *(days[key] for key in picked)]))
