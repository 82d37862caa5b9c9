"""Which point of a chart is looked at: clicked, picked from a list, or linked to."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qc.pages.place import put
from qc.review.assessment import Assessment
from qc.view.chart_table import point_keys
from qc.view.words import point as say

POINT = "point"


def chart_key(one: Assessment) -> str:
    """Key of the chart that can be clicked."""
    return f"chart-{one.measure.id}"


def table_key(one: Assessment) -> str:
    """Key of the table of points, newest first."""
    return f"points-{one.measure.id}"


def chosen(one: Assessment) -> int | None:
    """Return the point used last, of chart, table and list; else that of the URL."""
    keys = point_keys(one)
    memory, listed = f"picked-{one.measure.id}", _list_key(one)
    before = st.session_state.get(memory, {})
    now = {"clicked": _clicked(one, keys), "row": _row(one, keys)}
    moved = [now[name] for name in now if now[name] not in {None, before.get(name)}]
    picked = moved[0] if moved else st.query_params.get(POINT)
    if not moved and listed in st.session_state:
        picked = st.session_state[listed]
    picked = picked if picked in keys else None
    st.session_state[memory] = now
    st.session_state[listed] = picked
    put(POINT, picked)
    return None if picked is None else keys.index(picked)


def picker(one: Assessment) -> None:
    """Offer the points as a list, newest first: the way without a mouse."""
    keys = point_keys(one)
    shown = {key: say.point_option(one, i) for i, key in enumerate(keys)}
    st.selectbox(
        say.PICKER,
        list(reversed(keys)),
        index=None,
        format_func=shown.__getitem__,
        placeholder=say.CHOOSE,
        key=_list_key(one),
        on_change=lambda: None,
    )


def _list_key(one: Assessment) -> str:
    return f"point-{one.measure.id}"


def _clicked(one: Assessment, keys: list[str]) -> str | None:
    found = st.session_state.get(chart_key(one)) or {}
    for point in found.get("selection", {}).get("points", []):
        place = _place(point)
        if isinstance(place, int) and 0 <= place < len(keys):
            return keys[place]
    return None


def _place(point: dict[str, Any]) -> object:
    data = point.get("customdata")
    return data[0] if isinstance(data, list) and data else data


def _row(one: Assessment, keys: list[str]) -> str | None:
    found = st.session_state.get(table_key(one)) or {}
    rows = found.get("selection", {}).get("rows", [])
    return keys[-1 - rows[0]] if rows and rows[0] < len(keys) else None
