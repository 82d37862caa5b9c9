"""Word of mouth against campaigns: which returned more, and can that be told?"""

from __future__ import annotations

import math

import streamlit as st

from qc.chain.referral_worth import RecommendationWorth, recommendation_worth
from qc.core.rates import RateName, Rates
from qc.pages import deciding, figures, state
from qc.pages.links import DATA
from qc.review.word_of_mouth import WordOfMouth
from qc.view.escape import markdown
from qc.view.word_of_mouth_chart import returns_figure
from qc.view.word_of_mouth_frames import credit_frame, sides_frame
from qc.view.words import customers, referral_worth
from qc.view.words import word_of_mouth as say
from qc.workspace import Lens, Workspace
from qc.workspace.word_of_mouth import tell_quality, word_of_mouth

MOST = 1e12
ONLY = "only-by-it"


def show(workspace: Workspace) -> None:
    """Draw the panel."""
    found = state.kept(
        workspace, "word of mouth", Lens(), lambda: word_of_mouth(workspace)
    )
    told = say.verdict(found)
    if found.lacking:
        st.info(told)
        st.page_link(DATA, label=customers.TO_DATA)
        return
    figures.heading(told)
    figures.told([say.returned(found), say.chance(found), say.break_even(found)])
    if found.found.referred.known:
        drawn = returns_figure(found, dark=figures.dark())
        figures.picture(drawn, "returns", told)
    st.markdown(f"**{say.BOTH}**")
    st.dataframe(sides_frame(found), hide_index=True, alt=say.BOTH)
    figures.notes(say.notes(found))
    worth = _one_recommendation(found)
    _quality(workspace, found.rates)
    with st.expander(say.CREDIT):
        st.caption(say.CREDIT_HINT)
        st.dataframe(credit_frame(found), hide_index=True, alt=say.CREDIT)
    lines = [referral_worth.formula(worth, found.found, found.rates)] if worth else []
    figures.formulas([*say.formulas(found), *lines])


def _one_recommendation(found: WordOfMouth) -> RecommendationWorth | None:
    """Value one recommendation, at a share that the reader sets."""
    one = found.found
    if not one.brought.margin.known or not math.isfinite(one.won.cost):
        return None
    st.markdown(f"**{referral_worth.TITLE}**")
    left, right = st.columns([2, 3], vertical_alignment="center")
    known = [str(percent) for percent in range(0, 101, 5)]
    percent = int(state.chosen(ONLY, known, "100"))
    picked = left.slider(
        referral_worth.SHARE, 0, 100, percent, 5, format="%d %%", key=ONLY
    )
    state.put(ONLY, None if picked == 100 else str(picked))
    made = recommendation_worth(
        one.brought.margin, one.won.cost, one.brought.cost, picked
    )
    told = referral_worth.told(made, one.horizon, found.rates)
    right.markdown(markdown(told, limit=1000))
    figures.notes([referral_worth.HINT])
    return made


def _quality(workspace: Workspace, rates: Rates) -> None:
    """Offer to say what quality costs; it is nowhere in the data."""
    deciding.told()
    now = rates.of(RateName.QUALITY)
    key = f"quality-{now}"
    with st.expander(say.QUALITY), st.form("quality-form", border=False):
        st.caption(say.QUALITY_HINT)
        st.number_input(say.A_YEAR, 0.0, MOST, now, step=100.0, format="%.2f", key=key)
        deciding.submit(say.KEEP, lambda: _keep(workspace, key))


def _keep(workspace: Workspace, key: str) -> str:
    tell_quality(workspace, st.session_state[key])
    return say.KEPT
