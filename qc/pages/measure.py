"""Measure: one chart in depth, down to the interactions behind a point."""

from __future__ import annotations

import streamlit as st

from qc.pages import (
    behind,
    capability,
    choosing,
    frame,
    limits,
    notes,
    signals,
    spread,
    state,
    waiting,
)
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.escape import markdown
from qc.view.frames import distinct
from qc.view.words import choosing as say_choosing
from qc.view.words import pages as say
from qc.view.words.calendars import clock_lines
from qc.workspace import Workspace


@frame.page(say.MEASURE_QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    names = [card.id for card in workspace.available]
    if not names:
        empty = not workspace.warehouse.columns()
        st.info(say.NO_DATA if empty else say.NO_MEASURE)
        return
    name = _picker(workspace, names)
    card = next(each for each in workspace.available if each.id == name)
    lens = choosing.lens(workspace, card)
    one = state.assessment(workspace, name, lens)
    st.markdown(f"*{markdown(one.measure.question)}*")
    st.subheader(markdown(words.sentence(one)), anchor=False)
    if target := words.assurance_sentence(one):
        st.markdown(markdown(target))
    behind.chart(workspace, one, lens)
    signals.section(workspace, one, lens)
    spread.section(one)
    waiting.section(workspace, one, lens)
    _about(one)
    capability.section(workspace, one, lens)
    notes.form(workspace, one)
    limits.form(workspace, one)


def _picker(workspace: Workspace, names: list[str]) -> str:
    """Offer measure, rule set and filters; what is chosen goes to the URL."""
    titles = {card.id: card.title for card in workspace.available}
    labels = distinct(names, limit=80, show=titles.__getitem__)
    rules = list(workspace.rules)
    default = workspace.default_rules
    left, right = st.columns([2, 1])
    picked = left.selectbox(
        say.MEASURE_PICKER,
        names,
        names.index(state.chosen("measure", names, "") or _first(workspace, names)),
        format_func=labels.__getitem__,
        key="measure",  # or the second choice in a row would be lost
    )
    ruled = right.selectbox(
        say.RULES_PICKER,
        rules,
        rules.index(state.chosen("rules", rules, default)),
        format_func=lambda name: workspace.rules[name].title,
        key="rules",
    )
    state.put("measure", picked)
    state.put("rules", ruled if ruled != default else None)
    state.filters(workspace)
    with st.expander(say_choosing.OTHER_VIEW):
        choosing.pickers(next(c for c in workspace.available if c.id == picked))
    return str(picked)


def _first(workspace: Workspace, names: list[str]) -> str:
    """Where no measure is asked for: the first signal, else the first with data."""
    review = state.review(workspace, state.lens(workspace))
    drawn = [one for one in review.assessments if one.chart is not None]
    return next((one.measure.id for one in (*review.signals, *drawn)), names[0])


def _about(one: Assessment) -> None:
    left, right = st.columns(2)
    with left.container(border=True):
        st.markdown(f"**{say.DEFINITION}**")
        st.markdown(markdown(one.measure.definition or one.measure.question))
        for line in clock_lines(one.measure):
            st.caption(markdown(line, limit=1000))
        if formula := words.formula(one):
            st.markdown(f"**{say.FORMULA}**")
            st.markdown(markdown(formula, limit=2000))
    with right.container(border=True):
        if one.choice is not None:
            st.markdown(f"**{say.WHY_THIS_CHART}**")
            st.markdown(markdown(words.why_this_chart(one.choice), limit=2000))
        st.markdown(f"**{say.RULES_IN_FORCE}**")
        for text in words.rules_in_force(one):
            st.markdown(markdown(text, limit=2000))
        for caveat in words.caveats(one):
            st.markdown(f"- {markdown(caveat)}")


show()
