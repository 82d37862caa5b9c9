"""Five stages: where on the way customers meet defects, and why."""

from __future__ import annotations

import streamlit as st

from qc.pages import (
    frame,
    stage_budgets,
    stage_cards,
    stage_causes,
    stage_costs,
    state,
)
from qc.review.stages import StagesReport
from qc.view.escape import markdown
from qc.view.stages_frames import journeys_frame, stages_frame
from qc.view.words import journeys as ways
from qc.view.words import pages as around
from qc.view.words import stages as say
from qc.view.words.stages_formula import formulas
from qc.workspace import Lens, Workspace
from qc.workspace.days import recent
from qc.workspace.stages import stages_report

FILTERS = ("team", "channel")
SHIFT = 1.5


@frame.page(say.QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    if not workspace.warehouse.columns():
        st.info(around.NO_DATA)
        return
    lens = _lens(workspace)
    shift = SHIFT if state.chosen("shift", {"yes"}, "") else 0.0
    found = state.kept(
        workspace,
        f"stages {shift}",
        lens,
        lambda: stages_report(workspace, lens, shift=shift),
    )
    if found.weakest is None:
        st.info(say.NOTHING_JUDGED)
        st.caption(markdown(say.balance_sentence(found)))
        return
    st.subheader(markdown(say.weakest_sentence(found)), anchor=False)
    stage_cards.draw(found)
    _told(found)
    _figures(found)
    asked = stage_causes.draw(workspace, lens)
    if asked is not None:
        stage_costs.draw(workspace, lens, asked)
    stage_budgets.draw(workspace, lens)


def _lens(workspace: Workspace) -> Lens:
    """Offer days and parts of the log; what is chosen goes to the URL."""
    known = {str(weeks): weeks for weeks in say.PERIODS}
    left, right = st.columns([1, 2])
    picked = left.selectbox(
        say.PERIOD,
        list(known),
        list(known).index(state.chosen("weeks", known, str(None))),
        format_func=lambda key: say.period(known[key]),
        key="weeks",
    )
    state.put("weeks", picked if known[picked] else None)
    with right:
        state.filters(workspace, FILTERS)
    return recent(workspace, state.lens(workspace), known[picked])


def _told(found: StagesReport) -> None:
    if rolled := say.rolled_sentence(found):
        st.markdown(markdown(rolled))
    if found.headline is not None:
        st.markdown(markdown(ways.journey_sentence(found.headline), limit=400))
    st.caption(markdown(say.balance_sentence(found)))


def _figures(found: StagesReport) -> None:
    with st.expander(say.ALL_FIGURES):
        on = st.toggle(
            say.shift(), found.shift > 0, help=say.shift_help(), key="with-shift"
        )
        if on != (found.shift > 0):
            state.put("shift", "yes" if on else None)
            st.rerun()
        st.dataframe(stages_frame(found), hide_index=True, alt=say.ALL_FIGURES)
    if any(way.sets for way in found.journeys):
        with st.expander(ways.JOURNEYS):
            for way in found.journeys:
                st.caption(markdown(ways.cut_sentence(way), limit=400))
            st.dataframe(journeys_frame(found), hide_index=True, alt=ways.JOURNEYS)
    with st.expander(say.FORMULAS):
        for line in (say.contradiction_sentence(found.tallies), *formulas(found)):
            st.markdown(markdown(line, limit=1000))


show()
