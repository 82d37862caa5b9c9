"""What defects cost, on the page of the five stages: Pareto, before, after, rates."""

from __future__ import annotations

import streamlit as st

from qc.core.rates import CostBy, RateName
from qc.pages import deciding, rates_form, state
from qc.review.cause_costs import Costs
from qc.review.tallies import CauseKind
from qc.view.change_chart import change_figure
from qc.view.control_chart import PLOT_CONFIG
from qc.view.cost_frames import cost_changes_frame, costs_frame
from qc.view.escape import markdown
from qc.view.pareto_chart import pareto_figure
from qc.view.words import cause_costs as say
from qc.view.words import causes as tell
from qc.view.words import rates as rated
from qc.view.words.cause_units import CauseUnit
from qc.workspace import Lens, Workspace
from qc.workspace.stage_costs import Asked, costs


def draw(workspace: Workspace, lens: Lens, asked: Asked) -> None:
    """Draw the section: the same defects as above it, by what they cost."""
    found = state.kept(
        workspace,
        f"costs {asked.by} {asked.stage} {asked.split}",
        lens,
        lambda: costs(workspace, lens, asked),
    )
    st.subheader(say.COSTS, anchor=False)
    if found.spent.cost:
        left, right = st.columns(2, gap="medium")
        with left:
            _pareto(found)
        with right:
            _changes(found)
    else:
        st.markdown(markdown(say.costs_sentence(found), limit=600))
    _rates(workspace, found)


def _pareto(found: Costs) -> None:
    told = say.costs_sentence(found)
    st.markdown(markdown(told, limit=600))
    figure = pareto_figure(found, dark=st.context.theme.type == "dark")
    st.plotly_chart(figure, key="costs", theme=None, config=PLOT_CONFIG, alt=told)
    st.caption(markdown(f"{say.parts_sentence(found)} {say.NOTE}", limit=600))
    with st.expander(say.TABLE):
        st.dataframe(costs_frame(found), hide_index=True, alt=told)
        for line in say.formula_lines(found.rates):
            st.markdown(markdown(line, limit=600))


def _changes(found: Costs) -> None:
    compared, unit = found.comparison, CauseUnit(rates=found.rates)
    told = tell.change_sentence(compared, unit=unit)
    st.markdown(markdown(told, limit=1000))
    if compared is None or not compared.changes:
        return
    figure = change_figure(compared, unit, dark=st.context.theme.type == "dark")
    st.plotly_chart(
        figure, key="cost-changes", theme=None, config=PLOT_CONFIG, alt=told
    )
    st.caption(markdown(tell.spans_line(compared), limit=400))
    with st.expander(say.CHANGES_TABLE):
        frame = cost_changes_frame(compared, unit)
        st.dataframe(frame, hide_index=True, alt=told)


def _rates(workspace: Workspace, found: Costs) -> None:
    """Offer the rates that these figures rest on."""
    timed = "handle_time" in workspace.warehouse.columns()
    names = [RateName.DEFECT, *([RateName.HOUR] if timed else [])]
    stated = (c.bar for c in found.causes if c.bar.kind is CauseKind.STATED)
    wanted = rates_form.Wanted(
        names=names, by=CostBy(found.by), texts=[bar.cause for bar in stated]
    )
    with st.expander(rated.FORM, expanded=not found.rates.costs_defects):
        rates_form.form(workspace, wanted, "rates")
    deciding.told()
