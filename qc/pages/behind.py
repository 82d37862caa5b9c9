"""From a point of the chart to the interactions behind it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qc.pages import notes, rows
from qc.review.assessment import Assessment
from qc.view import words
from qc.view.control_chart import PLOT_CONFIG, figure
from qc.view.escape import markdown
from qc.view.tables import points_frame
from qc.view.words import pages as say
from qc.workspace import Lens, Workspace


def chart(workspace: Workspace, one: Assessment, lens: Lens) -> None:
    """Draw the chart and its table; a point chosen in either opens its interactions."""
    if one.chart is None:
        return
    clicked = _plot(workspace, one)
    if one.choice is not None:
        st.caption(markdown(words.chart_footer(one.choice)))
    if band := words.band_sentence(one):
        st.caption(markdown(band))
    below = st.container()  # what was asked for comes before the long table
    point = _latest(one.measure.id, clicked, _table(one))
    with below:
        if point is None or point >= len(one.chart):
            st.caption(say.CLICK_HINT)
        else:
            _rows(workspace, one, lens, point)


def _plot(workspace: Workspace, one: Assessment) -> int | None:
    """Draw the chart; return the index of the point that was clicked."""
    dark = st.context.theme.type == "dark"
    event = st.plotly_chart(
        figure(one, events=notes.events(workspace, one), dark=dark),
        key=f"chart-{one.measure.id}",
        theme=None,
        on_select="rerun",
        selection_mode="points",
        config=PLOT_CONFIG,
        alt=words.sentence(one),
    )
    return _point(event["selection"]["points"])


def _point(points: list[dict[str, Any]]) -> int | None:
    for point in points:
        data = point.get("customdata")
        place = data[0] if isinstance(data, list) and data else data
        if isinstance(place, int) and place >= 0:
            return place
    return None


def _table(one: Assessment) -> int | None:
    """Offer the points as a table, newest first; return the one picked there."""
    with st.expander(say.POINTS):
        table = points_frame(one)[::-1]
        event = st.dataframe(
            table,
            key=f"points-{one.measure.id}",
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            alt=words.sentence(one),
        )
    chosen = event["selection"]["rows"]
    return len(table) - 1 - chosen[0] if chosen and chosen[0] < len(table) else None


def _latest(measure: str, clicked: int | None, row: int | None) -> int | None:
    """Of chart and table, heed the one used last; both keep their selection."""
    key = f"picked-{measure}"
    before = st.session_state.get(key, {})
    now = {"clicked": clicked, "row": row}
    moved = [name for name in now if now[name] != before.get(name)]
    picked: int | None = now[moved[0]] if moved else before.get("picked")
    if picked is None:
        picked = row if clicked is None else clicked
    st.session_state[key] = {**now, "picked": picked}
    return picked


def _rows(workspace: Workspace, one: Assessment, lens: Lens, point: int) -> None:
    if one.chart is None:
        return
    at = one.chart.at[point]
    rows.interactions(workspace, one, lens, (at, at), key="behind-point")
