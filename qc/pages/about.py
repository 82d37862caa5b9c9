"""What a chart rests on: definition, formula, why this chart, rules and alarms."""

from __future__ import annotations

import streamlit as st

from qc.core.charts import ChartChoice
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.choice_frame import candidates_frame
from qc.view.escape import markdown
from qc.view.words import charts
from qc.view.words import pages as say
from qc.view.words.calendars import clock_lines

_LONG = 2000


def section(one: Assessment) -> None:
    """Show it in tabs, so that all of it takes the room of its longest part."""
    definition, why, rules = st.tabs(
        (say.DEFINITION_AND_FORMULA, say.WHY_THIS_CHART, say.RULES_IN_FORCE)
    )
    with definition:
        _definition(one)
    with why:
        _why(one.choice)
    with rules:
        _rules(one)


def _definition(one: Assessment) -> None:
    left, right = st.columns(2, gap="large")
    left.markdown(f"**{say.DEFINITION}**")
    told = one.measure.definition or one.measure.question
    left.markdown(markdown(told, limit=_LONG))
    for line in clock_lines(one.measure):
        left.caption(markdown(line, limit=1000))
    if formula := words.formula(one):
        right.markdown(f"**{say.FORMULA}**")
        right.markdown(markdown(formula, limit=_LONG))


def _why(choice: ChartChoice | None) -> None:
    if choice is None:
        st.caption(say.NO_DATA)
        return
    st.markdown(f"**{markdown(charts.verdict_line(choice), limit=_LONG)}**")
    for line in charts.advice_lines(choice):
        st.markdown(markdown(line, limit=_LONG))
    st.table(candidates_frame(choice), border="horizontal")
    if rest := charts.numbers_line(choice):
        st.caption(markdown(rest, limit=_LONG))


def _rules(one: Assessment) -> None:
    left, right = st.columns(2, gap="large")
    name, *alarms = words.rules_in_force(one)
    left.markdown(markdown(name, limit=_LONG))
    for caveat in words.caveats(one):
        left.markdown(f"- {markdown(caveat)}")
    for line in alarms:
        right.markdown(markdown(line, limit=_LONG))
