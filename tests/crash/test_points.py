"""Each write, sync, rename and delete fails once: the state is before or after.

`QC_CRASH=all` tries every kind of failure at each of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qc.store.acts import watched
from qc.workspace.keys import FOLDER
from tests.crash.deeds import DEEDS, Deed, attempt, opened, seen, tidy
from tests.crash.shim import Disk, How, PowerCut

ALL = os.environ.get("QC_CRASH") == "all"
SAID = {How.FULL: "disk is full", How.READ_ONLY: "cannot be written"}


@dataclass(frozen=True, slots=True)
class Stage:
    """A deed, where it starts from, and what is seen before and after it."""

    deed: Deed
    start: Path
    before: dict[str, Any]
    after: dict[str, Any]
    acts: tuple[str, ...]


@dataclass(slots=True)
class Folder:
    """A workspace of its own for each try, with its keys beside it."""

    root: Path
    count: int = 0

    def fresh(self, start: Path | None = None) -> Path:
        """Return a new place, as a copy where one is given; its keys are in use."""
        self.count += 1
        place = self.root / str(self.count)
        if start is not None:
            shutil.copytree(start, place)
        for name in ("workspace", "keys", "files", "beside"):
            (place / name).mkdir(parents=True, exist_ok=True)
        os.environ[FOLDER] = str(place / "keys")
        return place


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    kept = os.environ[FOLDER]
    yield Folder(tmp_path_factory.mktemp("points"))
    os.environ[FOLDER] = kept


@pytest.fixture(scope="module", params=DEEDS)
def stage(request: pytest.FixtureRequest, folder: Folder) -> Stage:
    earlier, deed = DEEDS[request.param]
    start = folder.fresh()
    workspace = opened(start / "workspace")
    for one in earlier:
        one(workspace, start / "files")
    before = seen(workspace)
    place = folder.fresh(start)
    disk = Disk(0, How.FULL, place / "beside")
    workspace = opened(place / "workspace")
    with watched(disk):
        deed(workspace, place / "files")
    after = seen(workspace)
    assert (after != before) == (request.param != "cells")
    assert disk.acts
    return Stage(deed, start, before, after, tuple(disk.acts))


def fail(stage: Stage, folder: Folder, at: int, how: How) -> None:
    """Let one act fail; look at what is left, and do the deed again."""
    place = folder.fresh(stage.start)
    disk = Disk(at, how, place / "beside")
    workspace = opened(place / "workspace")
    told: str | None = "cut"
    with watched(disk):
        try:
            told = attempt(stage.deed, workspace, place / "files")
        except PowerCut:
            assert how is How.POWER_CUT
    workspace.warehouse.close()
    what = f"{how} at {stage.acts[at - 1]}: {told}"
    assert told is None or told == "cut" or SAID[how] in told, what
    tidy(place / "workspace")
    again = opened(place / "workspace")
    found = seen(again)
    again.warehouse.state.verify()
    assert found in (stage.before, stage.after), what
    assert told is not None or found == stage.after, what
    if found == stage.before:
        stage.deed(again, place / "files")
    assert seen(again) == stage.after, what
    shutil.rmtree(place)


@pytest.mark.parametrize("how", How)
def test_before_or_after_and_nothing_between(
    stage: Stage, folder: Folder, how: How
) -> None:
    """All of them by hand; in CI a power cut at every fourth act, others at a few."""
    every = 1 if ALL else 4 if how is How.POWER_CUT else 13
    for at in range(1, len(stage.acts) + 1, every):
        fail(stage, folder, at, how)


def test_a_disk_that_fails_is_told_of_every_kind_of_act(stage: Stage) -> None:
    kinds = {act.split()[0] for act in stage.acts}
    assert kinds <= {"folder", "write", "sync", "rename", "delete", "commit"}
    assert "commit" in kinds or {"write", "sync", "rename"} <= kinds
