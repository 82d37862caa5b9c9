"""The same wall as most would draw it: one Plotly chart in each cell of a grid.

A page for `streamlit run`, beside which the weekly review is measured. The measures
are judged once and kept, as they are for the review; the limits and points come from
the very same assessments.
"""

from __future__ import annotations

import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from qc.core.charts import ControlChart
from qc.review.weekly import Review
from qc.workspace import Workspace

PER_ROW = 4
POINTS = 26


@st.cache_resource
def review(folder: str) -> Review:
    """Judge every measure, once."""
    return Workspace.open(Path(folder)).review()


def figure(chart: ControlChart) -> go.Figure:
    """Draw points, centre line and limits of the newest periods."""
    lines = (chart.value, chart.centre, chart.lower, chart.upper)
    at = chart.at[-POINTS:]
    drawn = go.Figure([go.Scatter(x=at, y=line[-POINTS:]) for line in lines])
    return drawn.update_layout(
        height=120,
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )


def show(kept: Review) -> None:
    """Draw a chart in each cell."""
    charts = [one for one in kept.assessments if one.chart is not None]
    for first in range(0, len(charts), PER_ROW):
        columns = st.columns(PER_ROW)
        row = charts[first : first + PER_ROW]
        for column, one in zip(columns, row, strict=False):
            with column:
                st.caption(one.measure.title)
                if one.chart is not None:
                    st.plotly_chart(figure(one.chart), key=one.measure.id)


st.button("Again")
show(review(os.environ["QC_WORKSPACE"]))
