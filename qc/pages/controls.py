"""What the measure page shows: which measure, which part, by which rules and chart."""

from __future__ import annotations

import streamlit as st

from qc.core.measures import Measure
from qc.pages import choosing, state
from qc.pages.place import SHOWN_FILTERS
from qc.pages.selected import POINT
from qc.view.escape import markdown
from qc.view.frames import distinct
from qc.view.words import choosing as say_choosing
from qc.view.words import pages as say
from qc.workspace import Workspace


def offer(workspace: Workspace, cards: dict[str, Measure]) -> Measure:
    """Offer measure, part of the log, rules and chart; what is chosen goes to the URL.

    The last two fold into buttons that say what is in force.
    """
    left, middle, right = st.columns([4, 3, 3], vertical_alignment="bottom")
    with left:
        card = _measure(workspace, cards)
    part = say_choosing.part_label(state.lens(workspace).stratum)
    with middle.popover(markdown(part, limit=60), width="stretch", key="qc-part"):
        state.filters(workspace, (*SHOWN_FILTERS, "product"), stacked=True)
    with right.popover(say_choosing.OTHER_VIEW, width="stretch", key="qc-view"):
        _rules(workspace)
        choosing.pickers(workspace, card)
    return card


def _measure(workspace: Workspace, cards: dict[str, Measure]) -> Measure:
    names = list(cards)
    labels = distinct(names, limit=80, show=lambda name: cards[name].title)
    asked = state.chosen("measure", names, "")
    picked = st.selectbox(
        say.MEASURE_PICKER,
        names,
        names.index(asked or _first(workspace, names)),
        format_func=labels.__getitem__,
        key="measure",  # or the second choice in a row would be lost
    )
    if asked and picked != asked:
        state.put(POINT, None)
    state.put("measure", picked)
    return cards[picked]


def _rules(workspace: Workspace) -> None:
    rules, default = list(workspace.rules), workspace.default_rules
    ruled = st.selectbox(
        say.RULES_PICKER,
        rules,
        rules.index(state.chosen("rules", rules, default)),
        format_func=lambda name: workspace.rules[name].title,
        key="rules",
    )
    state.put("rules", ruled if ruled != default else None)


def _first(workspace: Workspace, names: list[str]) -> str:
    """Where no measure is asked for: the first signal, else the first with data."""
    review = state.review(workspace, state.lens(workspace))
    drawn = [one for one in review.assessments if one.chart is not None]
    return next((one.measure.id for one in (*review.signals, *drawn)), names[0])
