"""Measure: one chart in depth, down to the interactions behind a point."""

from __future__ import annotations

import streamlit as st

from qc.pages import (
    about,
    behind,
    capability,
    choosing,
    controls,
    frame,
    history,
    limits,
    links,
    notes,
    signals,
    spread,
    state,
    strata,
    training_days,
    waiting,
)
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.escape import markdown
from qc.view.words import pages as say
from qc.view.words.chain import TO_CHAIN
from qc.workspace.chain import station_of
from qc.workspace.decided import history as decided


@frame.page(say.MEASURE_QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    available = workspace.available
    if not available:
        empty = not workspace.warehouse.columns()
        st.info(say.NO_DATA if empty else say.NO_MEASURE)
        return
    card = controls.offer(workspace, {card.id: card for card in available})
    lens = choosing.lens(workspace, card)
    one = state.assessment(workspace, card.id, lens)
    past = decided(workspace.warehouse, card.id)
    _says(one)
    behind.chart(workspace, one, lens, past)
    signals.section(workspace, one, lens)
    spread.section(one)
    strata.section(workspace, one, lens)
    about.section(one)
    capability.section(workspace, one, lens)
    waiting.section(workspace, one, lens)
    notes.form(workspace, one)
    training_days.table(training_days.of_measure(workspace, one, lens))
    limits.form(workspace, one)
    history.table(one, past)


def _says(one: Assessment) -> None:
    """Put the question, then the answer in a sentence: they stand for the chart."""
    st.markdown(f"*{markdown(one.measure.question)}*")
    st.subheader(markdown(words.sentence(one)), anchor=False)
    if target := words.assurance_sentence(one):
        st.markdown(markdown(target))
    if station_of(one.measure) is not None and st.button(
        TO_CHAIN, key="to-chain", type="tertiary", icon=":material/account_tree:"
    ):
        links.to_chain()


show()
