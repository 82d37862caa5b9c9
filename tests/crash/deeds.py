"""What is done to a workspace under bad conditions, and what can be seen of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from qc.core.charts import PhasePlan
from qc.core.errors import QcError
from qc.store.warehouse import Warehouse
from qc.workspace import Workspace
from qc.workspace.calendars import CALENDAR_FILE
from tests.workspace.conftest import NOW

HEADER = "interaction_id,opened_at,agent,customer_id,csat,stage,defective"
CARD = """
[[measure]]
id = "own"
title = "Own"
question = "How many?"
kind = "share"
direction = "lower"
defective = [{ field = "defective", equals = true }]
"""
Deed = Callable[[Workspace, Path], object]


def line(i: int, score: int = 4) -> str:
    """Return a row of a log."""
    opened = f"2026-03-{1 + i % 28:02d}T10:00:00"
    return f"I{i},{opened},anna,c{i % 5},{score},support,{i % 7 == 0:d}"


def log(path: Path, numbers: range, score: int = 4) -> Path:
    """Write a log with one row that cannot be taken."""
    rows = [HEADER, *(line(i, score) for i in numbers), "bad,2026-02-30,anna,c1,1,,"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def opened(folder: Path, later: float = 0) -> Workspace:
    """Open a workspace, that many days after the day of the tests."""
    return Workspace.open(folder, now=lambda: NOW + timedelta(days=later))


def first_load(workspace: Workspace, files: Path) -> None:
    workspace.load(log(files / "first.csv", range(30)))


def upserts(workspace: Workspace, files: Path) -> None:
    workspace.load(log(files / "second.csv", range(20, 50), score=2))


def remove(workspace: Workspace, _files: Path) -> None:
    workspace.remove(workspace.batches()[0].id, reason="test")


def restore(workspace: Workspace, _files: Path) -> None:
    workspace.restore(workspace.batches()[0].id, reason="test")


def settings(workspace: Workspace, _files: Path) -> None:
    workspace.use_rules("nelson")


def plan(workspace: Workspace, _files: Path) -> None:
    starts = (np.datetime64("2026-03-09", "D"),)
    phases = PhasePlan(starts=starts)
    workspace.save_plan("support-defective", phases, reason="a new team")


def calendar(workspace: Workspace, _files: Path) -> None:
    hours = 'zone = "Europe/Berlin"\n[hours]\nmonday-friday = "08:00-17:00"\n'
    workspace.use_calendar(hours)


def cards(workspace: Workspace, _files: Path) -> None:
    workspace.add_measures(CARD, "cards.toml")


def cells(workspace: Workspace, _files: Path) -> None:
    workspace.review()


def erase(workspace: Workspace, _files: Path) -> None:
    workspace.forget_customer("c1", reason="asked to")


DEEDS: dict[str, tuple[tuple[Deed, ...], Deed]] = {
    "first load": ((), first_load),
    "load with upserts": ((first_load,), upserts),
    "remove": ((first_load,), remove),
    "restore": ((first_load, remove), restore),
    "settings": ((), settings),
    "plan": ((), plan),
    "calendar": ((), calendar),
    "cards": ((), cards),
    "cells": ((first_load,), cells),
    "erase": ((first_load, upserts), erase),
}
"""Name -> what was done before, and the deed itself."""


def seen(workspace: Workspace) -> dict[str, Any]:
    """Return all that a user can see, but for ids and times of loading."""
    batches = workspace.batches()
    asides = [workspace.set_aside(batch) for batch in batches]
    return {
        "batches": [(b.file, b.live, b.account, b.rows, b.columns) for b in batches],
        "aside": [[(row.line, row.fault) for row, _ in aside] for aside in asides],
        "rules": workspace.default_rules,
        "plan": workspace.plan("support-defective"),
        "cards": [card.id for card in workspace.measures],
        "calendar": _text(workspace.folder / CALENDAR_FILE),
        "names": workspace.privacy.names,
        "rows": _rows(workspace),
    }


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _rows(workspace: Workspace) -> list[tuple[Any, ...]]:
    fields = ("interaction_id", "opened_at", "score", "stage", "defective")
    if not workspace.warehouse.columns():
        return []
    rows = workspace.warehouse.log().rows(fields)
    return workspace.warehouse.fetch(
        f"SELECT {', '.join(fields)} FROM {rows} ORDER BY 1"
    )


def tidy(folder: Path) -> None:
    """Sweep as an opening two days later does; only what is on record is left."""
    later = datetime.now(UTC) + timedelta(days=2)
    warehouse = Warehouse.open(folder, create=False, now=later)
    manifest = warehouse.manifest
    named = {manifest.path(batch) for batch in manifest.all()}
    named |= {file for one in manifest.all() if (file := manifest.set_aside(one))}
    assert set(manifest.folder.iterdir()) == named
    assert list(warehouse.staging.iterdir()) == []
    warehouse.close()


def attempt(deed: Deed, workspace: Workspace, files: Path) -> str | None:
    """Do a deed; return what was said if it was refused."""
    try:
        deed(workspace, files)
    except QcError as refusal:
        return str(refusal)
    return None
