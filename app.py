"""Entry point of the dashboard: `streamlit run app.py`."""

import streamlit as st

from qc import one_thread  # noqa: F401 - before numpy
from qc.pages import frame
from qc.pages.links import (
    CHAIN,
    CUSTOMERS,
    DATA,
    DEFINITIONS,
    IMPROVE,
    MEASURE,
    MEETING,
    PEOPLE,
    REVIEW,
    REVIEW_ADDRESS,
    STAGES,
    TOGETHER,
)

frame.start()
pages = [
    st.Page(REVIEW, title="Weekly review", url_path="", default=True),
    st.Page(REVIEW_ADDRESS, title="Review", url_path="review", visibility="hidden"),
    st.Page(MEASURE, title="Measure", url_path="measure"),
    st.Page(STAGES, title="Five stages", url_path="stages"),
    st.Page(CHAIN, title="Chain", url_path="chain"),
    st.Page(TOGETHER, title="Together", url_path="together"),
    st.Page(PEOPLE, title="People & calibration", url_path="people"),
    st.Page(CUSTOMERS, title="Customers & goodwill", url_path="customers"),
    st.Page(IMPROVE, title="Improve", url_path="improve"),
    st.Page(MEETING, title="Meeting", url_path="meeting", visibility="hidden"),
    st.Page(DATA, title="Data", url_path="data"),
    st.Page(DEFINITIONS, title="Definitions", url_path="definitions"),
]
st.navigation(pages, position="top").run()
