"""Programs at once in one workspace: nothing is lost, nobody is told of a lock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qc.workspace import Workspace
from tests.crash.crowd import PROGRAMS, TIMES
from tests.crash.deeds import opened, seen, tidy

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def crowd(place: Path, *names: str) -> Workspace:
    """Let programs run at once; none may meet an error."""
    program = [sys.executable, "-m", "tests.crash.crowd", str(place), *names]
    done = subprocess.run(program, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    met = json.loads(done.stdout)
    said = {
        name: f"{met[name]}{(place / 'files' / f'{name}.out').read_text()}"
        for name in names
    }
    assert not any(met.values()), said
    assert not any("locked" in text or "busy" in text for text in said.values())
    folder = place / "workspace"
    tidy(folder)
    workspace = opened(folder)
    workspace.warehouse.state.verify()
    return workspace


def expected(customer: int | None = None) -> set[str]:
    """Return the ids of all rows, but for those of a customer."""
    numbers = {*range(30), *range(300, 320)}
    for start in (100, 200):
        numbers |= set(range(start, start + 42))
    return {f"I{i}" for i in numbers if i % 5 != customer}


def test_nothing_is_lost(tmp_path: Path) -> None:
    names = [name for name in PROGRAMS if name != "eraser"]
    workspace = crowd(tmp_path, *names)

    found = seen(workspace)
    assert {row[0] for row in found["rows"]} == expected()
    files = [file for file, *_ in found["batches"]]
    assert sorted(files) == sorted(
        ["first.csv", "second.csv", "shared.csv"]
        + [f"{letter}{i}.csv" for letter in "ab" for i in range(4)]
    )
    deeds = [entry.what for entry in workspace.warehouse.state.entries(1000)]
    assert deeds.count("batch-added") == len(files)
    assert deeds.count("batch-removed") == deeds.count("batch-restored") == TIMES
    assert deeds.count("annotation-added") == TIMES
    assert len(workspace.notes("support-defective")) == TIMES
    assert workspace.default_rules == ("nelson", "nhs")[(TIMES - 1) % 2]
    workspace.review()


def test_a_customer_is_forgotten_among_loads(tmp_path: Path) -> None:
    workspace = crowd(tmp_path, "first_loader", "second_loader", "reviewer", "eraser")

    ids = {row[0] for row in seen(workspace)["rows"]}
    assert expected(customer=4) <= ids <= expected()
    workspace.forget_customer("c4", reason="asked to")
    assert {row[0] for row in seen(workspace)["rows"]} == expected(customer=4)
