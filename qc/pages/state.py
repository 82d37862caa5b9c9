"""What the pages share: the workspace, the place in the URL, and the only caches."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import streamlit as st

from qc.core.fields import DIMENSIONS
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view.escape import plain
from qc.view.words import field_name
from qc.view.words import pages as say
from qc.workspace import Lens, Workspace
from qc.workspace.lens import Filters
from qc.workspace.sample import open_sample

FOLDER = "QC_WORKSPACE"
DEFAULT_FOLDER = ".qc/workspace"
SHOWN_FILTERS = ("stage", "team", "channel")
_REVIEWS, _ASSESSMENTS = 24, 200


def folder() -> Path:
    """Folder of the user's own workspace."""
    return Path(os.environ.get(FOLDER) or DEFAULT_FOLDER).resolve()


@st.cache_resource(max_entries=4, show_spinner="Opening the workspace ...")
def _open(path: str) -> Workspace:
    return Workspace.open(Path(path))


@st.cache_resource(max_entries=4, show_spinner="Preparing the sample ...")
def _sample(path: str) -> Workspace:
    return open_sample(Path(path))


def own() -> Workspace:
    """The user's own workspace, sample or not."""
    return _open(str(folder()))


def shown() -> Workspace:
    """The workspace the pages show: the sample until it is put away."""
    return _sample(str(folder() / "sample")) if on_sample() else own()


def on_sample() -> bool:
    """Whether the sample is shown: until put away, or until own data are there."""
    mine = own()
    return not mine.sample_away and not mine.batches()


@st.cache_resource(max_entries=_REVIEWS, show_spinner="Judging every measure ...")
def _review(_workspace: Workspace, key: str, lens: Lens) -> Review:  # noqa: ARG001
    return _workspace.review(lens)


@st.cache_resource(max_entries=_ASSESSMENTS, show_spinner="Drawing the chart ...")
def _assess(
    _workspace: Workspace,
    key: str,  # noqa: ARG001 - Streamlit keeps the result by it
    name: str,
    lens: Lens,
) -> Assessment:
    return _workspace.assess(name, lens)


def review(workspace: Workspace, lens: Lens) -> Review:
    """The weekly review, computed once per state of the workspace and lens."""
    return _review(workspace, _key(workspace), lens)


def assessment(workspace: Workspace, name: str, lens: Lens) -> Assessment:
    """One measure, computed once per state of the workspace and lens."""
    return _assess(workspace, _key(workspace), name, lens)


def _key(workspace: Workspace) -> str:
    return f"{workspace.folder} {workspace.version}"


def lens(workspace: Workspace) -> Lens:
    """How the URL asks to look at the log; what it may not ask is ignored."""
    return Lens(
        rules=chosen("rules", workspace.rules, workspace.default_rules),
        until=_day(st.query_params.get("week")),
        filters=_filters(workspace),
    )


def chosen(key: str, known: object, default: str) -> str:
    """A value of the URL, if it is one of those known."""
    value = st.query_params.get(key)
    return value if value is not None and value in known else default  # type: ignore[operator]


def put(key: str, value: str | None) -> None:
    """Keep a value in the URL, so that a reload or a shared link finds it."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def _filters(workspace: Workspace) -> Filters:
    asked = {name: st.query_params.get_all(name) for name in DIMENSIONS}
    kept = []
    for name, values in asked.items():
        known = {value for value, _ in workspace.strata(name)} if values else set()
        if found := tuple(value for value in values if value in known):
            kept.append((name, found))
    return tuple(kept)


def _day(text: str | None) -> np.datetime64 | None:
    try:
        return np.datetime64(text, "D") if text else None
    except ValueError:
        return None


def filters(workspace: Workspace) -> None:
    """Offer the parts of the log as filters; what is chosen goes to the URL."""
    parts = {name: workspace.strata(name) for name in SHOWN_FILTERS}
    parts = {name: found for name, found in parts.items() if len(found) > 1}
    asked = dict(_filters(workspace))
    columns = st.columns(max(len(parts), 1))
    for column, (name, found) in zip(columns, parts.items(), strict=False):
        picked = column.multiselect(
            field_name(name),
            [value for value, _ in found],
            list(asked.get(name, ())),
            format_func=plain,
            placeholder=say.EVERY,
        )
        if picked:
            st.query_params[name] = picked
        else:
            st.query_params.pop(name, None)
