"""What poor quality costs in its four parts, and what relationships return."""

from __future__ import annotations

import streamlit as st

from qc.pages import figures
from qc.review.ledger import GoodwillReport
from qc.view.ledger_frames import quality_frame, return_frame
from qc.view.words import ledger_costs as say


def section(found: GoodwillReport) -> None:
    """Draw both tables, each with its sentence."""
    st.subheader(say.POOR_QUALITY, anchor=False)
    figures.told([say.quality_sentence(found)])
    st.dataframe(quality_frame(found), hide_index=True, alt=say.POOR_QUALITY)
    st.subheader(f"{say.RETURN_ON} ({say.OURS})", anchor=False)
    figures.told([say.return_sentence(found)])
    st.dataframe(return_frame(found), hide_index=True, alt=say.RETURN_ON)
    with st.expander(say.HOW):
        figures.told(say.definitions(found))
