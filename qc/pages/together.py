"""Together: several measures on one chart, and which of them make a signal."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qc.core.kinds import ChartKind
from qc.pages import frame, state, together_parts
from qc.review.together import KINDS, MOST, Together
from qc.view.control_chart import PLOT_CONFIG
from qc.view.escape import markdown
from qc.view.frames import distinct
from qc.view.together_chart import figure
from qc.view.words import pages as pages_say
from qc.view.words import together as say
from qc.workspace import Workspace
from qc.workspace.together import held_together


@frame.page(say.QUESTION)
def show() -> None:
    """Draw the page."""
    workspace = state.shown()
    if not workspace.available:
        empty = not workspace.warehouse.columns()
        st.info(pages_say.NO_DATA if empty else pages_say.NO_MEASURE)
        return
    names, kind = _picker(workspace)
    lens = state.lens(workspace)
    found = state.kept(
        workspace,
        f"together {kind} {names}",
        lens,
        lambda: held_together(workspace, lens, names=names, kind=kind),
    )
    st.subheader(markdown(say.headline(found), limit=800), anchor=False)
    st.markdown(" ".join(markdown(text, limit=800) for text in say.details(found)))
    clicked = _plot(found)
    together_parts.breakdown(found, clicked, together_parts.signals(found))
    together_parts.about(found)


def _picker(workspace: Workspace) -> tuple[tuple[str, ...], ChartKind]:
    """Offer measures, chart and filters; what is chosen goes to the URL."""
    titles = {card.id: card.title for card in workspace.available}
    labels = distinct(titles, limit=80, show=titles.__getitem__)
    left, right = st.columns([2, 1])
    asked = [name for name in st.query_params.get_all("measures") if name in titles]
    picked = left.multiselect(
        say.MEASURES,
        list(labels),
        asked[:MOST],
        format_func=labels.__getitem__,
        max_selections=MOST,
        placeholder=say.FIRST_ONES,
        key="together-measures",
    )
    kinds = [str(kind) for kind in KINDS]
    kind = right.selectbox(
        say.CHART,
        kinds,
        kinds.index(state.chosen("chart", kinds, kinds[0])),
        format_func=lambda kind: say.CHARTS[ChartKind(kind)],
        key="together-chart",
    )
    if picked:
        st.query_params["measures"] = picked
    else:
        st.query_params.pop("measures", None)
    state.put("chart", kind if kind != kinds[0] else None)
    state.filters(workspace)
    return tuple(picked), ChartKind(kind)


def _plot(found: Together) -> int | None:
    """Draw the chart; return the index of the point that was clicked."""
    event = st.plotly_chart(
        figure(found, dark=st.context.theme.type == "dark"),
        key="together-plot",
        theme=None,
        on_select="rerun",
        selection_mode="points",
        config=PLOT_CONFIG,
        alt=say.headline(found),
    )
    return _place(event["selection"]["points"])


def _place(points: list[dict[str, Any]]) -> int | None:
    for point in points:
        data = point.get("customdata")
        place = data[0] if isinstance(data, list) and data else data
        if isinstance(place, int) and place >= 0:
            return place
    return None


show()
