"""What to compare: the measure, the dimension and the weeks, kept in the URL."""

from __future__ import annotations

import streamlit as st

from qc.pages import state
from qc.view.frames import distinct
from qc.view.words import compare as say
from qc.view.words import pages as around
from qc.workspace import Workspace


def offer(
    workspace: Workspace, names: list[str], ways: tuple[str, ...]
) -> tuple[str, str, int]:
    """Offer measure, dimension and period; what is chosen goes to the URL."""
    titles = {card.id: card.title for card in workspace.available}
    called = distinct(names, limit=80, show=titles.__getitem__)
    left, middle, right = st.columns([2, 1, 1])
    first = state.chosen("measure", names, _first(names))
    measure = left.selectbox(
        around.MEASURE_PICKER,
        names,
        names.index(first),
        format_func=called.__getitem__,
        key="measure",
    )
    dimension = middle.selectbox(
        say.DIMENSION,
        ways,
        ways.index(state.chosen("compare", ways, ways[0])),
        format_func=lambda way: say.noun(way, 2).capitalize(),
        key="compare",
    )
    periods = {str(weeks): weeks for weeks in say.PERIODS}
    weeks = right.selectbox(
        say.PERIOD,
        list(periods),
        list(periods).index(state.chosen("weeks", periods, next(iter(periods)))),
        format_func=lambda key: say.PERIODS[periods[key]],
        key="weeks",
    )
    for key, value in (("measure", measure), ("compare", dimension), ("weeks", weeks)):
        state.put(key, value)
    return str(measure), str(dimension), periods[weeks]


def _first(names: list[str]) -> str:
    return next((name for name in names if name.startswith("support")), names[0])
