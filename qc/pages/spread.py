"""The charts of the spread under a chart of levels: mR, R or S."""

from __future__ import annotations

import streamlit as st

from qc.review.assessment import Assessment
from qc.review.spread import of_spread
from qc.view import words
from qc.view.control_chart import PLOT_CONFIG, SMALL_HEIGHT, figure
from qc.view.escape import markdown
from qc.view.words.spread import spread_sentence


def section(one: Assessment) -> None:
    """Draw each chart of the spread with its sentence."""
    dark = st.context.theme.type == "dark"
    for chart in one.beside:
        spread = of_spread(one, chart)
        sentence = spread_sentence(spread)
        st.markdown(f"**{words.name(chart.kind)}** · {markdown(sentence)}")
        st.plotly_chart(
            figure(spread, dark=dark, height=SMALL_HEIGHT),
            key=f"spread-{one.measure.id}-{chart.kind}",
            theme=None,
            config=PLOT_CONFIG,
            alt=sentence,
        )
