"""The place in the URL: a reload or a shared link finds the same view again."""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np
import streamlit as st

from qc.core.fields import DIMENSIONS
from qc.view.frames import distinct
from qc.view.words import field_name
from qc.view.words import pages as say
from qc.workspace import Lens, Workspace
from qc.workspace.lens import Filters

SHOWN_FILTERS = ("stage", "team", "channel")
_ASKED = "part-asked"
_OFFERED = 200  # values of a filter; no one scrolls further


def lens(workspace: Workspace) -> Lens:
    """How the URL asks to look at the log; what it may not ask is ignored."""
    return Lens(
        rules=chosen("rules", workspace.rules, workspace.default_rules),
        until=_week(workspace),
        filters=_filters(workspace),
    )


def chosen(key: str, known: Container[str], default: str) -> str:
    """A value of the URL, if it is one of those known."""
    value = st.query_params.get(key)
    return value if value is not None and value in known else default


def whole(key: str, most: int) -> int | None:
    """A whole number of the URL, if it is one from 1 to `most`."""
    value = st.query_params.get(key, "")
    known = value.isascii() and value.isdecimal() and 0 < len(value) <= len(str(most))
    return int(value) if known and 1 <= int(value) <= most else None


def put(key: str, value: str | None) -> None:
    """Keep a value in the URL, or take it out."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def filters(
    workspace: Workspace,
    names: Sequence[str] = SHOWN_FILTERS,
    *,
    stacked: bool = False,
) -> None:
    """Offer the parts of the log as filters; what is chosen goes to the URL.

    Those that the URL asks for are always offered: no filter is in force unseen.
    """
    asked = dict(_filters(workspace))
    each = [*names, *(name for name in asked if name not in names)]
    parts = {name: workspace.strata(name) for name in each}
    parts = {
        name: found for name, found in parts.items() if len(found) > 1 or name in asked
    }
    columns = [st.container()] * len(parts) if stacked else st.columns(len(parts) or 1)
    for column, (name, found) in zip(columns, parts.items(), strict=False):
        with column:
            _filter(name, [value for value, _ in found], asked.get(name, ()))


def look_at_part(dimension: str, value: str) -> None:
    """Filter the page to one part, as if it had been picked, and draw it anew."""
    st.session_state[_ASKED] = (dimension, value)
    st.query_params[dimension] = [value]
    st.rerun()


def _filter(name: str, found: list[str], now: tuple[str, ...]) -> None:
    values = found[:_OFFERED]
    labels = distinct([*values, *(value for value in now if value not in values)])
    dimension, value = st.session_state.get(_ASKED, ("", ""))
    if dimension == name:
        del st.session_state[_ASKED]
        st.session_state[f"filter-{name}"] = [value]
    picked = st.multiselect(
        field_name(name),
        list(labels),
        None if dimension == name else list(now),
        format_func=labels.__getitem__,
        placeholder=say.EVERY,
        key=f"filter-{name}",  # or the second choice in a row would be lost
    )
    if picked:
        st.query_params[name] = picked
    else:
        st.query_params.pop(name, None)


def _filters(workspace: Workspace) -> Filters:
    asked = {name: st.query_params.get_all(name) for name in DIMENSIONS}
    kept = []
    for name, values in asked.items():
        known = {value for value, _ in workspace.strata(name)} if values else set()
        if found := tuple(value for value in values if value in known):
            kept.append((name, found))
    return tuple(kept)


def _week(workspace: Workspace) -> np.datetime64 | None:
    asked = st.query_params.get("week")
    weeks = {str(monday): monday for monday in workspace.weeks} if asked else {}
    return weeks.get(asked or "")
