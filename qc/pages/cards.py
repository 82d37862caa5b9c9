"""The signals of the weekly review: cards to act on, lines to watch, surest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from qc.pages import act, links
from qc.review.assessment import Assessment
from qc.review.tiers import Verdict
from qc.review.weekly import Review
from qc.view import words
from qc.view.escape import markdown
from qc.view.icons import variation_uri
from qc.view.numbers import scale_of
from qc.view.spark import Frame, trend_svg
from qc.view.svg import data_uri
from qc.view.words import pages as say
from qc.view.words import tiers

CARDS = 8
PER_ROW = 3
EVEN = {1: 2, 2: 2, 4: 4, 7: 4, 8: 4}  # cards in all, cards in a row
WIDE = Frame(width=380, height=84, points=26)


Signals = Sequence[tuple[Assessment, Verdict]]


def draw(review: Review) -> None:
    """Draw both tiers: first what to act on, then, quieter, what to watch."""
    st.subheader(tiers.TO_ACT_ON, anchor=False)
    if review.to_act_on:
        st.caption(tiers.to_act_on_line(review), help=tiers.MEANING)
    else:
        st.markdown(tiers.nothing_line(review))
    _in_rows(review.to_act_on[:CARDS], review.judged, _card)
    rest = review.to_act_on[CARDS:]
    if rest:
        with st.expander(tiers.more_line(len(rest))):
            _in_rows(rest, review.judged, _note)
    if review.to_watch:
        st.subheader(tiers.TO_WATCH, anchor=False)
        st.caption(tiers.to_watch_line(review), help=tiers.MEANING)
        _in_rows(review.to_watch, review.judged, _note)


def _in_rows(
    signals: Signals, judged: int, draw_one: Callable[[Assessment, str], None]
) -> None:
    """Draw one block a measure; no last row has one alone."""
    wide = EVEN.get(len(signals), PER_ROW)
    for first in range(0, len(signals), wide):
        columns = st.columns(wide)
        row = signals[first : first + wide]
        for column, (one, verdict) in zip(columns, row, strict=False):
            with column:
                draw_one(one, tiers.chance_line(verdict, judged))


def _card(one: Assessment, chance: str) -> None:
    meaning, name = one.current[0].meaning, one.measure.id
    with st.container(border=True, key=f"qc-card-{meaning}-{name}"):
        _head(one)
        sentence = words.sentence(one)
        st.image(data_uri(trend_svg(one, WIDE)), alt=sentence, width="stretch")
        st.markdown(markdown(sentence))
        st.caption(markdown(chance))
        _open(one)


def _note(one: Assessment, chance: str) -> None:
    """Draw a quieter block, without a picture."""
    with st.container(border=True, key=f"qc-card-note-{one.measure.id}"):
        _head(one, icon=20)
        st.caption(f"{markdown(words.sentence(one))}  \n{markdown(chance)}")
        _open(one)


def _head(one: Assessment, icon: int = 28) -> None:
    """Draw icon and title, and under them the newest value."""
    head = st.container(
        key=f"qc-head-{one.measure.id}", horizontal=True, vertical_alignment="center"
    )
    head.image(variation_uri(one.variation), alt=words.name(one.variation), width=icon)
    head.markdown(f"**{markdown(one.measure.title)}**")
    scale = scale_of(one)
    latest = markdown(words.latest_with_n(one, scale))
    st.markdown(f"{latest} \u00b7 {say.usual(words.usual_range(one, scale))}")


def _open(one: Assessment) -> None:
    name = one.measure.id
    row = st.container(horizontal=True)
    if row.button(
        say.OPEN_CHART,
        key=f"open-{name}",
        type="tertiary",
        icon=":material/arrow_forward:",
    ):
        links.to_measure(name)
    with row:
        act.start(one, key=f"open-act-{name}")
