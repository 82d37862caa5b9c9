"""Workspaces as the pages find them; each is made once and only looked at."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from qc.pages import sweeping
from qc.workspace import Workspace
from qc.workspace.sample import open_sample
from tests.pages import logs

Make = Callable[[str], Path]


@pytest.fixture(scope="session", autouse=True)
def _scanned_once() -> Iterator[None]:
    """Let Streamlit look once, not for each test, for components that are installed."""
    once = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _not_asked_all_the_time() -> Iterator[None]:
    """Wait for the end of a run, instead of asking for it a thousand times a second."""
    ask = local_script_runner.require_widgets_deltas

    def wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        ask(runner, 1.0 if runner.script_stopped() else 0.0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="module", autouse=True)
def _no_memory() -> Iterator[None]:
    """Start from empty caches; what is there for good is no part of later sweeps."""
    st.cache_resource.clear()
    gc.collect()
    gc.freeze()
    yield
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the sweep of all memory out: here it is far larger than in an app."""
    monkeypatch.setattr(sweeping, "leave_out", lambda: None)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace whose sample was put away, for tests that change it."""
    monkeypatch.setenv("QC_WORKSPACE", str(tmp_path / "own"))
    opened = Workspace.open(tmp_path / "own")
    opened.put_sample_away()
    return opened


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Folders of workspaces, by what they hold."""
    made: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp(name)
            _fill(made[name], name)
        return made[name]

    return make


def _fill(folder: Path, name: str) -> None:
    if name == "sample":
        open_sample(folder / "sample")
        return
    opened = Workspace.open(folder)
    opened.put_sample_away()
    tables = logs.hostile_tables() if name == "hostile_tables" else {}
    if name != "empty":
        log = getattr(logs, "hostile" if tables else name)
        tables = {name: log(), **tables}
    for table, content in tables.items():
        with opened.upload(content) as file:
            opened.load(file, name=f"{table}.csv")


@pytest.fixture
def scene(scenes: Make, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the app show one of the workspaces."""

    def show(name: str) -> None:
        monkeypatch.setenv("QC_WORKSPACE", str(scenes(name)))

    return show
