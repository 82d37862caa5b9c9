"""A flipped bit or a cut-off file: said, or harmless; never other figures.

`QC_FLIPS=1000` damages more often, `QC_SEED=7` elsewhere.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qc.core.errors import BrokenStore, QcError
from qc.view.payload import review_payload
from qc.workspace import Workspace
from qc.workspace.privacy import names_of
from tests.crash.deeds import erase, first_load, log, opened, plan, seen, settings
from tests.crash.deeds import upserts as second_load
from tests.crash.endless import say
from tests.pages.visit import heard, visit

FLIPS = int(os.environ.get("QC_FLIPS", "40"))
SEED = int(os.environ.get("QC_SEED", "20261122"))
KINDS = ("batches/*.parquet", "batches/*.aside", "cells/*.parquet", "state.sqlite")


Told = tuple[dict[str, Any], object]


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace, and what it says while it is intact."""

    folder: Path
    truth: Told


def told(folder: Path) -> Told:
    """Open a workspace afresh; return all it says, and the trail if that is whole."""
    workspace = opened(folder)
    try:
        found = {
            "review": json.dumps(review_payload(workspace.review())),
            "notes": workspace.notes("support-defective"),
            "people": _people(workspace),
            **seen(workspace),
        }
        return found, _trail(workspace)
    finally:
        workspace.warehouse.close()


def _trail(workspace: Workspace) -> object:
    with suppress(BrokenStore):
        workspace.warehouse.state.verify()
        return workspace.warehouse.state.entries()
    return "tampered with"


def _people(workspace: Workspace) -> dict[str, str]:
    rows = workspace.warehouse.log().rows(("agent",))
    codes = workspace.warehouse.fetch(f"SELECT DISTINCT agent FROM {rows}")
    return names_of(workspace.warehouse, [code for (code,) in codes])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    root = tmp_path_factory.mktemp("flips")
    workspace = opened(root / "workspace")
    for deed in (first_load, second_load, settings, plan, erase):
        deed(workspace, root)
    workspace.note("support-defective", np.datetime64("2026-03-09", "D"), "training")
    told(root / "workspace")  # makes the cells
    truth = told(root / "workspace")
    assert set(truth[0]["people"].values()) == {"anna"}
    return Place(root / "workspace", truth)


@contextmanager
def damaged(file: Path, rng: random.Random) -> Iterator[str]:
    """Flip one bit of a file, or cut it off, for a while."""
    intact, mode = file.read_bytes(), file.stat().st_mode
    content = bytearray(intact)
    if rng.random() < 0.2:
        del content[rng.randrange(len(content)) :]
        what = f"{file.name} cut off at {len(content)}"
    else:
        bit = rng.randrange(8 * len(content))
        content[bit // 8] ^= 1 << bit % 8
        what = f"bit {bit} of {file.name}"
    file.chmod(0o644)
    file.write_bytes(content)
    try:
        yield what
    finally:
        file.write_bytes(intact)
        file.chmod(mode)


def test_no_damage_changes_a_figure(place: Place) -> None:
    rng = random.Random(SEED)
    outcome: Counter[str] = Counter()
    for number in range(FLIPS):
        kind = KINDS[number % len(KINDS)]
        file = rng.choice(sorted(place.folder.glob(kind)))
        with damaged(file, rng) as what:
            outcome[f"{kind}: {found(place, what)}"] += 1
    assert told(place.folder) == place.truth
    assert outcome["batches/*.parquet: said"] == -(-FLIPS // len(KINDS))
    say("; ".join(f"{kind} {count}" for kind, count in sorted(outcome.items())))


def found(place: Place, what: str) -> str:
    """Return what came of a damage; other figures fail the test."""
    try:
        figures, trail = told(place.folder)
    except QcError as refusal:
        remedies = ("Remove the batch", "remove the batch", "Restore")
        return "said" if any(x in str(refusal) for x in remedies) else str(refusal)
    assert figures == place.truth[0], what
    assert trail in (place.truth[1], "tampered with"), what
    return "harmless" if trail == place.truth[1] else "said on verifying"


class TestTheRestWorksOn:
    def test_a_damaged_batch_is_removed_and_loaded_again(self, tmp_path: Path) -> None:
        workspace = opened(tmp_path / "workspace")
        first_load(workspace, tmp_path)
        second_load(workspace, tmp_path)
        truth = seen(workspace)["rows"]
        first, second = workspace.batches()
        file = workspace.warehouse.manifest.path(second)
        file.chmod(0o644)
        file.write_bytes(file.read_bytes()[:-1])
        workspace = opened(tmp_path / "workspace")

        third = log(tmp_path / "third.csv", range(60, 70))
        for ask in (lambda: workspace.review(), lambda: workspace.load(third)):
            with pytest.raises(BrokenStore) as broken:
                ask()
            assert str(broken.value) == (
                f"The file of batch {second.id} was changed or damaged since it was "
                "loaded; nothing of it is used. Remove the batch and load "
                "'second.csv' again."
            )
        settings(workspace, tmp_path)
        assert workspace.batches() == (first, second)
        workspace.remove(second.id, reason="damaged")
        workspace.review()
        second_load(opened(tmp_path / "workspace", later=1), tmp_path)
        assert seen(workspace)["rows"] == truth

    def test_the_page_shows_the_way_out(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QC_WORKSPACE", str(tmp_path / "workspace"))
        workspace = opened(tmp_path / "workspace")
        first_load(workspace, tmp_path)
        (batch,) = workspace.batches()
        file = workspace.warehouse.manifest.path(batch)
        file.chmod(0o644)
        file.write_bytes(file.read_bytes()[:-1])
        customers = tmp_path / "customers.csv"
        customers.write_text("customer_id,since,segment\nc1,2025-01-01,a\n")
        workspace.load(customers)  # another table is not concerned

        app = visit("data")
        assert any("Remove the batch" in one.value for one in app.warning)
        app.button(key=f"switch-{batch.id}").click()
        heard(app.run())

        assert [one.live for one in workspace.batches()] == [False]

    def test_a_damaged_list_costs_the_list_alone(self, tmp_path: Path) -> None:
        workspace = opened(tmp_path / "workspace")
        first_load(workspace, tmp_path)
        (batch,) = workspace.batches()
        file = workspace.warehouse.manifest.set_aside(batch)
        assert file is not None
        file.unlink()

        with pytest.raises(BrokenStore) as broken:
            workspace.set_aside(batch)
        assert str(broken.value) == (
            f"The list of what batch {batch.id} set aside is missing or damaged; its "
            "figures are not. To have the list again, remove the batch and load "
            "'first.csv' again."
        )
        workspace.review()
        erase(workspace, tmp_path)
