"""The least a page can be: what Streamlit itself takes for a click."""

import streamlit as st

st.button("Again")
