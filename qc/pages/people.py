"""People and calibration: who differs beyond chance, and do raters judge alike?"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.core.errors import QcError
from qc.pages import (
    frame,
    people_choice,
    people_funnel,
    people_lately,
    people_ratings,
    people_steps,
    people_time,
    refusals,
    state,
)
from qc.view.escape import markdown
from qc.view.words import compare as say
from qc.view.words import pages as around
from qc.view.words.privacy import parted_line
from qc.workspace import Workspace
from qc.workspace.compare import comparison, dimensions, measures
from qc.workspace.labels import labelled
from qc.workspace.personal import PERSONAL, may_see_names, parted


@frame.page(say.QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    names, ways = [card.id for card in measures(workspace)], dimensions(workspace)
    if not workspace.warehouse.columns():
        st.info(around.NO_DATA)
    elif not names:
        st.info(around.NO_MEASURE)
    elif not ways:
        st.info(say.NO_DIMENSION)
    else:
        try:
            _compare(workspace, names, ways)
        except QcError as refusal:  # of one choice; the rest of the page still stands
            refusals.tell(refusal)
    people_ratings.section()


def _compare(workspace: Workspace, names: list[str], ways: tuple[str, ...]) -> None:
    measure, dimension, weeks = people_choice.offer(workspace, names, ways)
    state.filters(workspace)
    lens = state.lens(workspace)
    found = state.kept(
        workspace,
        f"compare {measure} {dimension} {weeks}",
        lens,
        lambda: comparison(workspace, measure, dimension, lens, weeks=weeks or None),
    )
    shown = _labels(workspace, dimension)
    st.subheader(markdown(say.verdict(found, shown), limit=600), anchor=False)
    st.caption(markdown(say.scope_line(found)))
    if note := parted_line(parted(workspace, dimension), dimension):
        st.info(markdown(note, limit=600))
    people_funnel.draw(found, shown)
    people_lately.section(workspace, dimension, shown, lens)
    people_time.section(workspace, found, shown, lens)
    people_steps.section(workspace, lens, (dimension, weeks), shown)


def _labels(workspace: Workspace, dimension: str) -> Mapping[str, str]:
    """Call people by codes until names are asked for; never by a link.

    By those of the whole log, so that a code is the same person all over the page.
    """
    asked = False
    if dimension in PERSONAL and may_see_names(workspace, dimension):
        asked = st.toggle(say.NAMES, key="names")
    return labelled(workspace, dimension, asked=asked)


show()
