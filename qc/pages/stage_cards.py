"""The five stages as cards: yield, interval, and the stream of customers through."""

from __future__ import annotations

import streamlit as st

from qc.review.stages import StagesReport, StageYield
from qc.view.escape import markdown
from qc.view.stages_flow import flow_svgs
from qc.view.svg import data_uri
from qc.view.words import name
from qc.view.words import stages as say


def draw(found: StagesReport) -> None:
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
