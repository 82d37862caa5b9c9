"""The form that sets a measure's baseline, phases and exclusions, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from qc.core.charts import PhasePlan
from qc.pages import deciding
from qc.review.assess import usual_plan
from qc.review.assessment import Assessment
from qc.review.rebase import proposal
from qc.view.escape import markdown
from qc.view.words import pages as say
from qc.view.words import point_label
from qc.view.words.rebase import LIMITS_KEPT, proposal_sentence
from qc.workspace import Workspace
from qc.workspace.decisions import save_plan

_MOST = 100_000
_FIELDS = ("freeze", "starts", "excluded", "reason")

Days = Sequence[np.datetime64]


def form(workspace: Workspace, one: Assessment) -> None:
    """Offer the plan in force for change; a change needs a reason."""
    if one.chart is None:
        return
    seen = workspace.plan(one.measure.id)
    plan = seen or usual_plan(one.measure)
    if (found := proposal(one)) is not None:
        st.info(markdown(proposal_sentence(one, found), limit=2000))
    with st.expander(say.LIMITS), st.form(f"limits-{one.measure.id}", border=False):
        _fields(workspace, one, plan, seen)


def _fields(
    workspace: Workspace, one: Assessment, plan: PhasePlan, seen: PhasePlan | None
) -> None:
    keys = {name: f"{name}-{one.measure.id}" for name in _FIELDS}
    st.number_input(
        say.FREEZE,
        min_value=1,
        max_value=_MOST,
        value=plan.freeze,
        placeholder=say.ALL_POINTS,
        key=f"{keys['freeze']}-{plan.freeze}",
    )
    starts = _days(say.PHASE_STARTS, one, plan.starts, keys["starts"])
    excluded = _days(say.EXCLUDED, one, plan.excluded, keys["excluded"])
    st.text_input(say.REASON, max_chars=200, key=keys["reason"])

    def act() -> str:
        new = replace(
            plan,
            starts=starts(),
            freeze=st.session_state[f"{keys['freeze']}-{plan.freeze}"],
            excluded=excluded(),
        )
        reason = st.session_state[keys["reason"]]
        save_plan(workspace, one.measure.id, new, seen=seen, reason=reason)
        return LIMITS_KEPT

    deciding.submit(say.SAVE, act, clears=[keys["reason"]])


def _days(
    label: str, one: Assessment, kept: Days, key: str
) -> Callable[[], tuple[np.datetime64, ...]]:
    """Let points of the chart be chosen; days kept beyond its ends stay as they are."""
    at = () if one.chart is None else one.chart.at.astype("datetime64[D]")
    days = {str(day): day for day in at}
    labels = {name: point_label(one, day) for name, day in days.items()}
    shown = [str(day) for day in kept if str(day) in days]
    key = f"{key}-{'-'.join(shown)}"  # a change made elsewhere shows at once
    st.multiselect(label, list(days), shown, format_func=labels.__getitem__, key=key)

    def picked() -> tuple[np.datetime64, ...]:
        unseen = (day for day in kept if str(day) not in days)
        chosen = (days[name] for name in st.session_state[key])
        return tuple(sorted([*unseen, *chosen]))

    return picked
