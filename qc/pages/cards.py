"""The signal cards of the weekly review: what changed, worst first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qc.pages import links
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.escape import markdown
from qc.view.icons import variation_uri
from qc.view.numbers import scale_of
from qc.view.spark import Frame, trend_svg
from qc.view.svg import data_uri
from qc.view.words import pages as say

PER_ROW = 3
WIDE = Frame(width=380, height=84, points=26)


def draw(signals: Sequence[Assessment]) -> None:
    """Draw one card a measure, three in a row."""
    for first in range(0, len(signals), PER_ROW):
        columns = st.columns(PER_ROW)
        for column, one in zip(columns, signals[first : first + PER_ROW], strict=False):
            with column:
                _card(one)


def _card(one: Assessment) -> None:
    meaning, name = one.current[0].meaning, one.measure.id
    with st.container(border=True, key=f"qc-card-{meaning}-{name}"):
        head = st.container(
            key=f"qc-head-{name}", horizontal=True, vertical_alignment="center"
        )
        head.image(
            variation_uri(one.variation), alt=words.name(one.variation), width=28
        )
        head.markdown(f"**{markdown(one.measure.title)}**")
        scale = scale_of(one)
        latest = markdown(words.latest_with_n(one, scale))
        st.markdown(f"{latest} \u00b7 {say.usual(words.usual_range(one, scale))}")
        sentence = words.sentence(one)
        st.image(data_uri(trend_svg(one, WIDE)), alt=sentence, width="stretch")
        st.markdown(markdown(sentence))
        if st.button(
            say.OPEN_CHART,
            key=f"open-{name}",
            type="tertiary",
            icon=":material/arrow_forward:",
        ):
            links.to_measure(name)
