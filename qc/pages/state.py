"""What the pages share: the workspace and the only caches."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from qc.pages import sweeping
from qc.pages.place import chosen, filters, lens, put, whole
from qc.review.assessment import Assessment
from qc.review.weekly import Review
from qc.view.locales import read_by, reader
from qc.workspace import Lens, Workspace
from qc.workspace.locale import locale_of
from qc.workspace.sample import open_sample
from qc.workspace.tables import every_batch

__all__ = [
    "assessment",
    "chosen",
    "filters",
    "folder",
    "kept",
    "lens",
    "on_sample",
    "own",
    "put",
    "read_as_told",
    "review",
    "shown",
    "whole",
]

_T = TypeVar("_T")
FOLDER = "QC_WORKSPACE"
DEFAULT_FOLDER = ".qc/workspace"
_REVIEWS, _ASSESSMENTS, _RESULTS = 24, 200, 100


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
    return not mine.sample_away and not every_batch(mine)


@st.cache_resource(max_entries=_REVIEWS, show_spinner="Judging every measure ...")
def _review(_workspace: Workspace, key: str, lens: Lens) -> Review:  # noqa: ARG001
    held = _workspace.review(lens)
    sweeping.leave_out()
    return held


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


@st.cache_resource(max_entries=_RESULTS, show_spinner="Computing ...")
def _kept(_compute: Callable[[], Any], key: str, what: str, lens: Lens) -> Any:  # noqa: ANN401, ARG001
    return _compute()


def kept(workspace: Workspace, what: str, lens: Lens, compute: Callable[[], _T]) -> _T:
    """Any other result, computed once per state of the workspace, name and lens."""
    found: _T = _kept(compute, _key(workspace), what, lens)
    return found


def read_as_told() -> None:
    """Write numbers and days of this run in the formats the user has chosen."""
    read_by(locale_of(own().warehouse))


def _key(workspace: Workspace) -> str:
    """Return what a result depends on; one in words depends on their formats, too."""
    return f"{workspace.folder} {workspace.version} {reader().tag}"
