"""A comparison as a funnel: the picture, everyone in a table, how to read it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qc.review.compare import Comparison
from qc.view.compare_frames import comparison_frame
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.funnel_chart import figure
from qc.view.numbers import MISSING
from qc.view.words import compare as say
from qc.view.words import pages as around
from qc.view.words.compare_formula import formula, rule_of_groups

_NAME_WIDTH = 190


def draw(found: Comparison, called: Mapping[str, str], key: str = "funnel") -> None:
    """Draw a comparison.

    Parameters
    ----------
    found : Comparison
    called : mapping
        What each unit is called: people by codes, until names are asked for.
    key : str
        Of the picture, once on a page.
    """
    verdict = say.verdict(found, called)
    if found.funnel is not None:
        dark = st.context.theme.type == "dark"
        st.plotly_chart(
            figure(found, called, dark=dark),
            key=key,
            theme=None,
            config=PLOT_CONFIG,
            alt=verdict,
        )
    for note in say.notes(found, called):
        st.markdown(markdown(note, limit=600))
    with st.expander(say.EVERYONE):
        table = comparison_frame(found, called)
        first = st.column_config.TextColumn(width=_NAME_WIDTH)
        st.dataframe(
            table,
            hide_index=True,
            column_config={table.columns[0]: first},
            placeholder=MISSING,
            alt=verdict,
        )
    with st.expander(say.HOW_TO_READ):
        st.markdown(f"**{around.DEFINITION}**")
        st.markdown(markdown(found.measure.definition or found.measure.question))
        st.markdown(markdown(say.how_to_read(found), limit=1000))
        for text in filter(None, (formula(found), rule_of_groups(found))):
            st.markdown(markdown(text, limit=1000))
