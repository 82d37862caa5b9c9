"""A control chart in a panel of the chain: sentence, chart, points, formula."""

from __future__ import annotations

import streamlit as st

from qc.review.assessment import Assessment
from qc.view.chart_table import told_frame
from qc.view.control_chart import PLOT_CONFIG, SMALL_HEIGHT, figure
from qc.view.escape import markdown
from qc.view.words import chain as say
from qc.view.words import sentence
from qc.view.words.formula import formula


def small(one: Assessment, *, key: str, told: str = "") -> None:
    """Draw a chart with a sentence; its points and its formula are one click away."""
    told = told or sentence(one)
    st.markdown(markdown(told, limit=400))
    st.plotly_chart(
        figure(one, dark=st.context.theme.type == "dark", height=SMALL_HEIGHT),
        key=key,
        theme=None,
        config=PLOT_CONFIG,
        alt=told,
    )
    with st.expander(say.POINTS):
        if one.measure.definition:
            st.markdown(markdown(one.measure.definition, limit=600))
        if text := formula(one):
            st.markdown(markdown(text, limit=1000))
        st.dataframe(told_frame(one, {}), hide_index=True, alt=told)
