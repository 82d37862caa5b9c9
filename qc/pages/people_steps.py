"""Prescribed steps on the people page: which are left out, and by whom more often."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.core.kinds import Stage
from qc.pages import people_funnel, state
from qc.review.compare import Comparison
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.steps_chart import steps_figure
from qc.view.steps_frames import steps_frame
from qc.view.words import compare
from qc.view.words import steps_followed as say
from qc.workspace import Lens, Workspace
from qc.workspace.adherence_steps import (
    Steps,
    StepsAsked,
    card_of,
    has_steps,
    steps_of,
)

AT, WITHOUT = "steps", "without"


def section(
    workspace: Workspace,
    lens: Lens,
    scope: tuple[str, int],
    called: Mapping[str, str],
) -> None:
    """Show the steps of the same part and days as the comparison above.

    `scope` is what is compared, and over how many weeks (0: all days); `called` what
    each unit is called: people by codes, until names are asked for.
    """
    st.subheader(say.SECTION, anchor=False)
    if not has_steps(workspace):
        st.caption(say.NO_STEPS)
        return
    asked = _asked(workspace, *scope)
    card = card_of(say.card_words(asked.stage, asked.step), say.DEFINITION)
    found = state.kept(
        workspace,
        f"steps {asked}",
        lens,
        lambda: steps_of(workspace, card, asked, lens),
    )
    st.markdown(markdown(say.sentence(found.followed), limit=600))
    if not found.followed.n:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _steps(found, asked)
    with right:
        _units(found.units, called, asked)
    for note in say.notes(found.followed):
        st.caption(markdown(note, limit=600))


def _asked(workspace: Workspace, dimension: str, weeks: int) -> StepsAsked:
    """Offer the stage and the step; what is chosen goes to the URL."""
    rules = {s: of for s, of in workspace.steps.items() if of.required}
    left, right = st.columns(2)
    stages = ["", *map(str, rules)]
    at = left.selectbox(
        say.STAGE,
        stages,
        stages.index(state.chosen(AT, stages, "")),
        format_func=lambda one: say.stage_option(Stage(one) if one else None),
        key="steps-of",
    )
    known = [rules[Stage(at)]] if at else list(rules.values())
    steps = ["", *dict.fromkeys(step for one in known for step in one.required)]
    step = right.selectbox(
        say.STEP,
        steps,
        steps.index(state.chosen(WITHOUT, steps, "")),
        format_func=lambda one: markdown(say.step_option(one or None)),
        key=f"steps-without-{at}",
    )
    state.put(AT, at or None)
    state.put(WITHOUT, step or None)
    return StepsAsked(
        dimension=dimension,
        weeks=weeks or None,
        stage=Stage(at) if at else None,
        step=step or None,
    )


def _steps(found: Steps, asked: StepsAsked) -> None:
    told = say.sentence(found.followed)
    steps = [s for s in found.followed.steps if asked.stage in {None, s.stage}]
    st.plotly_chart(
        steps_figure(steps, dark=st.context.theme.type == "dark"),
        key="steps",
        theme=None,
        config=PLOT_CONFIG,
        alt=told,
    )
    st.caption(say.NOTE)
    with st.expander(say.TABLE):
        st.dataframe(steps_frame(found.followed), hide_index=True, alt=told)
        st.markdown(say.DEFINITION)


def _units(units: Comparison, called: Mapping[str, str], asked: StepsAsked) -> None:
    st.markdown(f"**{markdown(units.measure.title)}**")
    st.markdown(markdown(compare.verdict(units, called), limit=600))
    if asked.stage is None:
        st.caption(say.MIXED)
    people_funnel.draw(units, called, "steps-funnel")
