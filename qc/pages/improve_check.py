"""The check of an action: on its card in small, on its own page in full."""

from __future__ import annotations

import streamlit as st

from qc.core.actions import Action, Status, Verdict
from qc.pages.improve_seen import Seen
from qc.review.assessment import Assessment
from qc.review.check import Check
from qc.view.actions_frames import levels_frame
from qc.view.control_chart import PLOT_CONFIG, figure
from qc.view.difference_svg import difference_svg, reach
from qc.view.escape import markdown, markup
from qc.view.numbers import own_scale
from qc.view.spark import Frame, trend_svg
from qc.view.svg import data_uri
from qc.view.words import actions as say_actions
from qc.view.words import check as say

SMALL = Frame(width=300, height=58, points=36)
_LOOK = {Verdict.KEPT: "kept", Verdict.NOT_KEPT: "not", Verdict.TOO_EARLY: "wait"}
_JUDGED = (Status.CHECK, Status.STANDARDISED)


def small(one: Action, seen: Seen) -> None:
    """Draw trend and verdict on a card."""
    drawn = seen.drawn
    if drawn is None or drawn.chart is None:
        return
    check = seen.check if one.status in _JUDGED else None
    told = "" if check is None else say.short_line(check, own_scale(drawn))
    st.image(
        data_uri(trend_svg(drawn, SMALL)),
        alt=f"{drawn.measure.title}: {told}",
        width="stretch",
    )
    if check is not None:
        look, verdict = _LOOK[check.verdict], say.verdict_line(check)
        st.html(
            f'<div class="qc-meta"><span class="qc-{look}">{verdict}.</span> '
            f"{markup(told)}</div>"
        )


def section(one: Action, seen: Seen) -> None:
    """Draw verdict, split chart, numbers, and how they come about."""
    drawn, check = seen.drawn, seen.check
    if drawn is None:
        return
    if check is None:
        _chart(drawn, one)
        return
    st.subheader(say_actions.CHECK_TITLE, anchor=False)
    told = say.check_sentence(check, drawn, one, own_scale(drawn))
    st.html(
        f'<div class="qc-verdict {_LOOK[check.verdict]}"><b>{say.verdict_line(check)}'
        f"</b><span>{markup(told, limit=600)}</span></div>"
    )
    _chart(drawn, one)
    _numbers(check, drawn, seen.balancing)


def _chart(drawn: Assessment, one: Action) -> None:
    st.plotly_chart(
        figure(drawn, dark=st.context.theme.type == "dark", height=340),
        key="check-chart",
        theme=None,
        config=PLOT_CONFIG,
        alt=drawn.measure.title,
    )
    st.caption(say.split_line(drawn, one))


def _numbers(check: Check, drawn: Assessment, other: Assessment | None) -> None:
    scale = own_scale(drawn)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        for against in check.against:
            text = say.against_line(against, scale)
            picture = difference_svg(
                against, drawn.measure.direction, title=text, far=reach(check.against)
            )
            st.image(data_uri(picture), alt=text, width="stretch")
            st.caption(markdown(text, limit=400), help=say.PICTURE)
    with right:
        fine = scale if other is None else own_scale(other)
        st.markdown(markdown(say.balance_sentence(check, other, fine), limit=600))
        st.markdown(say.rule_sentence(check))
    with st.expander(say.NUMBERS):
        st.dataframe(levels_frame(check, scale), hide_index=True, alt=say.NUMBERS)
    with st.expander(say.HOW):
        for line in say.how_lines(check, drawn):
            st.markdown(f"- {markdown(line, limit=600)}")
