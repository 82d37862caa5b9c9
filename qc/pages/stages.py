"""Five stages: where on the way customers meet defects, and why."""

from __future__ import annotations

import streamlit as st

from qc.pages import frame, stage_budgets, stage_causes, stage_costs, state
from qc.review.stages import StagesReport, StageYield
from qc.view.escape import markdown
from qc.view.stages_flow import flow_svgs
from qc.view.stages_frames import journeys_frame, stages_frame
from qc.view.svg import data_uri
from qc.view.words import journeys as ways
from qc.view.words import name
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
    _cards(found)
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


def _cards(found: StagesReport) -> None:
    """Draw the stages in chain order; the stream goes on from card to card."""
    columns = st.columns(len(found.stages))
    pictures = flow_svgs(found)
    for column, one, picture in zip(columns, found.stages, pictures, strict=True):
        with column:
            _card(one, picture, weakest=found.clear and one is found.weakest)


def _card(one: StageYield, picture: str, *, weakest: bool) -> None:
    look = "concern" if weakest else "stage"
    key = f"qc-card-{look}-{one.stage}"
    with st.container(border=True, key=key, height="stretch"):
        st.metric(
            name(one.stage),
            say.percent(one.first_pass),
            help=say.FIRST_PASS_HELP,
        )
        st.markdown(markdown(say.details(one)))
        st.image(data_uri(picture), alt=say.free_sentence(one), width="stretch")
        st.markdown(say.card_note(one, weakest=weakest))


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
