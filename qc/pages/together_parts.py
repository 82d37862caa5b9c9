"""Below the chart of several measures: signals, what makes one, how it is measured."""

from __future__ import annotations

import streamlit as st

from qc.review.together import Together
from qc.view import together_frames as frames
from qc.view.escape import markdown
from qc.view.words import together as say


def signals(found: Together) -> int | None:
    """List the signals; return the point of the one that was picked."""
    if not found.signals:
        return None
    st.markdown(f"**{say.SIGNALS}**")
    event = st.dataframe(
        frames.signals_frame(found),
        key="together-signals",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        alt=say.SIGNALS,
    )
    rows = event["selection"]["rows"]
    known = found.signals[::-1]
    return known[rows[0]].at if rows and rows[0] < len(known) else None


def breakdown(found: Together, clicked: int | None, row: int | None) -> None:
    """Show what makes one point: the one used last, else the last signal, or newest."""
    st.caption(say.PICK_HINT)
    point = _latest(found, clicked, row)
    st.markdown(f"**{say.BREAKDOWN}: {markdown(say.period(found, point))}**")
    table = frames.breakdown_frame(found, point)
    st.dataframe(table, hide_index=True, alt=say.BREAKDOWN)


def about(found: Together) -> None:
    """Say how it is measured, what usually moves together, and who is left out."""
    left, right = st.columns(2)
    with left.container(border=True):
        st.markdown(f"**{say.HOW}**")
        st.markdown(markdown(say.how(found), limit=2000))
    with right.container(border=True):
        st.markdown(f"**{say.LIMITS}**")
        st.markdown(markdown(say.formula(found), limit=2000))
        for caveat in say.caveats(found):
            st.markdown(f"- {markdown(caveat, limit=2000)}")
    st.markdown(f"**{say.CORRELATIONS}**")
    table = frames.correlations_frame(found)
    st.dataframe(table, hide_index=True, height="content", alt=say.CORRELATIONS)
    if found.left_out:
        with st.expander(say.left_out_line(found)):
            table = frames.left_out_frame(found)
            st.dataframe(table, hide_index=True, alt=say.LEFT_OUT)


def _latest(found: Together, clicked: int | None, row: int | None) -> int:
    """Of chart and table, heed the one used last; both keep their selection."""
    before = st.session_state.get("together-picked", {})
    now = {"clicked": clicked, "row": row}
    moved = [name for name in now if now[name] != before.get(name)]
    picked: int | None = now[moved[0]] if moved else before.get("picked")
    st.session_state["together-picked"] = {**now, "picked": picked}
    if picked is not None and picked < len(found.chart):
        return picked
    return found.signals[-1].at if found.signals else found.newest
