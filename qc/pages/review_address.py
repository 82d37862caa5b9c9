"""The weekly review by its name: an address that people type or keep."""

from __future__ import annotations

import streamlit as st

from qc.pages.links import REVIEW

st.switch_page(REVIEW, query_params=st.query_params.to_dict())
